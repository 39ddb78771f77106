/// When an odd-even rule (*ganjil-genap*) is in force: `mon-fri 06:00-10:00`. Local time at the place.
public struct OddEvenHours: Hashable, Sendable {
    public let days: Set<Weekday>
    /// Minutes since midnight; the last is no longer in force.
    public let minutes: Range<Int>
    /// As it was written.
    public let text: String

    /// Nil unless `text` is a day or two with a hyphen (`mon`, `mon-fri`), a blank, and two times of one day.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let days = OddEvenHours.days(parts[0]) else { return nil }
        let times = parts[1].split(separator: "-", omittingEmptySubsequences: false).map(OddEvenHours.minute)
        guard times.count == 2, let from = times[0], let until = times[1], from < until else { return nil }
        self.days = days
        minutes = from..<until
        self.text = text
    }

    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private static func days(_ text: Substring) -> Set<Weekday>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { names.firstIndex(of: String($0)) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
            return nil
        }
        return Set((first...last).compactMap(Weekday.init))
    }

    private static func minute(_ text: Substring) -> Int? {
        let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard text.utf8.count == 5, digits.count == 4, text.dropFirst(2).first == ":", let hour = Int(text.prefix(2)),
            let minute = Int(text.suffix(2)), minute < 60, hour * 60 + minute <= 24 * 60
        else { return nil }
        return hour * 60 + minute
    }

    public func contain(_ time: LocalDateTime) -> Bool {
        days.contains(time.date.weekday) && minutes.contains(time.hour * 60 + time.minute)
    }

    /// As in Jakarta (Pergub DKI 88/2019).
    public static let standard = ["mon-fri 06:00-10:00", "mon-fri 16:00-21:00"].compactMap { OddEvenHours($0) }
}

/// Coded as its text.
extension OddEvenHours: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hours = OddEvenHours(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not like mon-fri 06:00-10:00")
        }
        self = hours
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
