import Domain
import GRDB

/// Takes a full extract in: reads and sorts it, merges it with what is known into a new table, and swaps the tables.
///
/// Nothing that lookups see changes before the swap, which is one short transaction. What an interrupted import leaves is
/// a table that nobody reads; the next import drops it.
struct ExtractImport {
    static let staging = "registration_staging"
    static let replaced = "registration_old"
    static let batch = 100_000

    let registry: Registry
    let options: ImportOptions
    let now: Timestamp

    /// - Parameter scanner: stands after the header.
    func run(_ scanner: CSVScanner, _ layout: ColumnLayout) throws -> RegistryReport {
        try checkOrder()
        let words = try loadWords()
        var report = RegistryReport(kind: .extract, ignoredColumns: layout.ignored)
        let sorter = RowSorter(directory: registry.folder, memory: options.sortMemory)
        try read(scanner, layout, words, into: sorter, &report)
        report.sha256 = scanner.sha256
        if try registry.has(report.sha256) {
            report.result = .alreadyImported
            return report
        }
        guard report.refused <= options.maximumRefused else {
            report.result = .refused
            return report
        }
        try merge(try sorter.sorted(), words, &report)
        return report
    }

    /// An older extract than the one that is in would undo what came since.
    private func checkOrder() throws {
        let latest = try registry.pool.read { try ExtractState.fetch($0) }
        if let latest, options.asOf < latest.asOf {
            throw RegistryError(reason: .olderThanExtract(asOf: latest.asOf.iso8601))
        }
    }

    private func loadWords() throws -> Words {
        let words = Words()
        try registry.pool.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT id, kind, text FROM word ORDER BY id")
            while let row = try rows.next() { words.load(number: row[0], kind: row[1], text: row[2]) }
        }
        return words
    }

    private func read(
        _ scanner: CSVScanner, _ layout: ColumnLayout, _ words: Words, into sorter: RowSorter,
        _ report: inout RegistryReport
    ) throws {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: ExtractRowReader.room, alignment: 16)
        defer { memory.deallocate() }
        let reader = ExtractRowReader(layout: layout, words: words, memory: memory)
        while try scanner.next() {
            report.rows += 1
            do {
                let (key, row) = try reader.read(scanner)
                try sorter.append(key: key, sequence: UInt32(truncatingIfNeeded: report.rows), row)
            } catch let fault as FieldFault {
                report.add(fault, line: scanner.line, listed: options.listedFaults)
            }
        }
    }

    private func merge(_ rows: RowStream, _ words: Words, _ report: inout RegistryReport) throws {
        let pool = registry.pool
        var writer: RowWriter?
        let old = try pool.write { db -> RowReader in
            // What an import left that was interrupted before, or just after, the swap.
            try db.execute(sql: "DROP TABLE IF EXISTS \(Self.staging); DROP TABLE IF EXISTS \(Self.replaced)")
            try db.execute(sql: Schema.registration(named: Self.staging))
            for word in words.fresh {
                try db.execute(
                    sql: "INSERT INTO word (id, kind, text) VALUES (?, ?, ?)",
                    arguments: [word.number, word.kind.rawValue, word.text])
            }
            writer = try RowWriter(db, table: Self.staging)
            let isEmpty = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM registration)") ?? true
            return RowReader(table: "registration", isEmpty: isEmpty)
        }
        words.forgetFresh()
        guard let writer else { return }
        defer { pool.writeWithoutTransaction { _ in writer.finish() } }
        var merge = ExtractMerge(rows: rows, old: old, writer: writer, asOf: options.asOf)
        var isDone = false
        while !isDone {
            isDone = try pool.write { db in try merge.step(db, rows: Self.batch) }
        }
        report.new = merge.new
        report.changed = merge.changed
        report.unchanged = merge.unchanged
        report.missing = merge.missing
        pool.writeWithoutTransaction { _ in writer.finish() }
        let share = Double(merge.missing) / Double(max(1, merge.knownPlates))
        if merge.missing > 0, share > options.maximumMissingShare {
            try pool.write { try $0.execute(sql: "DROP TABLE \(Self.staging)") }
            throw RegistryError(reason: .tooManyMissing(merge.missing, of: merge.knownPlates))
        }
        try swap(report)
    }

    private func swap(_ report: RegistryReport) throws {
        try registry.pool.write { db in
            try db.execute(sql: "ALTER TABLE registration RENAME TO \(Self.replaced)")
            try db.execute(sql: "ALTER TABLE \(Self.staging) RENAME TO registration")
            try registry.record(db, report, asOf: options.asOf, at: now)
        }
        try registry.pool.write { try $0.execute(sql: "DROP TABLE \(Self.replaced)") }
        try registry.pool.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
    }
}

/// The full extract that the register stands on.
struct ExtractState {
    var source: Int64
    var asOf: LocalDate

    static func fetch(_ db: Database) throws -> ExtractState? {
        let statement = try db.cachedStatement(
            sql: "SELECT id, as_of FROM source WHERE kind = 'extract' ORDER BY id DESC LIMIT 1")
        return try Row.fetchOne(statement).map { ExtractState(source: $0[0], asOf: LocalDate(dayNumber: $0[1])) }
    }
}

extension RegistryReport {
    init(kind: Kind, ignoredColumns: [String]) {
        self.init(
            kind: kind, result: .imported, sha256: "", rows: 0, new: 0, changed: 0, unchanged: 0, missing: 0,
            refused: 0, faults: [], ignoredColumns: ignoredColumns, seconds: 0)
    }

    mutating func add(_ fault: FieldFault, line: Int, listed: Int) {
        refused += 1
        if faults.count < listed { faults.append(RowFault(line: line, column: fault.column, reason: fault.reason)) }
    }
}
