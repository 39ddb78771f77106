import Domain

/// Turns the records of an extract into packed rows.
struct ExtractRowReader {
    private struct Places {
        var plate, ownedFrom, stnk, tax, year, plateColour, colour, status: Int
        var area: [Int]
        var vehicleClass: [Int]
        /// In the order of ``PackedRow``.
        var texts: [Int]
    }

    private static let areaColumns: [RegisterColumn] = [.kelurahan, .kecamatan, .city, .postalCode]
    private static let classColumns: [RegisterColumn] = [.make, .type, .kind, .model, .fuel]
    private static let textColumns: [RegisterColumn] = [
        .ownerName, .nik, .address, .phone, .email, .chassisNumber, .engineNumber,
    ]

    private let places: Places
    private let width: Int
    private let words: Words
    private let scratch: UnsafeMutableRawPointer
    let row: UnsafeMutableRawPointer

    /// - Parameter memory: room for ``room`` bytes, which the reader writes to and rows point into.
    init(layout: ColumnLayout, words: Words, memory: UnsafeMutableRawPointer) {
        func place(_ column: RegisterColumn) -> Int { layout.place(column) ?? 0 }
        places = Places(
            plate: place(.plate), ownedFrom: place(.ownedFrom), stnk: place(.stnkValidUntil),
            tax: place(.taxPaidUntil), year: place(.year), plateColour: place(.plateColour), colour: place(.colour),
            status: place(.status), area: Self.areaColumns.map(place), vehicleClass: Self.classColumns.map(place),
            texts: Self.textColumns.map(place))
        width = layout.width
        self.words = words
        row = memory
        scratch = memory + PackedRow.longest
    }

    static let room = PackedRow.longest + 8 * (FieldParsing.longestText + 1)

    /// The sort key and the packed row of the scanner's record. The bytes are valid until the next call.
    func read(_ scanner: CSVScanner) throws -> (key: UInt64, row: UnsafeRawBufferPointer) {
        if let fault = scanner.fault { throw FieldFault(column: nil, reason: fault.rawValue) }
        guard scanner.count == width else {
            throw FieldFault(column: nil, reason: "\(scanner.count) fields instead of \(width)")
        }
        let plate = try FieldParsing.plate(scanner.field(places.plate), .plate)
        let ownedFrom = try FieldParsing.day(scanner.field(places.ownedFrom), .ownedFrom)
        var numbers = PackedRow.Numbers()
        if let day = try FieldParsing.day(scanner.field(places.stnk), .stnkValidUntil) {
            numbers.stnkValidUntil = Int32(day)
        }
        if let day = try FieldParsing.day(scanner.field(places.tax), .taxPaidUntil) {
            numbers.taxPaidUntil = Int32(day)
        }
        numbers.year = Int16(try FieldParsing.year(scanner.field(places.year)) ?? 0)
        numbers.plateColour = RegisterWords.plateColourIndex(scanner.field(places.plateColour))
        numbers.area = try words.number(.area, joined(scanner, places.area, Self.areaColumns))
        numbers.vehicleClass = try words.number(.vehicleClass, joined(scanner, places.vehicleClass, Self.classColumns))
        try FieldParsing.checkLength(scanner.field(places.colour), .colour)
        try FieldParsing.checkLength(scanner.field(places.status), .status)
        numbers.colour = try words.number(.colour, scanner.field(places.colour))
        numbers.status = try words.number(.status, scanner.field(places.status))
        var builder = PackedRowBuilder(row, numbers)
        for (index, place) in places.texts.enumerated() {
            let field = scanner.field(place)
            if field.count > FieldParsing.longestText { try FieldParsing.checkLength(field, Self.textColumns[index]) }
            builder.append(field)
        }
        return (RowKey.sortKey(plate: plate, day: ownedFrom), builder.bytes)
    }

    private func joined(
        _ scanner: CSVScanner, _ places: [Int], _ columns: [RegisterColumn]
    ) throws -> UnsafeRawBufferPointer {
        var used = 0
        var isEmpty = true
        for (index, place) in places.enumerated() {
            let field = scanner.field(place)
            if field.count > FieldParsing.longestText { try FieldParsing.checkLength(field, columns[index]) }
            if index > 0 {
                scratch.storeBytes(of: Words.separator, toByteOffset: used, as: UInt8.self)
                used += 1
            }
            if let source = field.baseAddress { (scratch + used).copyMemory(from: source, byteCount: field.count) }
            used += field.count
            isEmpty = isEmpty && field.isEmpty
        }
        return UnsafeRawBufferPointer(start: scratch, count: isEmpty ? 0 : used)
    }
}
