import Domain
import GRDB

/// Why a signed document goes into no envelope.
public enum Withholding: String, Codable, Sendable, CaseIterable {
    /// Its case was closed before it was printed: withdrawn, paid, judged.
    case caseClosed = "case-closed"
    /// A later letter or ticket has taken its place.
    case superseded
}

/// A signed document as a print batch has it, or is to have it.
public struct PostedDocument: Sendable {
    public let document: DocumentRecord
    /// Nil if it is printed.
    public var withheld: Withholding?
    /// The document (``DocumentRecord/id``) in whose envelope it lies; nil where it has one of its own.
    public var envelope: Int64?

    fileprivate var place: [String?] { ["\(document.id)", withheld?.rawValue, envelope.map(String.init)] }
}

// Every signed document goes into one print batch and no second one: its row says into which.

extension Journal {
    /// The units that have documents in no batch yet, each with the oldest one's day.
    public func unitsToPost() async throws -> [String: LocalDate] {
        try await pool.read { database in
            try Row.fetchAll(
                database, sql: "SELECT unit_id, min(day) FROM document WHERE batch IS NULL GROUP BY unit_id"
            ).reduce(into: [:]) { days, row in
                days[try row.decode(String.self, atIndex: 0)] = LocalDate(
                    iso8601: try row.decode(String.self, atIndex: 1))
            }
        }
    }

    /// The unit as a document of that day, in no batch yet, names it; nil if there is none.
    public func unit(ofDocumentsOn day: LocalDate, id: String) async throws -> Unit? {
        try await pool.read { database in
            try String.fetchOne(
                database,
                sql:
                    "SELECT json_extract(content, '$.unit') FROM document WHERE unit_id = ? AND day = ? AND batch IS NULL",
                arguments: [id, day.iso8601]
            ).map { try CanonicalJSON.decode(from: $0) }
        }
    }

    /// The unit of a batch, as its oldest document names it; nil if there is no such batch.
    public func unit(ofBatch name: String) async throws -> Unit? {
        try await pool.read { database in
            try String.fetchOne(
                database,
                sql: "SELECT json_extract(content, '$.unit') FROM document WHERE batch = ? ORDER BY id LIMIT 1",
                arguments: [name]
            ).map { try CanonicalJSON.decode(from: $0) }
        }
    }

    /// A unit's signed documents that were issued before an instant of a day and are in no batch yet, oldest first; none while one that
    /// may be signed within moments isn't. Those on which an officer must look at a suspected clone wait. A letter that its ticket goes
    /// out with waits for it, and takes it along, whenever the ticket was made.
    ///
    /// - Parameters:
    ///   - day: of the unit's time zone, as its documents name it.
    ///   - closing: the instant; what bears an earlier day was issued before.
    public func documentsToPost(
        unit: String, through day: LocalDate, before closing: Timestamp
    ) async throws -> [PostedDocument] {
        try await pool.read { database in
            let isInTime = """
                (d.day < :day OR d.day = :day AND unixepoch(json_extract(d.content, '$.issuedAt')) < :closing)
                """
            let arguments: StatementArguments = [
                "unit": unit, "day": day.iso8601, "closing": closing.milliseconds / 1000,
            ]
            let isBusy = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM document d WHERE d.unit_id = :unit AND d.batch IS NULL AND \(isInTime)
                        AND d.ledger_sequence IS NULL AND d.last_error IS NULL)
                    """, arguments: arguments)
            guard isBusy == false else { return [] }
            var inTime: Set<Int64> = []
            let posted = try Row.fetchAll(
                database,
                sql: """
                    SELECT d.*, \(isInTime) AS in_time FROM (\(DocumentRecord.selection)) d
                    WHERE d.unit_id = :unit AND d.batch IS NULL AND d.ledger_sequence IS NOT NULL
                        AND (d.kind = 'ticket' OR \(isInTime))
                        AND NOT EXISTS (SELECT 1 FROM clone_flag f WHERE f.event = d.event AND f.seen_by IS NULL)
                        AND NOT EXISTS (
                            SELECT 1 FROM notice n LEFT JOIN ticket t ON t.reference = n.reference
                            LEFT JOIN document td ON td.id = t.document
                            WHERE n.document = d.id AND (n.ticket_due = 1 OR td.id > 0 AND td.ledger_sequence IS NULL))
                    ORDER BY d.id
                    """, arguments: arguments
            ).map { row in
                let document = try DocumentRecord(row: row)
                if try row.decode(forColumn: "in_time") { inTime.insert(document.id) }
                return PostedDocument(document: document)
            }
            return try Journal.placed(posted, database).filter { inTime.contains($0.document.id) || $0.envelope != nil }
        }
    }

    /// A batch's documents, oldest first; empty if there is no such batch.
    public func documents(inBatch name: String) async throws -> [PostedDocument] {
        try await pool.read { database in
            try Row.fetchAll(
                database, sql: "\(DocumentRecord.selection) WHERE d.batch = ? ORDER BY d.id", arguments: [name]
            ).map { row in
                PostedDocument(
                    document: try DocumentRecord(row: row),
                    withheld: try row.decode(String?.self, forColumn: "withheld").flatMap(Withholding.init),
                    envelope: try row.decode(forColumn: "envelope"))
            }
        }
    }

    /// Writes down that a batch was made of these documents, with the hashes of its files.
    /// - Parameter dispatching: where whatever is printed counts as handed to the post, what that step of a case needs.
    /// - Throws: ``JournalError`` `stateChanged` if a case was closed or went on meanwhile: the batch must be made again.
    public func noteBatch(
        _ name: String, of posted: [PostedDocument], files: [String: String], dispatching work: CaseWork?,
        at now: Timestamp
    ) async throws {
        try await pool.write { [self] database in
            guard try Journal.placed(posted, database).map(\.place) == posted.map(\.place) else {
                throw JournalError(.stateChanged, "a case of \(name) went on while it was made")
            }
            for item in posted {
                try database.execute(
                    sql: """
                        UPDATE document SET batch = ?, withheld = ?, envelope = ?,
                            last_error = CASE WHEN written_at IS NULL THEN last_error END
                        WHERE id = ? AND batch IS NULL
                        """,
                    arguments: [name, item.withheld?.rawValue, item.envelope, item.document.id])
                try requireChange(database, item.document.name)
            }
            try append(.export, subject: name, payload: files, at: now, database)
            guard let work else { return }
            for item in posted where item.withheld == nil {
                guard let record = try Journal.legalCase(named: item.document.name, database) else { continue }
                let today = record.zone.date(of: now)
                try advance(
                    record, by: .dispatched(item.document.name, on: today, today: today), kind: .legalCase,
                    source: .calendar, work: work, at: now, database)
            }
        }
    }

    /// Where the cases, as they are now, put each of the documents. One whose case cannot be read is left out.
    private static func placed(_ posted: [PostedDocument], _ database: Database) throws -> [PostedDocument] {
        let letters = Dictionary(
            posted.filter { $0.document.kind == .notice }.map { ($0.document.name, $0.document.id) },
            uniquingKeysWith: { first, _ in first })
        return try posted.compactMap { item in
            var item = item
            let value: LegalCase?
            do {
                value = try Journal.legalCase(ofEvent: item.document.event, database)?.value
            } catch let error where !Journal.isHindered(by: error) {
                return nil
            }
            let counts =
                item.document.kind == .notice ? value?.letter.reference : value?.ticket?.number
            item.withheld =
                value?.phase == .closed ? .caseClosed : counts == item.document.name ? nil : .superseded
            item.envelope =
                item.withheld == nil && item.document.kind == .ticket && value?.ticket?.isWithLetter == true
                ? value.flatMap { letters[$0.letter.reference] } : nil
            return item
        }
    }
}
