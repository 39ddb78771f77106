import Domain
import GRDB
import Storage

/// A letter or ticket as the journal has it.
public struct DocumentRecord: Sendable, Identifiable {
    public enum Kind: String, Codable, Sendable {
        case notice, ticket
    }

    public let id: Int64
    public let kind: Kind
    /// The reference of a notice, the number of a ticket.
    public let name: String
    public let event: Int64
    /// The local day of issue: the output folder's date.
    public let day: LocalDate
    /// Canonical JSON of a ``NoticeContent`` or ``TicketContent``.
    public let content: String
    /// Nil before it is signed.
    public let signed: Signed?
    /// Whether its files were once in the output folder.
    public let isWritten: Bool
    /// SHA-256 of the texts that it was made with, which are kept as evidence; nil before it is signed, and where nobody noted it.
    public let texts: String?

    public struct Signed: Sendable {
        public let pdfSHA256: String
        public let jsonSHA256: String
        public let ledger: LedgerEntry
    }

    init(row: Row) throws {
        id = try row.decode(forColumn: "id")
        name = try row.decode(forColumn: "name")
        event = try row.decode(forColumn: "event")
        content = try row.decode(forColumn: "content")
        isWritten = try row.decode(Int64?.self, forColumn: "written_at") != nil
        texts = try row.decode(forColumn: "texts")
        guard let kind = Kind(rawValue: try row.decode(forColumn: "kind")),
            let day = LocalDate(iso8601: try row.decode(String.self, forColumn: "day"))
        else {
            throw JournalError(.unreadable, "document \(id) is of a kind or day that this version cannot read")
        }
        self.kind = kind
        self.day = day
        if let pdf = try row.decode(String?.self, forColumn: "pdf_sha256"),
            let json = try row.decode(String?.self, forColumn: "json_sha256"),
            let sequence = try row.decode(Int64?.self, forColumn: "ledger_sequence")
        {
            let ledger = LedgerEntry(
                sequence: sequence, at: Timestamp(milliseconds: try row.decode(forColumn: "at")),
                kind: kind == .notice ? .notice : .ticket, subject: try row.decode(forColumn: "subject"),
                payload: try row.decode(forColumn: "payload"),
                hash: try row.decode(forColumn: "hash"), keyID: try row.decode(forColumn: "key_id"),
                signature: try row.decode(forColumn: "signature"))
            signed = Signed(pdfSHA256: pdf, jsonSHA256: json, ledger: ledger)
        } else {
            signed = nil
        }
    }

    init(
        id: Int64, kind: Kind, name: String, event: Int64, day: LocalDate, content: String, signed: Signed?,
        isWritten: Bool, texts: String?
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.event = event
        self.day = day
        self.content = content
        self.signed = signed
        self.isWritten = isWritten
        self.texts = texts
    }

    static let selection = """
        SELECT d.*, l.at, l.subject, l.payload, l.hash, l.key_id, l.signature
        FROM document d LEFT JOIN ledger l ON l.sequence = d.ledger_sequence
        """
}

extension Journal {
    /// Up to `limit` documents that are decided but not rendered and signed, oldest first, none that waits for a later retry.
    public func drafts(limit: Int, now: Timestamp) async throws -> [DocumentRecord] {
        try await documents(
            "WHERE d.ledger_sequence IS NULL AND d.retry_at <= ? ORDER BY d.id LIMIT ?", [now.milliseconds, limit])
    }

    /// Up to `limit` signed documents that may be missing from the output folder, likewise.
    public func unwritten(limit: Int, now: Timestamp) async throws -> [DocumentRecord] {
        try await documents(
            "WHERE d.written_at IS NULL AND d.ledger_sequence IS NOT NULL AND d.retry_at <= ? ORDER BY d.id LIMIT ?",
            [now.milliseconds, limit])
    }

    /// Writes down that a document could not be made or written; it waits 2, 4, 8 ... seconds, at most an hour, so that however many
    /// such documents there are, others go on.
    public func noteFailure(_ message: String, ofDocument id: Int64, at now: Timestamp) async throws {
        try await pool.write { database in
            try database.execute(
                sql: """
                    UPDATE document SET attempts = attempts + 1, last_error = ?,
                        retry_at = ? + min(3600000, 1000 << min(attempts + 1, 12)) WHERE id = ?
                    """, arguments: [message, now.milliseconds, id])
        }
    }

    /// How many documents' last try failed, and what the newest of them failed with; nil if none did.
    public func failingDocuments() async throws -> (count: Int, newest: String?) {
        try await pool.read { try Journal.failingDocuments($0) }
    }

    static func failingDocuments(_ database: Database) throws -> (count: Int, newest: String?) {
        let row = try Row.fetchOne(
            database, sql: "SELECT count(*), max(id), last_error FROM document WHERE last_error IS NOT NULL")
        return (try row?.decode(atIndex: 0) ?? 0, try row?.decode(atIndex: 2))
    }

    /// How many signed documents show boxes in the place of characters that the fonts lack.
    static func unprintableDocuments(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM document WHERE unprintable > 0") ?? 0
    }

    /// Every document of an event, oldest first.
    public func documents(of event: Int64) async throws -> [DocumentRecord] {
        try await documents("WHERE d.event = ? ORDER BY d.id", [event])
    }

    /// The document whose files bear this name (without extension): a notice by its reference, a ticket by its number, in which the
    /// file has `-` for `/`.
    public func document(fileName name: String) async throws -> DocumentRecord? {
        try await documents("WHERE d.name = ? OR replace(d.name, '/', '-') = ?", [name, name]).first
    }

    /// A signed document's name by its number; nil if there is none.
    public func documentName(_ id: Int64) async throws -> String? {
        try await pool.read { database in
            try String.fetchOne(
                database, sql: "SELECT name FROM document WHERE id = ? AND ledger_sequence IS NOT NULL", arguments: [id]
            )
        }
    }

    /// Signed documents with an id above `id`, for going through all of them in batches.
    public func signedDocuments(after id: Int64, limit: Int) async throws -> [DocumentRecord] {
        try await documents(
            "WHERE d.ledger_sequence IS NOT NULL AND d.id > ? ORDER BY d.id LIMIT ?", [id, Int64(limit)])
    }

    private func documents(_ condition: String, _ arguments: StatementArguments) async throws -> [DocumentRecord] {
        try await pool.read { database in
            try Row.fetchAll(database, sql: "\(DocumentRecord.selection) \(condition)", arguments: arguments)
                .map(DocumentRecord.init)
        }
    }

    /// Signs a draft: appends its ledger entry and, for a notice, gives its event the outcome `issued`.
    ///
    /// The ledger must have the entries that lead to it. The PDF must be in the evidence store already, so that it can be written from here on, whatever happens.
    /// - Parameters:
    ///   - texts: SHA-256 of the texts that it was made with, stored likewise.
    ///   - unprintable: how many characters the PDF shows as boxes, for `status`.
    ///   - json: makes the JSON twin's bytes; called within the transaction, first without an entry (what is hashed into
    ///     the entry), then with the entry that the twin quotes.
    /// - Throws: ``JournalError`` `brokenInvariant` if the ledger has no such entries; `stateChanged`.
    public func sign(
        _ draft: DocumentRecord, pdfSHA256: String, texts: String, unprintable: Int = 0, at now: Timestamp,
        json: @escaping @Sendable (LedgerEntry?) throws -> [UInt8]
    ) async throws {
        try await pool.write { [self] database in
            try requireGrounds(of: draft, database)
            let entry = try append(
                draft.kind == .notice ? .notice : .ticket, subject: draft.name,
                payload: DocumentPayload(
                    content: Digest.sha256(draft.content.utf8), document: pdfSHA256,
                    event: try subject(of: draft.event, database), twin: Digest.sha256(try json(nil))),
                at: now, database)
            try database.execute(
                sql: """
                    UPDATE document SET pdf_sha256 = ?, json_sha256 = ?, ledger_sequence = ?, texts = ?, unprintable = ?,
                        attempts = 0, retry_at = 0, last_error = NULL
                    WHERE id = ? AND ledger_sequence IS NULL
                    """,
                arguments: [
                    pdfSHA256, Digest.sha256(try json(entry)), entry.sequence, texts, unprintable, draft.id,
                ])
            try requireChange(database, draft.name)
            // A further letter of a case has no event in work.
            if draft.kind == .notice {
                try database.execute(
                    sql: """
                        UPDATE event SET stage = 'done', outcome = 'issued', attempts = 0, retry_at = 0, last_error = NULL
                        WHERE id = ? AND (stage = 'issuance' OR outcome = 'issued')
                        """, arguments: [draft.event])
                try requireChange(database, draft.name)
            }
        }
    }

    /// Notes that a document's files are in the output folder, durably.
    public func noteWritten(_ ids: [Int64], at now: Timestamp) async throws {
        try await pool.write { database in
            for id in ids {
                try database.execute(
                    sql: "UPDATE document SET written_at = ?, attempts = 0, last_error = NULL WHERE id = ?",
                    arguments: [now.milliseconds, id])
            }
        }
    }

    // MARK: Within a transaction

    func insertDocument(
        _ kind: DocumentRecord.Kind, name: String, event: Int64, unit: Unit, issuedAt: Timestamp, content: String,
        _ database: Database
    ) throws -> Int64 {
        try database.execute(
            sql: "INSERT INTO document (kind, name, event, unit_id, day, content) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [kind.rawValue, name, event, unit.id, unit.timeZone.date(of: issuedAt).iso8601, content])
        return database.lastInsertedRowID
    }

    /// Rows that somebody put there are not signed: what leads to a document is in the ledger first.
    private func requireGrounds(of draft: DocumentRecord, _ database: Database) throws {
        let grounds = try DocumentGrounds.fetch(of: draft.event, database)
        // The first opening of all cases is looked for only where this one's is missing.
        let opening = try grounds.opened == nil ? Journal.firstOpening(database) : nil
        guard grounds.areComplete(before: .max, opening: opening) else {
            throw JournalError(
                .brokenInvariant,
                "\(draft.name) is not signed: the ledger has no word that its event was accepted, a letter decided and the case opened. Somebody put its rows into the database: run etle verify"
            )
        }
    }

    private func subject(of event: Int64, _ database: Database) throws -> String {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT camera_id, event_id FROM event WHERE id = ?", arguments: [event])
        else { throw JournalError(.notFound, "the journal has no event \(event)") }
        return EventRecord.subject(
            camera: try row.decode(forColumn: "camera_id"), event: try row.decode(forColumn: "event_id"))
    }
}

struct DocumentPayload: Codable {
    /// SHA-256 of the content that the document was made from.
    let content: String
    /// SHA-256 of the PDF.
    let document: String
    let event: String
    /// SHA-256 of the JSON twin without its `ledger` part.
    let twin: String
}
