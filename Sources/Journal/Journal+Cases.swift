import Domain
import GRDB
import Storage

extension Journal {
    /// A letter that went out; nil if there is no such reference.
    public func notice(_ reference: String) async throws -> NoticeRecord? {
        try await pool.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT n.*, d.content, json_extract(c.value, '$.terms') AS terms,
                            n.held_at IS NOT NULL AND \(Journal.isOpenToAnswers) AS is_held
                        FROM notice n JOIN document d ON d.id = n.document JOIN legal_case c ON c.event = n.event
                        WHERE n.reference = ? AND d.ledger_sequence IS NOT NULL
                        """, arguments: [reference])
            else { return nil }
            return NoticeRecord(
                reference: reference, event: try row.decode(forColumn: "event"),
                answerCode: try row.decode(forColumn: "answer_code"),
                wrongCodes: try row.decode(forColumn: "wrong_codes"),
                isHeld: try row.decode(forColumn: "is_held"),
                answer: try row.decode(forColumn: "answer"),
                terms: try CanonicalJSON.decode(from: row.decode(forColumn: "terms")),
                content: try CanonicalJSON.decode(from: row.decode(forColumn: "content")))
        }
    }

    /// The case of a letter (by reference) or ticket (by number).
    public func legalCase(named name: String) async throws -> CaseRecord? {
        try await pool.read { try Journal.legalCase(named: name, $0) }
    }

    public func legalCase(ofEvent event: Int64) async throws -> CaseRecord? {
        try await pool.read { try Journal.legalCase(ofEvent: event, $0) }
    }

    /// Cases of events with an id above `event`, all or those in one phase. For going through in batches.
    public func cases(after event: Int64, phase: LegalCase.Phase?, limit: Int) async throws -> [CaseRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    \(CaseRecord.selection) WHERE c.event > ? \(phase == nil ? "" : "AND c.phase = ?")
                    ORDER BY c.event LIMIT \(limit)
                    """, arguments: phase.map { [event, $0.rawValue] } ?? [event]
            ).map(CaseRecord.init)
        }
    }

    /// Whether a file with these bytes was taken from this exchange folder before, for good: one whose lines were kept aside may be put back,
    /// and is judged again.
    public func hasTaken(_ sha256: String, from folder: String) async throws -> Bool {
        try await pool.read { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM exchange_file WHERE folder = ? AND sha256 = ? AND kept = 0)",
                arguments: [folder, sha256]) ?? false
        }
    }

    /// Makes the ticket that goes out with a letter; none if the letter isn't the last one of its case any more, or was answered or came
    /// back meanwhile.
    public func addTicket(to notice: NoticeRecord, work: CaseWork, at now: Timestamp) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: "UPDATE notice SET ticket_due = 0 WHERE reference = ?", arguments: [notice.reference])
            guard let record = try Journal.legalCase(ofEvent: notice.event, database), record.value.ticket == nil,
                record.value.phase == .noticed, record.value.letter.reference == notice.reference,
                let ticket = work.ticket
            else { return }
            _ = try draftTicket(ticket, of: record, isWithLetter: true, work: work, at: now, database)
        }
    }

    /// References of letters that are signed and whose ticket, which goes out with them, isn't made yet.
    public func noticesWithoutTicket(limit: Int) async throws -> [String] {
        try await pool.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT n.reference FROM notice n JOIN document d ON d.id = n.document
                    WHERE n.ticket_due = 1 AND d.ledger_sequence IS NOT NULL ORDER BY d.id LIMIT ?
                    """, arguments: [limit])
        }
    }

    /// SHA-256 of the files that were taken from the exchange folders, of whatever became of their lines.
    public func takenFiles() async throws -> [String] {
        try await pool.read {
            try String.fetchAll($0, sql: "SELECT sha256 FROM exchange_file UNION SELECT file FROM payment")
        }
    }

    /// Notes that a file from an exchange folder is dealt with, and plans its removal.
    /// - Parameter isKept: whether lines of it were kept aside, so that it is to be judged again when it comes again.
    public func noteTaken(
        _ file: UploadedFile, from folder: String, isKept: Bool = false, at now: Timestamp
    ) async throws {
        try await pool.write { [self] database in try take(file, from: folder, isKept: isKept, at: now, database) }
    }

    func take(
        _ file: UploadedFile, from folder: String, isKept: Bool = false, at now: Timestamp, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO exchange_file (sha256, folder, name, received_at, kept) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET name = excluded.name, received_at = excluded.received_at, kept = excluded.kept
                """,
            arguments: [file.sha256, folder, file.path.display, now.milliseconds, isKept])
        try plan(removalOf: [file], database)
    }
}
