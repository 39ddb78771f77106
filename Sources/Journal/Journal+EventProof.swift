import Domain
import GRDB
import Storage

/// An event's row as it stands, with what hangs on it and what the ledger says of it: for checking one against the other.
public struct EventProof: Sendable {
    /// An entry about the event.
    public struct Entry: Sendable {
        public let kind: LedgerEntry.Kind
        public let at: Int64
        public let payload: String
    }

    /// The mark of a suspected clone.
    public struct Flag: Sendable {
        public let other: String
        public let at: Int64
        public let detail: String
        public let seenBy: String?
        public let seenAt: Int64?
    }

    public let id: Int64
    public let cameraID: String
    public let eventID: String
    public let unitID: String
    public let capturedAt: Int64
    public let receivedAt: Int64
    public let upload: String
    public let outcome: String?
    public let stage: String
    public let plate: String?
    /// Columns as their text stands in the row.
    public let capture: String
    public let reading: String?
    public let decision: String?
    public let decidedAt: Int64?
    public let removedAt: Int64?
    /// Oldest first.
    public let entries: [Entry]
    /// `plate code camera captured_at` of each, sorted.
    public let charges: [String]
    /// The hashes of the pictures that the journal says the event needs.
    public let pictures: Set<String>
    public let flag: Flag?
    public let hasCase: Bool
    /// Letters that are signed, and that are not yet.
    public let signedLetters: Int
    public let drafts: Int

    public var subject: String { EventRecord.subject(camera: cameraID, event: eventID) }
}

extension Journal {
    /// Events with an id above `id`, each with its entries; nil after the last.
    public func eventProofs(
        after id: Int64, limit: Int
    ) async throws -> (events: [Result<EventProof, RowFault>], last: Int64)? {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, camera_id, event_id, unit_id, captured_at, received_at, upload_sha256, outcome, stage, plate,
                        capture, reading, decision, decided_at, removed_at
                    FROM event WHERE id > ? ORDER BY id LIMIT ?
                    """, arguments: [id, limit])
            guard let last: Int64 = rows.last?["id"] else { return nil }
            let hanging = try Hanging(after: id, upTo: last, database)
            let entries = try database.cachedStatement(
                sql: "SELECT kind, at, payload FROM ledger WHERE subject = ? AND sequence > 0 ORDER BY sequence")
            let events = try rows.proofs(of: "event", key: "id") { row in
                let id: Int64 = try row.get("id")
                let camera: String = try row.get("camera_id")
                let event: String = try row.get("event_id")
                return EventProof(
                    id: id, cameraID: camera, eventID: event, unitID: try row.get("unit_id"),
                    capturedAt: try row.get("captured_at"), receivedAt: try row.get("received_at"),
                    upload: try row.get("upload_sha256"), outcome: try row.get("outcome"), stage: try row.get("stage"),
                    plate: try row.get("plate"), capture: try row.get("capture"), reading: try row.get("reading"),
                    decision: try row.get("decision"), decidedAt: try row.get("decided_at"),
                    removedAt: try row.get("removed_at"),
                    entries: try EventProof.Entry.fetch(
                        entries, about: EventRecord.subject(camera: camera, event: event)),
                    charges: try hanging.charges[id, default: []].map { try $0.get() }.sorted(),
                    pictures: Set(try hanging.pictures[id, default: []].map { try $0.get() }),
                    flag: try hanging.flags[id]?.get(), hasCase: hanging.cases.contains(id),
                    signedLetters: hanging.letters[id]?.signed ?? 0, drafts: hanging.letters[id]?.drafts ?? 0)
            }
            return (events, last)
        }
    }
}

extension Journal {
    /// Those of some events whose pictures retention has removed, or is about to.
    public func removed(among events: [Int64]) async throws -> Set<Int64> {
        try await pool.read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM event WHERE id = ? AND removed_at IS NOT NULL)")
            return Set(try events.filter { try Bool.fetchOne(statement, arguments: [$0]) == true })
        }
    }
}

extension EventProof.Entry {
    /// An entry that cannot be read is found where the ledger is checked.
    fileprivate static func fetch(_ statement: Statement, about subject: String) throws -> [EventProof.Entry] {
        var entries: [EventProof.Entry] = []
        let rows = try Row.fetchCursor(statement, arguments: [subject])
        while let row = try rows.next() {
            guard let kind = (try? row.decode(String.self, atIndex: 0)).flatMap(LedgerEntry.Kind.init),
                let at = try? row.decode(Int64.self, atIndex: 1), let payload = try? row.decode(String.self, atIndex: 2)
            else { continue }
            entries.append(EventProof.Entry(kind: kind, at: at, payload: payload))
        }
        return entries
    }
}

/// The rows of other tables that belong to a range of events: one question for all of them.
private struct Hanging {
    var charges: [Int64: [Result<String, RowFault>]] = [:]
    var pictures: [Int64: [Result<String, RowFault>]] = [:]
    var flags: [Int64: Result<EventProof.Flag, RowFault>] = [:]
    var cases: Set<Int64> = []
    var letters: [Int64: (signed: Int, drafts: Int)] = [:]

    init(after id: Int64, upTo last: Int64, _ database: Database) throws {
        func rows(_ sql: String) throws -> [Row] {
            try Row.fetchAll(database, sql: sql, arguments: [id, last])
        }
        /// Something else than a number belongs to no event; SQLite's own check names such a row.
        func event(_ row: Row) -> Int64 { (try? row.decode(Int64.self, atIndex: 0)) ?? 0 }
        for row in try rows(
            "SELECT event, plate, code, camera_id, captured_at FROM charged_violation WHERE event > ? AND event <= ?")
        {
            let charge = try [row].proofs(of: "charged_violation", key: "event") { row in
                let (plate, code): (String, String) = (try row.get("plate"), try row.get("code"))
                let (camera, at): (String, Int64) = (try row.get("camera_id"), try row.get("captured_at"))
                return "\(plate) \(code) \(camera) \(at)"
            }
            charges[event(row), default: []] += charge
        }
        for row in try rows("SELECT event, sha256 FROM picture WHERE event > ? AND event <= ?") {
            pictures[event(row), default: []] += try [row].proofs(of: "picture", key: "event") { try $0.get("sha256") }
        }
        for row in try rows(
            """
            SELECT f.event, f.flagged_at, f.detail, f.seen_by, f.seen_at, e.camera_id, e.event_id
            FROM clone_flag f LEFT JOIN event e ON e.id = f.other WHERE f.event > ? AND f.event <= ?
            """)
        {
            flags[event(row)] = try [row].proofs(of: "clone_flag", key: "event") { row in
                EventProof.Flag(
                    other: EventRecord.subject(camera: try row.get("camera_id"), event: try row.get("event_id")),
                    at: try row.get("flagged_at"), detail: try row.get("detail"), seenBy: try row.get("seen_by"),
                    seenAt: try row.get("seen_at"))
            }.first
        }
        cases = Set(
            try Int64.fetchAll(
                database, sql: "SELECT event FROM legal_case WHERE event > ? AND event <= ?", arguments: [id, last]))
        for row in try rows(
            """
            SELECT event, count(ledger_sequence), count(*) - count(ledger_sequence) FROM document
            WHERE event > ? AND event <= ? AND kind = 'notice' GROUP BY event
            """)
        {
            letters[event(row)] = (row[1], row[2])
        }
    }
}
