import Domain
import GRDB
import Storage

/// A root over all entries since the root before, to be published: whoever has it can show that an entry was there that day.
public struct DayRoot: Hashable, Codable, Sendable {
    /// The UTC day of the last entry.
    public let day: LocalDate
    /// The first and the last entry that it covers.
    public let first: Int64
    public let last: Int64
    /// ``MerkleTree`` over the hashes (32 bytes each) of these entries.
    public let root: String
}

/// Who signs from the next entry on. The entry that says so is signed with the key before.
struct KeyChange: Codable {
    let next: String
}

extension Journal {
    /// Appends the root of the entries since the last one, once their day (UTC) is over. Returns it; nil if there is nothing to do.
    /// Any other entry does the same before it is appended; this is for days after which nothing happens.
    public func closeDay(at now: Timestamp) async throws -> DayRoot? {
        let today = Journal.day(of: now)
        // Nearly always nothing is to be done, and nobody need wait for that.
        let newest = try await lastEntryAt()
        guard let newest, Journal.day(of: newest) < today else { return nil }
        return try await pool.write { [self] database -> DayRoot? in
            let last = try LedgerEntry.fetch(database, "ORDER BY sequence DESC LIMIT 1", []).first
            guard let root = try Journal.root(endedBefore: now, newest: last, database) else { return nil }
            _ = try append(
                .root, subject: root.day.iso8601, text: CanonicalJSON.encode(root), at: now, after: last, database)
            return root
        }
    }

    /// The root over all entries from the last root on, if the newest one's day is over at an instant; nil if there is nothing to do.
    static func root(endedBefore now: Timestamp, newest: LedgerEntry?, _ database: Database) throws -> DayRoot? {
        guard let newest, day(of: newest.at) < day(of: now), newest.kind != .root else { return nil }
        let first =
            try Int64.fetchOne(
                database, sql: "SELECT sequence FROM ledger WHERE kind = 'root' ORDER BY sequence DESC LIMIT 1")
            ?? 1
        var tree = MerkleTree()
        let hashes = try String.fetchCursor(
            database, sql: "SELECT hash FROM ledger WHERE sequence >= ? ORDER BY sequence", arguments: [first])
        while let hash = try hashes.next() { tree.add(Digest.bytes(hexadecimal: hash) ?? []) }
        return DayRoot(day: day(of: newest.at), first: first, last: newest.sequence, root: tree.root)
    }

    /// All roots, oldest first.
    public func dayRoots() async throws -> [DayRoot] {
        try await pool.read { database in
            try String.fetchAll(database, sql: "SELECT payload FROM ledger WHERE kind = 'root' ORDER BY sequence")
                .map { try CanonicalJSON.decode(from: $0) }
        }
    }

    static func day(of instant: Timestamp) -> LocalDate {
        LocalDate(dayNumber: Int((Double(instant.milliseconds) / 86_400_000).rounded(.down)))
    }

    /// Names the key that signs from the next entry on.
    public func changeKey(to next: LedgerKey, at now: Timestamp) async throws {
        try await pool.write { [self] database in
            _ = try append(.key, subject: "key", payload: KeyChange(next: next.id), at: now, database)
        }
    }

    /// The key that signs the next entry of a journal; nil where there is none or it has no entries. Changes nothing.
    public static func wantedSigner(ofJournal path: String, files: FileLayer) throws -> String? {
        guard try files.inspect(RawPath(path)) != nil else { return nil }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(20)
        return try DatabaseQueue(path: path, configuration: configuration).read { database in
            guard try database.tableExists("ledger") else { return nil }
            return try LedgerEntry.fetch(database, "ORDER BY sequence DESC LIMIT 1", []).first?.nextSigner
        }
    }

    /// The key that the newest change of keys names; nil if there was none.
    public func newestKey() throws -> String? {
        try pool.read { database in
            try String.fetchOne(
                database, sql: "SELECT payload FROM ledger WHERE kind = 'key' ORDER BY sequence DESC LIMIT 1"
            ).map { try CanonicalJSON.decode(KeyChange.self, from: $0).next }
        }
    }
}
