import Domain
import GRDB
import Storage

/// A document's row as it stands, with its entry and the rows that it belongs to: for checking one against the other.
public struct DocumentRow: Sendable {
    public let record: DocumentRecord
    public let unitID: String
    public let pdfSHA256: String?
    public let jsonSHA256: String?
    /// The running number of a letter that may be taken back; nil for others.
    public let running: Int?
    /// The entry that the row names, and the hash of the entry before it; nil where the row names none.
    public let entry: LedgerEntry?
    public let before: String
    /// The event that the row names; nil where there is none.
    public let eventSubject: String?
    public let eventUnit: String?
    public let hasCase: Bool
    /// Whether the print batch that the row names, if it names one, was handed out, and the envelope is one of the same event in it.
    public let isBatchRight: Bool
    /// Which document the row of the letter or ticket names; nil where there is no such row.
    public let owner: Int64?
    /// Why there is such a document.
    public let grounds: DocumentGrounds
}

extension Journal {
    /// Documents with an id above `id`, also those that aren't signed; nil after the last.
    public func documentRows(
        after id: Int64, limit: Int
    ) async throws -> (documents: [Result<DocumentRow, RowFault>], last: Int64)? {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                database, sql: "\(DocumentRow.selection) WHERE d.id > ? ORDER BY d.id LIMIT ?", arguments: [id, limit])
            guard let last: Int64 = rows.last?["id"] else { return nil }
            return (try rows.proofs(of: "document", key: "id") { try DocumentRow($0, database) }, last)
        }
    }

    /// The document whose files bear this name; see ``document(fileName:)``.
    /// - Throws: ``RowFault`` if its row cannot be read.
    public func documentRow(fileName name: String) async throws -> DocumentRow? {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                database, sql: "\(DocumentRow.selection) WHERE d.name = ?1 OR replace(d.name, '/', '-') = ?1",
                arguments: [name])
            return try rows.proofs(of: "document", key: "id") { try DocumentRow($0, database) }.first?.get()
        }
    }
}

extension DocumentRow {
    fileprivate static let selection = """
        SELECT d.id, d.kind, d.name, d.event, d.unit_id, d.day, d.content, d.pdf_sha256, d.json_sha256, d.ledger_sequence,
            d.written_at, d.running, d.batch, d.withheld, d.envelope, d.texts, l.sequence, l.at, l.kind AS entry_kind, l.subject, l.payload, l.hash, l.key_id,
            l.signature, b.hash AS before, e.camera_id, e.event_id, e.unit_id AS event_unit,
            EXISTS (SELECT 1 FROM legal_case c WHERE c.event = d.event) AS has_case,
            EXISTS (SELECT 1 FROM ledger x WHERE x.subject = d.batch AND x.kind = 'export') AS has_batch,
            EXISTS (SELECT 1 FROM document x WHERE x.id = d.envelope AND x.event = d.event AND x.batch = d.batch)
                AS has_envelope,
            CASE d.kind WHEN 'notice' THEN n.document ELSE t.document END AS owner
        FROM document d LEFT JOIN ledger l ON l.sequence = d.ledger_sequence
        LEFT JOIN ledger b ON b.sequence = l.sequence - 1 LEFT JOIN event e ON e.id = d.event
        LEFT JOIN notice n ON n.reference = d.name LEFT JOIN ticket t ON t.number = d.name
        """

    fileprivate init(_ row: ProofRow, _ database: Database) throws {
        let sequence: Int64? = try row.get("sequence")
        entry = try sequence.map { _ in try row.entry(.init(kind: "entry_kind")) }
        pdfSHA256 = try row.get("pdf_sha256")
        jsonSHA256 = try row.get("json_sha256")
        guard let kind = DocumentRecord.Kind(rawValue: try row.get("kind")) else {
            throw RowFault(table: "document", row: row.id, column: "kind")
        }
        guard let day = LocalDate(iso8601: try row.get("day", as: String.self)) else {
            throw RowFault(table: "document", row: row.id, column: "day")
        }
        var signed: DocumentRecord.Signed?
        if let pdfSHA256, let jsonSHA256, let entry {
            signed = DocumentRecord.Signed(pdfSHA256: pdfSHA256, jsonSHA256: jsonSHA256, ledger: entry)
        }
        record = DocumentRecord(
            id: try row.get("id"), kind: kind, name: try row.get("name"), event: try row.get("event"), day: day,
            content: try row.get("content"), signed: signed,
            isWritten: try row.get("written_at", as: Int64?.self) != nil,
            texts: try row.get("texts"))
        let (batch, withheld): (String?, String?) = (try row.get("batch"), try row.get("withheld"))
        let (envelope, hasBatch): (Int64?, Bool) = (try row.get("envelope"), try row.get("has_batch"))
        let hasEnvelope: Bool = try row.get("has_envelope")
        isBatchRight =
            (batch == nil ? withheld == nil && envelope == nil : hasBatch && sequence != nil)
            && (envelope == nil || hasEnvelope) && (withheld == nil || withheld.flatMap(Withholding.init) != nil)
        unitID = try row.get("unit_id")
        running = try row.get("running")
        before = try row.get("before", as: String?.self) ?? LedgerEntry.hashBeforeFirst
        let camera: String? = try row.get("camera_id")
        let event: String? = try row.get("event_id")
        eventSubject = camera.flatMap { camera in event.map { EventRecord.subject(camera: camera, event: $0) } }
        eventUnit = try row.get("event_unit")
        hasCase = try row.get("has_case")
        owner = try row.get("owner")
        grounds = try DocumentGrounds.fetch(of: record.event, database)
    }
}
