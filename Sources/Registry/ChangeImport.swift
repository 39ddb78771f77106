import Domain
import Foundation
import GRDB

/// Takes a change file in, in one transaction.
///
/// A change is stored for its day, whenever it comes: late and out-of-order changes find their place, and a change that is
/// there already with the same content counts as unchanged. Changes of plates that the register doesn't have (yet) are kept
/// too. Refused are malformed rows, and rows that contradict one that is in: another new owner, or another new plate, on the
/// same day.
struct ChangeImport {
    let registry: Registry
    let options: ImportOptions
    let now: Timestamp

    private struct Refusal: Error {}

    func run(_ scanner: CSVScanner, _ layout: ColumnLayout) throws -> RegistryReport {
        var report = RegistryReport(kind: .changes, ignoredColumns: layout.ignored)
        do {
            try registry.pool.write { db in
                let source = try Int64.fetchOne(db, sql: "SELECT COALESCE(MAX(id), 0) + 1 FROM source") ?? 1
                let store = ChangeStore(db: db, source: source)
                while try scanner.next() {
                    report.rows += 1
                    do {
                        let row = try ChangeRow(scanner, layout, latest: options.asOf)
                        if try store.put(row, line: scanner.line) { report.new += 1 } else { report.unchanged += 1 }
                    } catch let fault as FieldFault {
                        report.add(fault, line: scanner.line, listed: options.listedFaults)
                    }
                }
                report.sha256 = scanner.sha256
                let isKnown = try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM source WHERE sha256 = ?)", arguments: [report.sha256])
                if isKnown == true { report.result = .alreadyImported }
                if report.refused > options.maximumRefused { report.result = .refused }
                guard report.result == .imported else { throw Refusal() }
                try registry.record(db, report, asOf: nil, at: now)
            }
        } catch is Refusal {
            report.new = 0
        }
        return report
    }
}

/// One checked row of a change file.
struct ChangeRow {
    /// As files name them.
    enum Kind: String, CaseIterable {
        case transfer, mutation
        case saleReport = "sale-report"
        case block, unblock, end, correction
    }

    var kind: Kind
    var date: LocalDate
    var plate: PlateKey
    var newPlate: PlateKey?
    var content = ChangeContent()

    /// - Parameter latest: changes of later days are refused as mistakes.
    init(_ scanner: CSVScanner, _ layout: ColumnLayout, latest: LocalDate) throws {
        if let fault = scanner.fault { throw FieldFault(column: nil, reason: fault.rawValue) }
        guard scanner.count == layout.width else {
            throw FieldFault(column: nil, reason: "\(scanner.count) fields instead of \(layout.width)")
        }
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        func field(_ column: RegisterColumn) -> UnsafeRawBufferPointer {
            layout.place(column).map { scanner.field($0) } ?? empty
        }
        guard let kind = Kind(rawValue: String(decoding: field(.change), as: UTF8.self).lowercased()) else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw FieldFault(column: "change", reason: "not one of \(known)")
        }
        self.kind = kind
        guard let day = try FieldParsing.day(field(.date), .date) else {
            throw FieldFault(column: "date", reason: "missing")
        }
        date = LocalDate(dayNumber: day)
        guard date <= latest else { throw FieldFault(column: "date", reason: "later than \(latest.iso8601)") }
        plate = try FieldParsing.plate(field(.plate), .plate)
        if kind == .mutation {
            let new = try FieldParsing.plate(field(.newPlate), .newPlate)
            guard new != plate else { throw FieldFault(column: "new_plate", reason: "the same as plate") }
            newPlate = new
        } else if !field(.newPlate).isEmpty {
            throw FieldFault(column: "new_plate", reason: "only mutations have one")
        }
        if kind == .transfer, field(.ownerName).isEmpty {
            throw FieldFault(column: "owner_name", reason: "a transfer needs the new owner")
        }
        for column in [RegisterColumn.stnkValidUntil, .taxPaidUntil] { _ = try FieldParsing.day(field(column), column) }
        _ = try FieldParsing.year(field(.year))
        for column in RegisterColumn.content {
            let bytes = field(column)
            guard !bytes.isEmpty else { continue }
            try FieldParsing.checkLength(bytes, column)
            content[column] = String(decoding: bytes, as: UTF8.self)
        }
        if kind == .correction { try checkCorrection() }
    }

    /// A correction that could hide another owner is refused: only who has the same NIK is the same person.
    private func checkCorrection() throws(FieldFault) {
        if content.isEmpty { throw FieldFault(column: nil, reason: "a correction that corrects nothing") }
        if !content[.ownerName].isEmpty, content[.nik].isEmpty {
            throw FieldFault(column: "nik", reason: "a corrected name needs the NIK; another owner is a transfer")
        }
    }
}

/// Stores changes beside those that are there.
private struct ChangeStore {
    let db: Database
    let source: Int64
    private let encoder = JSONEncoder()

    init(db: Database, source: Int64) {
        self.db = db
        self.source = source
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// False if the change is there already.
    func put(_ row: ChangeRow, line: Int) throws -> Bool {
        let content = String(decoding: try encoder.encode(row.content), as: UTF8.self)
        guard let newPlate = row.newPlate else {
            let kind = PlateRecord.Change.Kind(rawValue: row.kind.rawValue) ?? .end
            return try put(row.plate, row, kind, other: nil, content, line)
        }
        // Both plates are checked before either is written.
        let isOutKnown = try isKnown(row.plate, row, .mutationOut, other: newPlate, "{}")
        let isInKnown = try isKnown(newPlate, row, .mutationIn, other: row.plate, content)
        if !isOutKnown { try insert(row.plate, row, .mutationOut, other: newPlate, "{}", line) }
        if !isInKnown { try insert(newPlate, row, .mutationIn, other: row.plate, content, line) }
        return !isOutKnown || !isInKnown
    }

    private func put(
        _ plate: PlateKey, _ row: ChangeRow, _ kind: PlateRecord.Change.Kind, other: PlateKey?, _ content: String,
        _ line: Int
    ) throws -> Bool {
        if try isKnown(plate, row, kind, other: other, content) { return false }
        try insert(plate, row, kind, other: other, content, line)
        return true
    }

    private func isKnown(
        _ plate: PlateKey, _ row: ChangeRow, _ kind: PlateRecord.Change.Kind, other: PlateKey?, _ content: String
    ) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT other, content FROM change WHERE plate = ? AND date = ? AND kind = ? ORDER BY source, line")
        let stored = try Row.fetchAll(statement, arguments: [plate.value, row.date.dayNumber, kind.rawValue])
        for entry in stored {
            let storedOther: Int64? = entry[0]
            let storedContent: String = entry[1]
            if storedOther == other?.value, storedContent == content { return true }
            if kind == .mutationIn || kind == .mutationOut, storedOther != other?.value {
                throw FieldFault(
                    column: "new_plate", reason: "contradicts another mutation of the same plate and day")
            }
            if kind == .transfer {
                let known = try JSONDecoder().decode(ChangeContent.self, from: Data(storedContent.utf8)).owner
                guard known?.isProbably(row.content.owner) == true else {
                    throw FieldFault(
                        column: "owner_name", reason: "contradicts another transfer of the same plate and day")
                }
            }
        }
        return false
    }

    private func insert(
        _ plate: PlateKey, _ row: ChangeRow, _ kind: PlateRecord.Change.Kind, other: PlateKey?, _ content: String,
        _ line: Int
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO change (plate, date, source, line, kind, other, content) VALUES (?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            plate.value, row.date.dayNumber, source, line, kind.rawValue, other?.value, content,
        ])
    }
}

extension Owner {
    /// Whether both are one person as far as the register can tell: by NIK, or by name where one of them has none.
    func isProbably(_ other: Owner?) -> Bool {
        guard let other else { return false }
        if nik.isEmpty || other.nik.isEmpty { return name.lowercased() == other.name.lowercased() }
        return nik == other.nik
    }
}
