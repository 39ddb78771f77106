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

    /// Writes down which configuration the daemon runs with, if it is another than the last one.
    public func note(configuration digest: String, model: String, at now: Timestamp) async throws {
        try await pool.write { [self] database in
            let payload = ["configuration": digest, "model": model]
            let last = try String.fetchOne(
                database,
                sql: "SELECT payload FROM ledger WHERE subject = 'configuration' ORDER BY sequence DESC LIMIT 1")
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
        try Row.fetchAll(database, sql: "SELECT * FROM ledger \(condition)", arguments: arguments).map { row in
            guard let kind = Kind(rawValue: row["kind"]) else {
                throw JournalError(
                    .unreadable, "ledger entry \(row["sequence"] as Int64) is of a kind that this version does not know"
                )
            }
            return LedgerEntry(
                sequence: row["sequence"], at: Timestamp(milliseconds: row["at"]), kind: kind, subject: row["subject"],
                payload: row["payload"], hash: row["hash"], keyID: row["key_id"], signature: row["signature"])
        }
    }
}

/// Checks entries one after the other against the chain and the public keys.
public struct LedgerChecker {
    private let keys: [String: Curve25519.Signing.PublicKey]
    private var previous = LedgerEntry.hashBeforeFirst
    private var next: Int64 = 1

    /// - Parameter folder: where the `<key id>.pub` files are.
    public init(keysIn folder: RawPath, files: FileLayer) throws {
        keys = try LedgerKey.publicKeys(in: folder, files: files)
    }

    /// What doesn't hold of the next entry; nil if all does. After a broken link checking goes on from the entry as it stands.
    public mutating func check(_ entry: LedgerEntry) -> String? {
        defer {
            previous = entry.hash
            next = entry.sequence + 1
        }
        guard entry.sequence == next else {
            return "entry \(entry.sequence) follows entry \(next - 1): entries are missing or out of order"
        }
        let hash = LedgerEntry.hash(
            sequence: entry.sequence, at: entry.at, kind: entry.kind, subject: entry.subject, payload: entry.payload,
            previous: previous)
        guard Digest.hexadecimal(hash) == entry.hash else {
            return "entry \(entry.sequence) (\(entry.kind.rawValue)) was altered, or the entry before it was"
        }
        guard let key = keys[entry.keyID] else {
            return "entry \(entry.sequence) is signed with key \(entry.keyID), whose public key is missing"
        }
        guard let signature = Digest.bytes(hexadecimal: entry.signature),
            key.isValidSignature(Data(signature), for: Data(hash))
        else { return "entry \(entry.sequence) (\(entry.kind.rawValue)) has a wrong signature" }
        return nil
    }
}
