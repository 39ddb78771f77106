/// The text of an Indonesian number plate (NRKB): region letters, a number, series letters, for example `B 1234 XYZ`.
///
/// A value always has the form `^[A-Z]{1,2}[1-9][0-9]{0,3}[A-Z]{0,3}$`. Whether its region exists is another question,
/// asked with ``isIn(regions:)``, since region codes are data.
public struct PlateNumber: Hashable, Sendable {
    /// One or two letters A-Z.
    public let region: String
    /// One to four digits without a leading zero.
    public let digits: String
    /// None to three letters A-Z.
    public let series: String

    /// The text without spaces, for example `B1234XYZ`: how readings, registers and journals write it.
    public var compact: String { region + digits + series }

    /// The text as people write it, for example `B 1234 XYZ` or `RI 1`.
    public var spaced: String { series.isEmpty ? "\(region) \(digits)" : "\(region) \(digits) \(series)" }

    /// Reads a plate as people and registers write it: letters in either case, with blanks, hyphens, dots or nothing
    /// between and around the groups (`B 1234 XYZ`, `B-1234-XYZ`, `b1234xyz `).
    ///
    /// Nil if the rest doesn't have the form of a plate, or a group is torn apart (`B 12 34 XY`). Looks at no more than
    /// 64 bytes. Letters are never mistaken for digits, nor the reverse: `0` in the series is not an `O`.
    public init?(_ text: some StringProtocol) {
        var groups: [[UInt8]] = [[], [], []]
        var group = 0
        var separated = false
        for (index, byte) in text.utf8.enumerated() {
            guard index < 64 else { return nil }
            let isDigit: Bool
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "\t"):
                separated = true
                continue
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): isDigit = false
            case UInt8(ascii: "0")...UInt8(ascii: "9"): isDigit = true
            default: return nil
            }
            if isDigit != (group == 1) {
                group += 1
                guard group <= 2, isDigit == (group == 1) else { return nil }
            } else if separated, !groups[group].isEmpty {
                return nil
            }
            separated = false
            groups[group].append(isDigit ? byte : byte & 0xDF)
        }
        guard (1...2).contains(groups[0].count), (1...4).contains(groups[1].count), groups[2].count <= 3,
            groups[1][0] != UInt8(ascii: "0")
        else { return nil }
        self.region = String(decoding: groups[0], as: UTF8.self)
        self.digits = String(decoding: groups[1], as: UTF8.self)
        self.series = String(decoding: groups[2], as: UTF8.self)
    }

    /// The number as an integer, 1...9999.
    public var number: Int { Int(digits) ?? 0 }

    /// The last digit, 0...9: what odd-even rules ask for.
    public var lastDigit: Int { number % 10 }

    /// Whether the region letters are one of the given codes.
    public func isIn(regions: Set<String>) -> Bool { regions.contains(region) }
}

extension PlateNumber: CustomStringConvertible {
    /// The spaced form. Plates are personal data: keep this out of logs and metrics.
    public var description: String { spaced }
}

extension PlateNumber: Comparable {
    public static func < (one: PlateNumber, other: PlateNumber) -> Bool { one.compact < other.compact }
}

/// Written as its compact text; decoding accepts every form that ``PlateNumber/init(_:)`` reads.
extension PlateNumber: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let plate = PlateNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Not a plate: expected one or two letters, one to four digits, up to three letters.")
        }
        self = plate
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(compact)
    }
}
