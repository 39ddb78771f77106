import GRDB

extension Registry {
    /// What is wrong with the file itself, whatever its rows say: SQLite's `integrity_check`, triggers, views. Reads all of the file.
    public func damages() throws -> [String] {
        try pool.read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                + Schema.foreignObjects(db).map { "the \($0) is none that etle makes: somebody changed the database" }
        }
    }

    /// Whether a file is being taken in now, by any process.
    public var isImporting: Bool { ImportLock.isHeld(registry: path) }
}
