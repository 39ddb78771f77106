import GRDB

/// The tables of `registry.sqlite`; see `docs/registry.md`.
enum Schema {
    static let version = 2

    /// Creates what is missing. Runs at every opening.
    static func prepare(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else { throw RegistryError(reason: .newerSchema(found)) }
        if found == 0 {
            try db.execute(sql: tables)
            try db.execute(sql: registration(named: "registration"))
        }
        if found < 2 { try db.execute(sql: lists) }
        if found < version { try db.execute(sql: "PRAGMA user_version = \(version)") }
    }

    /// - Throws: ``RegistryError`` unless the register is of the present version.
    static func requireComplete(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if found > version { throw RegistryError(reason: .newerSchema(found)) }
        if found < version { throw RegistryError(reason: .olderSchema(found)) }
    }

    /// Triggers and views could change what is written and looked up; this program makes none.
    static func refuseTriggers(_ db: Database) throws {
        let names = try foreignObjects(db)
        if !names.isEmpty { throw RegistryError(reason: .altered(names)) }
    }

    static func foreignObjects(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT type || ' ' || name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name")
    }

    private static let tables = """
        CREATE TABLE source (          -- files that are in, in the order in which they came
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,        -- extract, changes
            as_of INTEGER,             -- the extract's day (days since 1970-01-01)
            imported_at INTEGER NOT NULL,  -- milliseconds since 1970-01-01T00:00:00Z
            report TEXT NOT NULL       -- JSON
        ) STRICT;
        CREATE TABLE word (            -- texts that rows share; numbers never change
            id INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,     -- 0 area, 1 class of vehicle, 2 colour, 3 status
            text TEXT NOT NULL
        ) STRICT;
        CREATE TABLE change (
            plate INTEGER NOT NULL,
            date INTEGER NOT NULL,
            source INTEGER NOT NULL,
            line INTEGER NOT NULL,
            kind TEXT NOT NULL,
            other INTEGER,             -- mutations: the other plate
            content TEXT NOT NULL,     -- JSON: the columns that aren't empty
            PRIMARY KEY (plate, date, source, line)
        ) STRICT, WITHOUT ROWID;
        """

    private static let lists = """
        CREATE TABLE listed (          -- exempt and watched vehicles
            list TEXT NOT NULL,        -- exempt, watch
            plate INTEGER,             -- null where a kind is meant
            kind TEXT,                 -- null where a plate is meant
            valid_from INTEGER, valid_until INTEGER,    -- first and last day (days since 1970-01-01); null: open
            reason TEXT NOT NULL,
            source INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX listed_plate ON listed (plate);
        CREATE INDEX listed_kind ON listed (kind) WHERE kind IS NOT NULL;
        """

    /// One row a vehicle, plate and ownership. Without secondary index: rows of one plate are neighbours.
    static func registration(named name: String) -> String {
        """
        CREATE TABLE \(name) (
            id INTEGER PRIMARY KEY,    -- plate, first day of ownership, ordinal: see RowKey
            area INTEGER, class INTEGER, colour INTEGER, status INTEGER,    -- words
            stnk_valid_until INTEGER, tax_paid_until INTEGER, absent_from INTEGER,    -- days since 1970-01-01
            year INTEGER, plate_colour INTEGER,
            owner_name TEXT, nik ANY, address TEXT, phone TEXT, email TEXT, chassis_number TEXT, engine_number TEXT
        ) STRICT;
        """
    }
}
