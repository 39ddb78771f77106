#if canImport(Glibc)
    import Glibc
#endif

/// One row of the register as bytes, the form in which the import sorts, compares and writes rows.
///
/// Layout, native byte order, no alignment:
///
///     0  Int32  area (word number, 0 for none)     16  Int32  STNK valid until (day number, Int32.min for none)
///     4  Int32  class                              20  Int32  tax paid until
///     8  Int32  colour                             24  Int32  absent from
///     12 Int32  status                             28  Int16  year, 0 for none
///                                                  30  UInt8  plate colour, index in PlateColour.allCases
///                                                  31  UInt8  0
///     32 7 x UInt16 lengths of owner name, NIK, address, phone, e-mail, chassis number, engine number
///     46 these texts, UTF-8, one after the other
enum PackedRow {
    static let texts = 7
    static let textStart = 46
    static let longest = textStart + texts * FieldParsing.longestText
    static let none = Int32.min
    static let absentOffset = 24

    /// The numbers of a row, without its texts.
    struct Numbers {
        var area: Int32 = 0
        var vehicleClass: Int32 = 0
        var colour: Int32 = 0
        var status: Int32 = 0
        var stnkValidUntil = PackedRow.none
        var taxPaidUntil = PackedRow.none
        var absentFrom = PackedRow.none
        var year: Int16 = 0
        var plateColour: UInt8 = 0
    }

    static func store(_ numbers: Numbers, to row: UnsafeMutableRawPointer) {
        row.storeBytes(of: numbers.area, toByteOffset: 0, as: Int32.self)
        row.storeBytes(of: numbers.vehicleClass, toByteOffset: 4, as: Int32.self)
        row.storeBytes(of: numbers.colour, toByteOffset: 8, as: Int32.self)
        row.storeBytes(of: numbers.status, toByteOffset: 12, as: Int32.self)
        row.storeBytes(of: numbers.stnkValidUntil, toByteOffset: 16, as: Int32.self)
        row.storeBytes(of: numbers.taxPaidUntil, toByteOffset: 20, as: Int32.self)
        row.storeBytes(of: numbers.absentFrom, toByteOffset: absentOffset, as: Int32.self)
        row.storeBytes(of: numbers.year, toByteOffset: 28, as: Int16.self)
        row.storeBytes(of: numbers.plateColour, toByteOffset: 30, as: UInt8.self)
        row.storeBytes(of: 0, toByteOffset: 31, as: UInt8.self)
    }

    static func numbers(_ row: UnsafeRawPointer) -> Numbers {
        Numbers(
            area: row.loadUnaligned(fromByteOffset: 0, as: Int32.self),
            vehicleClass: row.loadUnaligned(fromByteOffset: 4, as: Int32.self),
            colour: row.loadUnaligned(fromByteOffset: 8, as: Int32.self),
            status: row.loadUnaligned(fromByteOffset: 12, as: Int32.self),
            stnkValidUntil: row.loadUnaligned(fromByteOffset: 16, as: Int32.self),
            taxPaidUntil: row.loadUnaligned(fromByteOffset: 20, as: Int32.self),
            absentFrom: row.loadUnaligned(fromByteOffset: absentOffset, as: Int32.self),
            year: row.loadUnaligned(fromByteOffset: 28, as: Int16.self),
            plateColour: row.load(fromByteOffset: 30, as: UInt8.self))
    }

    static func textLength(_ row: UnsafeRawPointer, _ index: Int) -> Int {
        Int(row.loadUnaligned(fromByteOffset: 32 + 2 * index, as: UInt16.self))
    }

    /// Whether two rows say the same, whatever they say of absence.
    static func sameContent(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
        guard one.count == other.count else { return false }
        guard let a = one.baseAddress, let b = other.baseAddress else { return one.isEmpty && other.isEmpty }
        let after = absentOffset + 4
        return memcmp(a, b, absentOffset) == 0 && memcmp(a + after, b + after, one.count - after) == 0
    }
}

/// Writes the texts of a packed row in their order.
struct PackedRowBuilder {
    let row: UnsafeMutableRawPointer
    private var end = PackedRow.textStart
    private var index = 0

    /// - Parameter row: room for ``PackedRow/longest`` bytes.
    init(_ row: UnsafeMutableRawPointer, _ numbers: PackedRow.Numbers) {
        self.row = row
        PackedRow.store(numbers, to: row)
    }

    /// - Precondition: at most ``FieldParsing/longestText`` bytes; at most ``PackedRow/texts`` texts.
    mutating func append(_ text: UnsafeRawBufferPointer) {
        precondition(index < PackedRow.texts && text.count <= FieldParsing.longestText)
        row.storeBytes(of: UInt16(text.count), toByteOffset: 32 + 2 * index, as: UInt16.self)
        if let source = text.baseAddress { (row + end).copyMemory(from: source, byteCount: text.count) }
        end += text.count
        index += 1
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: row, count: end) }
}
