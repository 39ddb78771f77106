import Domain
import GRDB
import Storage

/// An event's row as it stands, with what the ledger says of it: for checking one against the other.
public struct EventProof: Sendable {
    public let id: Int64
    public let cameraID: String
    public let eventID: String
    public let capturedAt: Int64
    public let upload: String
    public let outcome: String?
    public let stage: String
    /// Columns as their text stands in the row.
    public let capture: String
    public let reading: String?
    public let decision: String?
    /// The newest payload of each kind.
    public let payloads: [LedgerEntry.Kind: String]

    public var subject: String { EventRecord.subject(camera: cameraID, event: eventID) }
}

/// A case's row as it stands, with the rows that hang on it and what the ledger says.
public struct CaseProof: Sendable {
    public let event: Int64
    public let reference: String
    public let phase: String
    public let value: String
    /// The newest hash of the case that the ledger has; nil if it tells of none.
    public let hash: String?
    /// `block|cause|day|lifted|lift`, oldest first.
    public let blocks: [String]
    /// Numbers of the case's tickets, former ones too; sorted.
    public let tickets: [String]
    /// `amount hash-of-the-bank-reference` of the payments that the journal has, and of those that the ledger tells of; sorted.
    public let payments: [String]
    public let paymentsByLedger: [String]
    public let paid: Int
}

extension Journal {
    /// Events with an id above `id`, each with its newest payloads.
    public func eventProofs(after id: Int64, limit: Int) async throws -> [EventProof] {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, camera_id, event_id, captured_at, upload_sha256, outcome, stage, capture, reading, decision
                    FROM event WHERE id > ? ORDER BY id LIMIT ?
                    """, arguments: [id, limit])
            let entries = try database.cachedStatement(
                sql: "SELECT kind, payload FROM ledger WHERE subject = ? ORDER BY sequence")
            return try rows.map { row in
                let camera: String = try row.decode(atIndex: 1)
                let event: String = try row.decode(atIndex: 2)
                var payloads: [LedgerEntry.Kind: String] = [:]
                let cursor = try Row.fetchCursor(
                    entries, arguments: [EventRecord.subject(camera: camera, event: event)])
                while let entry = try cursor.next() {
                    if let kind = LedgerEntry.Kind(rawValue: try entry.decode(atIndex: 0)) {
                        payloads[kind] = try entry.decode(atIndex: 1)
                    }
                }
                return EventProof(
                    id: try row.decode(atIndex: 0), cameraID: camera, eventID: event,
                    capturedAt: try row.decode(atIndex: 3), upload: try row.decode(atIndex: 4),
                    outcome: try row.decode(atIndex: 5), stage: try row.decode(atIndex: 6),
                    capture: try row.decode(atIndex: 7), reading: try row.decode(atIndex: 8),
                    decision: try row.decode(atIndex: 9), payloads: payloads)
            }
        }
    }

    /// Cases of events with an id above `event`.
    public func caseProofs(after event: Int64, limit: Int) async throws -> [CaseProof] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT event, reference, phase, value FROM legal_case WHERE event > ? ORDER BY event LIMIT ?",
                arguments: [event, limit]
            ).map { row in
                let reference: String = try row.decode(forColumn: "reference")
                let payloads = try String.fetchAll(
                    database, sql: "SELECT payload FROM ledger WHERE subject = ? ORDER BY sequence",
                    arguments: [reference]
                ).compactMap { try? CanonicalJSON.decode(CaseEcho.self, from: $0) }
                let blocks = try Row.fetchAll(
                    database, sql: "SELECT cause, blocked_on, lifted_on, lift FROM block WHERE event = ? ORDER BY id",
                    arguments: [try row.decode(Int64.self, forColumn: "event")])
                let tickets = try String.fetchAll(
                    database,
                    sql: """
                        SELECT t.number FROM ticket t JOIN notice n ON n.reference = t.reference WHERE n.event = ?
                        """, arguments: [try row.decode(Int64.self, forColumn: "event")])
                let payments = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT p.amount_rupiah, p.bank_reference FROM payment p JOIN ticket t ON t.number = p.ticket
                        JOIN notice n ON n.reference = t.reference WHERE n.event = ?
                        """, arguments: [try row.decode(Int64.self, forColumn: "event")]
                ).map { row in
                    (
                        amount: try row.decode(Int.self, atIndex: 0),
                        hash: Digest.sha256(try row.decode(String.self, atIndex: 1).utf8)
                    )
                }
                return CaseProof(
                    event: try row.decode(forColumn: "event"), reference: reference,
                    phase: try row.decode(forColumn: "phase"), value: try row.decode(forColumn: "value"),
                    hash: payloads.compactMap(\.legalCase).last,
                    blocks: try blocks.map { block in
                        try (0..<4).map { try block.decode(String?.self, atIndex: $0) ?? "-" }.joined(separator: " ")
                    },
                    tickets: tickets.sorted(), payments: payments.map { "\($0.amount) \($0.hash)" }.sorted(),
                    paymentsByLedger: payloads.filter { $0.step == "paid" }
                        .map { "\($0.amountRupiah ?? 0) \($0.bankReference ?? "")" }.sorted(),
                    paid: payments.reduce(0) { $0 &+ $1.amount })
            }
        }
    }

    /// The hash of the entry before one: what that one was chained to.
    public func hash(before sequence: Int64) async throws -> String {
        try await pool.read { database in
            try String.fetchOne(database, sql: "SELECT hash FROM ledger WHERE sequence = ?", arguments: [sequence - 1])
                ?? LedgerEntry.hashBeforeFirst
        }
    }
}

private struct CaseEcho: Decodable {
    let legalCase: String?
    let step: String?
    let amountRupiah: Int?
    let bankReference: String?

    enum CodingKeys: String, CodingKey {
        case legalCase = "case"
        case step
        case amountRupiah = "amount_rupiah"
        case bankReference = "bank_reference"
    }
}
