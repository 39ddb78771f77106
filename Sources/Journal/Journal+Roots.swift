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
    public func closeDay(at now: Timestamp) async throws -> DayRoot? {
        let today = Journal.day(of: now)
        return try await pool.write { [self] database -> DayRoot? in
            guard
                let newest = try Row.fetchOne(
                    database, sql: "SELECT sequence, at, kind FROM ledger ORDER BY sequence DESC LIMIT 1")
            else { return nil }
            let last: Int64 = newest["sequence"]
            let day = Journal.day(of: Timestamp(milliseconds: newest["at"]))
            guard day < today else { return nil }
            let first =
                try Int64.fetchOne(
                    database, sql: "SELECT sequence FROM ledger WHERE kind = 'root' ORDER BY sequence DESC LIMIT 1")
                ?? 1
            // Nothing but the last root itself.
            guard newest["kind"] != LedgerEntry.Kind.root.rawValue else { return nil }
            var tree = MerkleTree()
            let hashes = try String.fetchCursor(
                database, sql: "SELECT hash FROM ledger WHERE sequence >= ? ORDER BY sequence", arguments: [first])
            while let hash = try hashes.next() { tree.add(Digest.bytes(hexadecimal: hash) ?? []) }
            let root = DayRoot(day: day, first: first, last: last, root: tree.root)
            try append(.root, subject: day.iso8601, payload: root, at: now, database)
            return root
        }
    }

    /// All roots, oldest first.
    public func dayRoots() async throws -> [DayRoot] {
        try await pool.read { database in
            try String.fetchAll(database, sql: "SELECT payload FROM ledger WHERE kind = 'root' ORDER BY sequence")
                .map { try CanonicalJSON.decode(from: $0) }
        }
    }

    private static func day(of instant: Timestamp) -> LocalDate {
        LocalDate(dayNumber: Int((Double(instant.milliseconds) / 86_400_000).rounded(.down)))
    }

    /// Names the key that signs from the next entry on.
    public func changeKey(to next: LedgerKey, at now: Timestamp) async throws {
        try await pool.write { [self] database in
            _ = try append(.key, subject: "key", payload: KeyChange(next: next.id), at: now, database)
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
