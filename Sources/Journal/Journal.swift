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
    /// Nil where the journal is only read.
    private let key: LedgerKey?

    /// Opens the journal, makes it if there is none, and brings an older one to the present schema.
    ///
    /// - Parameter busyTimeout: seconds to wait for another process's transaction.
    /// - Throws: ``JournalError`` `alteredSchema` if it has triggers or views; a GRDB `DatabaseError` if the file is no journal or cannot be
    ///   opened.
    public init(path: String, key: LedgerKey, busyTimeout: Double = 20) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.label = "journal"
        configuration.maximumReaderCount = 4
        try Journal.restrict(path)
        pool = try DatabasePool(path: path, configuration: configuration)
        self.key = key
        // GRDB opens WAL databases with NORMAL, which may lose the newest commits on a power cut; an upload is removed from the
        // drop folder on the strength of its commit.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try pool.read(Journal.refuseTriggers)
        try Schema.migrator { [self] in try noteOwedLines($0) }.migrate(pool)
    }

    /// Opens a journal that is there for reading alone: nothing is made, migrated or changed.
    ///
    /// - Throws: ``JournalError`` `otherVersion` if another version of the program made it; a GRDB `DatabaseError` if the file is
    ///   missing, no journal, or cannot be opened.
    public init(reading path: String, busyTimeout: Double = 20) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(busyTimeout)
        configuration.label = "journal"
        configuration.maximumReaderCount = 4
        pool = try DatabasePool(path: path, configuration: configuration)
        key = nil
        let (isComplete, isNewer) = try pool.read { database in
            let migrator = Schema.migrator()
            return (try migrator.hasCompletedMigrations(database), try migrator.hasBeenSuperseded(database))
        }
        if isNewer {
            throw JournalError(
                .otherVersion, "\(path) was made by a newer version of etle: check it with that version")
        }
        guard isComplete else {
            throw JournalError(
                .otherVersion,
                "\(path) is of an older version of etle, or no journal: start etle once (systemctl start etle), which brings it to the present shape, then check again"
            )
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

    /// The key that signs the entry after `last`.
    /// - Throws: ``JournalError`` if it isn't this process's.
    private func signer(after last: LedgerEntry?) throws -> LedgerKey {
        guard let key else { throw JournalError(.stateChanged, "the journal was opened for reading alone") }
        guard let last else { return key }
        let wanted = try last.nextSigner
        guard wanted == key.id else {
            throw JournalError(
                .stateChanged,
                "the ledger goes on with key \(wanted), and this process signs with \(key.id): if etle keys rotate ran meanwhile, start again; otherwise put the signing.pem of \(wanted) back from a backup"
            )
        }
        return key
    }

    /// Appends a signed entry within a transaction. Where a day (UTC) is over since the newest entry, its root comes first: so there is a
    /// root however busy midnight is.
    @discardableResult
    func append(
        _ kind: LedgerEntry.Kind, subject: String, payload: some Encodable, at: Timestamp, _ database: Database
    ) throws -> LedgerEntry {
        var last = try LedgerEntry.fetch(database, "ORDER BY sequence DESC LIMIT 1", []).first
        if let root = try Journal.root(endedBefore: at, newest: last, database) {
            last = try append(
                .root, subject: root.day.iso8601, text: CanonicalJSON.encode(root), at: at, after: last, database)
        }
        return try append(
            kind, subject: subject, text: CanonicalJSON.encode(payload), at: at, after: last, database)
    }

    func append(
        _ kind: LedgerEntry.Kind, subject: String, text: String, at: Timestamp, after last: LedgerEntry?,
        _ database: Database
    ) throws -> LedgerEntry {
        let entry = try LedgerEntry(
            kind, subject: subject, payload: text, at: at, after: last, signedWith: signer(after: last))
        try database.execute(
            sql: """
                INSERT INTO ledger (sequence, at, kind, subject, payload, hash, key_id, signature)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.sequence, at.milliseconds, kind.rawValue, subject, text, entry.hash, entry.keyID, entry.signature,
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
        /// The file is of another version of the program.
        case otherVersion = "other-version"
        /// A change would have broken what must always hold; a mistake of the program.
        case brokenInvariant = "broken-invariant"
        /// The database has triggers or views, which this program never makes.
        case alteredSchema = "altered-schema"
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
