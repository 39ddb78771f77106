import Crypto
import Domain
import Foundation
import GRDB
import Storage

extension Journal {
    /// Entries with a sequence above `sequence`, in order.
    public func ledger(after sequence: Int64, limit: Int) async throws -> [LedgerEntry] {
        try await pool.read { database in
            try LedgerEntry.fetch(database, "WHERE sequence > ? ORDER BY sequence LIMIT ?", [sequence, Int64(limit)])
        }
    }

    /// When the newest entry was made; nil for an empty ledger.
    public func lastEntryAt() async throws -> Timestamp? {
        try await pool.read { database in
            try Int64.fetchOne(database, sql: "SELECT at FROM ledger ORDER BY sequence DESC LIMIT 1")
                .map(Timestamp.init(milliseconds:))
        }
    }

    /// The history of one subject, oldest first.
    public func ledger(about subject: String) async throws -> [LedgerEntry] {
        try await pool.read { database in
            try LedgerEntry.fetch(database, "WHERE subject = ? ORDER BY sequence", [subject])
        }
    }

    /// Writes down which configuration is worked with, if it is another than the last one.
    /// - Parameter lists: hash of the lists of exempt and watched vehicles, which the configuration's hash leaves out.
    public func note(configuration digest: String, lists: String, model: String, at now: Timestamp) async throws {
        let payload = ["configuration": digest, "lists": lists, "model": model]
        // Asked often and true nearly always: nobody need wait for that.
        let newest = "SELECT payload FROM ledger WHERE subject = 'configuration' ORDER BY sequence DESC LIMIT 1"
        let known = try await pool.read { try String.fetchOne($0, sql: newest) }
        if try known == CanonicalJSON.encode(payload) { return }
        try await pool.write { [self] database in
            let last = try String.fetchOne(database, sql: newest)
            if try last != CanonicalJSON.encode(payload) {
                try append(.configuration, subject: "configuration", payload: payload, at: now, database)
            }
        }
    }
}

extension LedgerEntry {
    static func fetch(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [LedgerEntry] {
        // By position and one after the other: a year has a million of them.
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT sequence, at, kind, subject, payload, hash, key_id, signature FROM ledger \(condition)",
            arguments: arguments)
        var entries: [LedgerEntry] = []
        while let row = try rows.next() {
            let sequence: Int64 = try row.decode(atIndex: 0)
            // A damaged row gives an error here, and not the end of the process.
            guard let kind = Kind(rawValue: try row.decode(atIndex: 2)) else {
                throw JournalError(
                    .unreadable, "ledger entry \(sequence) is of a kind that this version does not know")
            }
            entries.append(
                LedgerEntry(
                    sequence: sequence, at: Timestamp(milliseconds: try row.decode(atIndex: 1)), kind: kind,
                    subject: try row.decode(atIndex: 3), payload: try row.decode(atIndex: 4),
                    hash: try row.decode(atIndex: 5), keyID: try row.decode(atIndex: 6),
                    signature: try row.decode(atIndex: 7)))
        }
        return entries
    }

    /// What doesn't hold of hash and signature, given the hash of the entry before; nil if all does.
    public func problem(previous: String, key: Curve25519.Signing.PublicKey) -> String? {
        LedgerChecker.problem(of: self, previous: previous, [LedgerKey.id(of: key): key])
    }
}
