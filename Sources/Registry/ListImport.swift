import Domain
import GRDB

/// Takes a file of exempt and watched vehicles in, in one transaction.
///
/// A row names its list (`exempt` or `watch`), a plate or a kind, a reason, and the days on which it holds. The file replaces
/// every list that it names; a row with nothing but the list's name says that the list is empty.
struct ListImport {
    let registry: Registry
    let options: ImportOptions
    let now: Timestamp

    private struct Refusal: Error {}

    func run(_ scanner: CSVScanner, _ layout: ColumnLayout) throws -> RegistryReport {
        var report = RegistryReport(kind: .lists, ignoredColumns: layout.ignored)
        var named: Set<RegisterList> = []
        var rows: Set<ListRow> = []
        while try scanner.next() {
            report.rows += 1
            do {
                let (list, row) = try ListRow.read(scanner, layout)
                named.insert(list)
                if let row, !rows.insert(row).inserted { report.unchanged += 1 }
            } catch let fault as FieldFault {
                report.add(fault, line: scanner.line, listed: options.listedFaults)
            }
        }
        report.sha256 = scanner.sha256
        if try registry.has(report.sha256) {
            report.result = .alreadyImported
        } else if report.refused > options.maximumRefused {
            report.result = .refused
        } else {
            try registry.pool.write { db in try replace(named, by: rows, &report, db) }
        }
        return report
    }

    private func replace(
        _ named: Set<RegisterList>, by rows: Set<ListRow>, _ report: inout RegistryReport, _ db: Database
    ) throws {
        var known: Set<ListRow> = []
        for list in named {
            known.formUnion(try ListRow.fetch(db, list))
            try db.execute(sql: "DELETE FROM listed WHERE list = ?", arguments: [list.rawValue])
        }
        report.unchanged += rows.intersection(known).count
        report.new = rows.subtracting(known).count
        report.missing = known.subtracting(rows).count
        let source = try registry.record(db, report, asOf: nil, at: now)
        for row in rows.sorted() { try row.insert(db, source: source) }
    }
}

/// The lists of vehicles that are treated in a special way.
public enum RegisterList: String, Codable, Sendable, CaseIterable {
    case exempt, watch
}
