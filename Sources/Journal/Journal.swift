import Domain
import Foundation
import GRDB
import Storage

/// The daemon's memory: events and their states, documents, cases, the ledger. One SQLite file in WAL mode.
///
/// Each method that changes something is one transaction, durable when it returns (`synchronous = FULL`). Every change of state
/// and the ledger entry that tells of it are in the same transaction. State changes name the state that they start from and
/// fail if another process was faster, so that the daemon and the commands may work side by side.
public final class Journal: Sendable {
    let pool: DatabasePool
    let key: LedgerKey

    /// Opens the journal, makes it if there is none, and brings an older one to the present schema.
    ///
    /// - Parameter busyTimeout: seconds to wait for another process's transaction.
    /// - Throws: a GRDB `DatabaseError` if the file is no journal or cannot be opened.
    public init(path: String, key: LedgerKey, busyTimeout: Double = 20) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.label = "journal"
        configuration.maximumReaderCount = 4
        pool = try DatabasePool(path: path, configuration: configuration)
        self.key = key
        // GRDB opens WAL databases with NORMAL, which may lose the newest commits on a power cut; an upload is removed from the
        // drop folder on the strength of its commit.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try Schema.migrator.migrate(pool)
    }

    /// Checks the file's own structure and that its indexes agree with its tables (`PRAGMA integrity_check`); empty if it is sound.
    public func damages() throws -> [String] {
        try pool.read { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        }
    }

    /// SQLite's `synchronous` setting of the connection that writes: 2 is FULL.
    package func synchronousMode() async throws -> Int? {
        try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    }

    /// Takes the next value of a running number within the transaction that uses it: 1, 2, 3, ... without holes.
    /// Numbers that were taken back come first.
    static func next(_ counter: String, _ database: Database) throws -> Int {
        let free = try Int.fetchOne(
            database,
            sql: """
                DELETE FROM free_number WHERE name = ?1
                AND value = (SELECT min(value) FROM free_number WHERE name = ?1) RETURNING value
                """, arguments: [counter])
        if let free { return free }
        return try Int.fetchOne(
            database,
            sql: """
                INSERT INTO counter (name, value) VALUES (?, 1)
                ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
                """, arguments: [counter]) ?? 1
    }

    /// Another process may have put another key in this one's place since it was read.
    private func requireOwnTurn(after last: LedgerEntry?) throws {
        guard let last else { return }
        var signer = last.keyID
        if last.kind == .key { signer = try CanonicalJSON.decode(KeyChange.self, from: last.payload).next }
        guard signer == key.id else {
            throw JournalError(.stateChanged, "the signing key was changed meanwhile: start again")
        }
    }

    /// Appends a signed entry within a transaction.
    @discardableResult
    func append(
        _ kind: LedgerEntry.Kind, subject: String, payload: some Encodable, at: Timestamp, _ database: Database
    ) throws -> LedgerEntry {
        let last = try LedgerEntry.fetch(database, "ORDER BY sequence DESC LIMIT 1", []).first
        try requireOwnTurn(after: last)
        let sequence = (last?.sequence ?? 0) + 1
        let previous = last?.hash ?? LedgerEntry.hashBeforeFirst
        let text = try CanonicalJSON.encode(payload)
        let hash = LedgerEntry.hash(
            sequence: sequence, at: at, kind: kind, subject: subject, payload: text, previous: previous)
        let entry = LedgerEntry(
            sequence: sequence, at: at, kind: kind, subject: subject, payload: text, hash: Digest.hexadecimal(hash),
            keyID: key.id, signature: try key.sign(hash))
        try database.execute(
            sql: """
                INSERT INTO ledger (sequence, at, kind, subject, payload, hash, key_id, signature)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                sequence, at.milliseconds, kind.rawValue, subject, text, entry.hash, entry.keyID, entry.signature,
            ])
        return entry
    }
}

/// Why the journal refused a change.
public struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The row is no longer in the state that the change starts from.
        case stateChanged = "state-changed"
        case notFound = "not-found"
        /// The row holds what this version cannot read.
        case unreadable
        /// A change would have broken what must always hold; a mistake of the program.
        case brokenInvariant = "broken-invariant"
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
