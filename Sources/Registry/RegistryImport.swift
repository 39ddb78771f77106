import Domain
import Foundation
import GRDB

extension Registry {
    /// Takes in a file of any kind, by its header: a full extract, changes, or lists of exempt and watched vehicles. All or
    /// nothing.
    ///
    /// Lookups go on meanwhile and see the old state until the whole file is in. The same bytes a second time change
    /// nothing. Memory is bounded by `options.sortMemory` plus about 50 MB, whatever the file's size; while an extract is
    /// sorted, a temporary file of about its size lies beside the register.
    ///
    /// - Parameter noting: called with what the register's list says of the file, now or since before, while no other import can begin.
    /// - Throws: ``RegistryError`` if the file as a whole can't be taken; malformed rows are told in the report instead. What `noting`
    ///   throws, with the file in: taking it again calls that again.
    public func take(
        _ file: String, options: ImportOptions, now: Timestamp, noting: (RegistrySource) throws -> Void = { _ in }
    ) throws -> RegistryReport {
        try take(file, only: RegistryReport.Kind.allCases, options: options, now: now, noting)
    }

    /// As ``take(_:options:now:noting:)`` for files that must say all there is: full extracts, and lists.
    public func importExtract(
        _ file: String, options: ImportOptions, now: Timestamp, noting: (RegistrySource) throws -> Void = { _ in }
    ) throws -> RegistryReport {
        try take(file, only: [.extract, .lists], options: options, now: now, noting)
    }

    /// As ``take(_:options:now:noting:)`` for files that must hold changes.
    public func apply(
        _ file: String, options: ImportOptions, now: Timestamp, noting: (RegistrySource) throws -> Void = { _ in }
    ) throws -> RegistryReport {
        try take(file, only: [.changes], options: options, now: now, noting)
    }

    private func take(
        _ path: String, only kinds: [RegistryReport.Kind], options: ImportOptions, now: Timestamp,
        _ noting: (RegistrySource) throws -> Void
    ) throws -> RegistryReport {
        let clock = ContinuousClock()
        let start = clock.now
        let lock = try ImportLock(registry: self.path)
        let file = try OpenFile(reading: path)
        let scanner = try CSVScanner(file)
        let layout = try ColumnLayout(header: scanner)
        guard kinds.contains(layout.kind) else {
            throw RegistryError(reason: .otherCommand(isOfChanges: layout.kind == .changes))
        }
        var report =
            switch layout.kind {
            case .extract:
                try ExtractImport(registry: self, options: options, now: now).run(scanner, layout)
            case .changes:
                try ChangeImport(registry: self, options: options, now: now).run(scanner, layout)
            case .lists:
                try ListImport(registry: self, options: options, now: now).run(scanner, layout)
            }
        if let source = try sources().first(where: { $0.sha256 == report.sha256 }) { try noting(source) }
        withExtendedLifetime(lock) {}
        report.seconds = (clock.now - start) / .seconds(1)
        return report
    }

    /// Whether a file with these bytes is in.
    func has(_ sha256: String) throws -> Bool {
        try pool.read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM source WHERE sha256 = ?)", arguments: [sha256])
                ?? false
        }
    }

    /// Writes down that a file is in; returns its number.
    @discardableResult
    func record(_ db: Database, _ report: RegistryReport, asOf: LocalDate?, at now: Timestamp) throws -> Int64 {
        let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
        try db.execute(
            sql: "INSERT INTO source (sha256, kind, as_of, imported_at, report) VALUES (?, ?, ?, ?, ?)",
            arguments: [report.sha256, report.kind.rawValue, asOf?.dayNumber, now.milliseconds, json])
        return db.lastInsertedRowID
    }

    var folder: String {
        let url = URL(fileURLWithPath: path)
        return url.deletingLastPathComponent().path
    }
}
