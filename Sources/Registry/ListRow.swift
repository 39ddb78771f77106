import Domain
import GRDB

/// One entry of the lists of exempt and watched vehicles.
struct ListRow: Hashable, Comparable {
    var list: RegisterList
    var plate: PlateKey?
    var kind: VehicleKind?
    var reason: String
    var validFrom: Int?
    var validUntil: Int?

    /// The row of the scanner's record; nil where the record only says that its list is empty.
    static func read(_ scanner: CSVScanner, _ layout: ColumnLayout) throws -> (list: RegisterList, row: ListRow?) {
        if let fault = scanner.fault { throw FieldFault(column: nil, reason: fault.rawValue) }
        guard scanner.count == layout.width else {
            throw FieldFault(column: nil, reason: "\(scanner.count) fields instead of \(layout.width)")
        }
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        func field(_ column: RegisterColumn) -> UnsafeRawBufferPointer {
            layout.place(column).map { scanner.field($0) } ?? empty
        }
        func text(_ column: RegisterColumn) -> String { String(decoding: field(column), as: UTF8.self) }
        guard let list = RegisterList(rawValue: text(.list).lowercased()) else {
            throw FieldFault(column: "list", reason: "not one of exempt, watch")
        }
        if [.plate, .kind, .reason, .validFrom, .validUntil].allSatisfy({ field($0).isEmpty }) { return (list, nil) }
        guard field(.plate).isEmpty != field(.kind).isEmpty else {
            throw FieldFault(column: "plate", reason: "a row names either a plate or a kind")
        }
        guard field(.kind).isEmpty || RegisterWords.kind(text(.kind)) != nil else {
            throw FieldFault(column: "kind", reason: "not a kind of vehicle")
        }
        if field(.reason).isEmpty { throw FieldFault(column: "reason", reason: "missing") }
        try FieldParsing.checkLength(field(.reason), .reason)
        let row = ListRow(
            list: list, plate: field(.plate).isEmpty ? nil : try FieldParsing.plate(field(.plate), .plate),
            kind: RegisterWords.kind(text(.kind)), reason: text(.reason),
            validFrom: try FieldParsing.day(field(.validFrom), .validFrom),
            validUntil: try FieldParsing.day(field(.validUntil), .validUntil))
        if let from = row.validFrom, let until = row.validUntil, until < from {
            throw FieldFault(column: "valid_until", reason: "before valid_from")
        }
        return (list, row)
    }

    static func fetch(_ db: Database, _ list: RegisterList) throws -> Set<ListRow> {
        let rows = try Row.fetchAll(
            db, sql: "SELECT list, plate, kind, reason, valid_from, valid_until FROM listed WHERE list = ?",
            arguments: [list.rawValue])
        return Set(rows.compactMap(ListRow.init))
    }

    init(
        list: RegisterList, plate: PlateKey?, kind: VehicleKind?, reason: String, validFrom: Int?, validUntil: Int?
    ) {
        self.list = list
        self.plate = plate
        self.kind = kind
        self.reason = reason
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// A row of list, plate, kind, reason, first and last day.
    init?(_ row: Row) {
        guard let list = RegisterList(rawValue: row.text(0)) else { return nil }
        self.init(
            list: list, plate: row.number(1).map(PlateKey.init(value:)), kind: VehicleKind(rawValue: row.text(2)),
            reason: row.text(3), validFrom: row.number(4), validUntil: row.number(5))
    }

    func insert(_ db: Database, source: Int64) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO listed (list, plate, kind, valid_from, valid_until, reason, source) VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            list.rawValue, plate?.value, kind?.rawValue, validFrom, validUntil, reason, source,
        ])
    }

    /// Nil for a row that names neither plate nor kind, which an import never writes.
    var entry: VehicleListEntry? {
        guard let subject = plate.map({ .plate($0.text) }) ?? kind.map(VehicleListEntry.Subject.kind) else {
            return nil
        }
        return VehicleListEntry(
            subject: subject, reason: reason, validFrom: validFrom.map(LocalDate.init(dayNumber:)),
            validUntil: validUntil.map(LocalDate.init(dayNumber:)))
    }

    static func < (one: ListRow, other: ListRow) -> Bool { one.order.lexicographicallyPrecedes(other.order) }

    private var order: [String] {
        [list.rawValue, plate?.text ?? "", kind?.rawValue ?? "", reason, "\(validFrom ?? 0)", "\(validUntil ?? 0)"]
    }
}
