/// An instant in milliseconds since 1970-01-01T00:00:00Z.
///
/// Coded in JSON as RFC 3339 in UTC with milliseconds (`2026-07-21T01:30:15.250Z`); decoded from RFC 3339 with any offset.
public struct Timestamp: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    public func adding(seconds: Double) -> Timestamp {
        Timestamp(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
    }

    /// Seconds from `earlier` to this instant; negative if `earlier` is the later one.
    public func seconds(since earlier: Timestamp) -> Double {
        Double(milliseconds - earlier.milliseconds) / 1000
    }

    /// Reads RFC 3339 (`2026-07-21T08:30:15.250+07:00`). A missing zone is no instant, so it is refused.
    /// Digits of the second's fraction after the third are dropped; leap seconds are refused.
    public init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") else { return nil }
        guard let date = LocalDate(iso8601: String(decoding: bytes[0..<10], as: UTF8.self)) else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let hour = number(11..<13), bytes[13] == UInt8(ascii: ":"), let minute = number(14..<16),
            bytes[16] == UInt8(ascii: ":"), let second = number(17..<19), hour < 24, minute < 60, second < 60
        else { return nil }
        var next = 19
        var millisecond = 0
        if bytes[next] == UInt8(ascii: ".") {
            next += 1
            let start = next
            while next < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[next]) { next += 1 }
            guard next > start, next - start <= 9 else { return nil }
            var digits = Array(bytes[start..<min(next, start + 3)])
            while digits.count < 3 { digits.append(UInt8(ascii: "0")) }
            for digit in digits { millisecond = millisecond * 10 + Int(digit - UInt8(ascii: "0")) }
        }
        guard next < bytes.count else { return nil }
        var offsetMinutes = 0
        switch bytes[next] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            guard next + 1 == bytes.count else { return nil }
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard bytes.count == next + 6, bytes[next + 3] == UInt8(ascii: ":"),
                let hours = number(next + 1..<next + 3), let minutes = number(next + 4..<next + 6),
                hours < 24, minutes < 60
            else { return nil }
            offsetMinutes = (hours * 60 + minutes) * (bytes[next] == UInt8(ascii: "-") ? -1 : 1)
        default:
            return nil
        }
        let seconds = Int64(date.dayNumber) * 86400 + Int64(hour * 3600 + minute * 60 + second - offsetMinutes * 60)
        self.init(milliseconds: seconds * 1000 + Int64(millisecond))
    }

    /// RFC 3339 in UTC with milliseconds.
    public var rfc3339: String { rfc3339(offsetMinutes: 0) }

    /// RFC 3339 in the zone of the place, so that people and analysts read the local time.
    public func rfc3339(in zone: LocalTimeZone) -> String { rfc3339(offsetMinutes: zone.offsetMinutes) }

    private func rfc3339(offsetMinutes: Int) -> String {
        let local = LocalDateTime(self, offsetMinutes: offsetMinutes)
        let zone = offsetMinutes == 0 ? "Z" : "+\(padded(offsetMinutes / 60, 2)):\(padded(offsetMinutes % 60, 2))"
        return "\(local.date.iso8601)T\(local.clock).\(padded(local.millisecond, 3))\(zone)"
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an RFC 3339 time with zone, like 2026-07-21T08:30:15.250+07:00")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

/// `number` with zeros in front up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
