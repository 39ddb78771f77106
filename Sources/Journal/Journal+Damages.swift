import Foundation
import GRDB

/// What is wrong with the database itself, whatever its rows say.
public struct DatabaseDamages: Hashable, Sendable {
    /// What SQLite's `integrity_check` finds; where there is anything, the rest isn't looked for.
    public var structure: [String] = []
    /// Tables, indexes, triggers and views that aren't those that this version makes.
    public var schema: [String] = []
    /// Rows that belong to rows that are gone, and rows with a number that is never given.
    public var rows: [String] = []

    public var isEmpty: Bool { self == DatabaseDamages() }
}

extension Journal {
    /// Checks the file's own structure and that its indexes agree with its tables (`PRAGMA integrity_check`), that its schema is the one
    /// that this version makes, that rows which others point to are there (`PRAGMA foreign_key_check`), and that no row has a number below 1.
    public func damages() throws -> DatabaseDamages {
        try pool.read { database in
            var damages = DatabaseDamages()
            damages.structure = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            guard damages.structure.isEmpty else { return damages }
            damages.schema = try SchemaObject.differences(
                SchemaObject.all(database), from: Schema.fresh().read(SchemaObject.all))
            damages.rows = try Row.fetchAll(
                database,
                sql: "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2"
            ).map { row in
                "\(row[2] as Int) rows of \(row[0] as String) belong to rows of \(row[1] as String) that are gone"
            }
            damages.rows += try Journal.strayRows(database)
            return damages
        }
    }

    /// Numbers of rows are given from 1 on: what has another was put there.
    private static func strayRows(_ database: Database) throws -> [String] {
        let tables = try Row.fetchAll(
            database,
            sql: """
                SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER' ORDER BY t.name
                """)
        return try tables.compactMap { table in
            let (name, key): (String, String) = (table[0], table[1])
            let row = try Row.fetchOne(
                database, sql: "SELECT count(*), min(\"\(key)\") FROM \"\(name)\" WHERE \"\(key)\" < 1")
            guard let row, row[0] as Int > 0 else { return nil }
            return
                "\(row[0] as Int) rows of \(name) have a number below 1, which etle never gives (the lowest is \(row[1] as Int64)): somebody put them in"
        }
    }

    /// - Throws: ``JournalError`` `alteredSchema` where the database has triggers or views: they could change what is written and read.
    static func refuseTriggers(_ database: Database) throws {
        let names = try String.fetchAll(
            database,
            sql: "SELECT type || ' ' || name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name")
        guard names.isEmpty else {
            throw JournalError(
                .alteredSchema,
                "the journal has what etle never makes (\(names.joined(separator: ", "))), which can change what is written and read: keep a copy of the file, find out who made it, restore the backup and run etle verify"
            )
        }
    }
}

extension Schema {
    /// An empty database of the present schema, in memory.
    static func fresh() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try migrator().migrate(queue)
        return queue
    }
}

/// A table, index, trigger or view.
struct SchemaObject: Hashable {
    let type: String
    let name: String
    let table: String
    /// As it was made, with single blanks; empty for indexes that follow from a table.
    let text: String

    /// Everything that a database has but SQLite's own statistics, from which nothing follows but speed.
    static func all(_ database: Database) throws -> Set<SchemaObject> {
        let rows = try Row.fetchAll(database, sql: "SELECT type, name, tbl_name, sql FROM sqlite_schema")
        return Set(
            rows.map { row in
                let text = (row["sql"] as String? ?? "").split(whereSeparator: \.isWhitespace)
                return SchemaObject(
                    type: row["type"], name: row["name"], table: row["tbl_name"], text: text.joined(separator: " "))
            }
        ).filter { $0.type != "table" || !["sqlite_stat1", "sqlite_stat4"].contains($0.name) }
    }

    static func differences(_ found: Set<SchemaObject>, from wanted: Set<SchemaObject>) -> [String] {
        let known = Dictionary(wanted.map { ($0.name, $0) }) { first, _ in first }
        let there = Set(found.map(\.name))
        let others = found.subtracting(wanted).map { object in
            "the \(object.type) \(object.name) is "
                + (known[object.name] == nil ? "none that etle makes" : "not as etle makes it")
        }
        let missing = wanted.filter { !there.contains($0.name) }.map { "the \($0.type) \($0.name) is missing" }
        return (others + missing).sorted()
            .map {
                "\($0): somebody changed the database. Keep a copy, find out who did it, restore the backup and check again"
            }
    }
}
