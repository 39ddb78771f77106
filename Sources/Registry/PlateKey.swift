import Domain

/// A plate as an integer, so that plates sort, compare and pack quickly and one index serves plate and day.
///
/// Bits from the top: region 10 (first letter 1-26 times 27, plus second letter 0-26), number 14 (1-9999), series 15
/// (three letters base 27, 0 for none); 39 bits in all. Equal plates have equal keys and different plates different ones.
package struct PlateKey: Hashable, Comparable, Sendable {
    package static let bits = 39
    package let value: Int64

    package init(value: Int64) {
        self.value = value
    }

    package init(_ plate: PlateNumber) {
        let text = plate.compact
        var copy = text
        self = copy.withUTF8 { PlateKey(ascii: UnsafeRawBufferPointer($0)) } ?? PlateKey(value: 0)
    }

    /// Nil if `text` isn't a plate. Accepts exactly what ``PlateNumber`` accepts.
    package init?(_ text: String) {
        var copy = text
        guard let key = copy.withUTF8({ PlateKey(ascii: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = key
    }

    /// Reads ASCII bytes as ``PlateNumber`` does, without allocating: the bulk import asks this for every row.
    package init?(ascii bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= 64 else { return nil }
        var group = 0
        var lengths: (region: Int, digits: Int, series: Int) = (0, 0, 0)
        var region: Int64 = 0
        var number: Int64 = 0
        var series: Int64 = 0
        var separated = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "\t"):
                separated = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if group == 0 {
                    guard lengths.region > 0, byte != UInt8(ascii: "0") else { return nil }
                    group = 1
                } else if group != 1 || (separated && lengths.digits > 0) {
                    return nil
                }
                separated = false
                lengths.digits += 1
                guard lengths.digits <= 4 else { return nil }
                number = number * 10 + Int64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                let letter = Int64(byte & 0xDF) - 64
                if group == 1 {
                    group = 2
                } else if separated, group == 0 ? lengths.region > 0 : true {
                    return nil
                }
                separated = false
                if group == 0 {
                    lengths.region += 1
                    guard lengths.region <= 2 else { return nil }
                    region = lengths.region == 1 ? letter * 27 : region + letter
                } else {
                    lengths.series += 1
                    guard lengths.series <= 3 else { return nil }
                    series += letter * (lengths.series == 1 ? 729 : lengths.series == 2 ? 27 : 1)
                }
            default:
                return nil
            }
        }
        guard lengths.digits > 0 else { return nil }
        value = region << 29 | number << 15 | series
    }

    /// The plate's compact text, `B1234XYZ`.
    package var text: String {
        var bytes: [UInt8] = []
        func append(_ letter: Int64) {
            if letter > 0 { bytes.append(UInt8(letter + 64)) }
        }
        let region = value >> 29
        append(region / 27)
        append(region % 27)
        bytes.append(contentsOf: String(value >> 15 & 0x3FFF).utf8)
        let series = value & 0x7FFF
        append(series / 729)
        append(series / 27 % 27)
        append(series % 27)
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func < (one: PlateKey, other: PlateKey) -> Bool { one.value < other.value }
}

/// The key of one row of the register: plate, first day of ownership, and an ordinal for rows that contradict each
/// other about the same day. Rows of one plate are neighbours, ordered by day.
///
/// Bits from the top: plate 39, day 16 (days since 1900-01-01, 0 for an unknown day), ordinal 3.
package struct RowKey {
    package static let ordinals = 8
    static let epoch = -25_567
    /// The days that can be stored: 1900-01-02 to 2079-06-06.
    package static let days = (epoch + 1)...(epoch + 65_535)

    package static func range(of plate: PlateKey) -> ClosedRange<Int64> {
        plate.value << 19...plate.value << 19 | 0x7FFFF
    }

    /// Plate and day without ordinal, as the import sorts.
    static func sortKey(plate: PlateKey, day: Int?) -> UInt64 {
        UInt64(plate.value) << 16 | UInt64(day.map { $0 - epoch } ?? 0)
    }

    static func id(sortKey: UInt64, ordinal: Int) -> Int64 { Int64(sortKey) << 3 | Int64(ordinal) }
    static func plate(id: Int64) -> PlateKey { PlateKey(value: id >> 19) }
    static func day(id: Int64) -> LocalDate? {
        let day = Int(id >> 3 & 0xFFFF)
        return day == 0 ? nil : LocalDate(dayNumber: day + epoch)
    }
}
