/// The zones of Indonesia. It has had no daylight saving time since 1950 and these offsets since 1988, so they are fixed
/// numbers here: a deadline must not depend on which time zone database a machine has.
public enum LocalTimeZone: String, Codable, Sendable, CaseIterable {
    case jakarta = "Asia/Jakarta"
    case pontianak = "Asia/Pontianak"
    case makassar = "Asia/Makassar"
    case jayapura = "Asia/Jayapura"

    public var offsetMinutes: Int {
        switch self {
        case .jakarta, .pontianak: 7 * 60
        case .makassar: 8 * 60
        case .jayapura: 9 * 60
        }
    }

    /// As printed after a local time: WIB, WITA or WIT.
    public var abbreviation: String {
        switch self {
        case .jakarta, .pontianak: "WIB"
        case .makassar: "WITA"
        case .jayapura: "WIT"
        }
    }

    /// The day that `instant` falls on here.
    public func date(of instant: Timestamp) -> LocalDate { LocalDateTime(instant, in: self).date }

    /// The first instant of `date` here.
    public func start(of date: LocalDate) -> Timestamp {
        Timestamp(milliseconds: (Int64(date.dayNumber) * 1440 - Int64(offsetMinutes)) * 60_000)
    }

    /// The instant when `date` is over here: a deadline "by `date`" holds for every instant before it.
    public func end(of date: LocalDate) -> Timestamp { start(of: date.adding(days: 1)) }
}

/// A wall clock's reading at a place.
public struct LocalDateTime: Hashable, Sendable {
    public let date: LocalDate
    public let hour: Int
    public let minute: Int
    public let second: Int
    public let millisecond: Int

    public init(_ instant: Timestamp, in zone: LocalTimeZone) {
        self.init(instant, offsetMinutes: zone.offsetMinutes)
    }

    init(_ instant: Timestamp, offsetMinutes: Int) {
        let local = instant.milliseconds + Int64(offsetMinutes) * 60_000
        let day = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
        let rest = Int(local - day * 86_400_000)
        date = LocalDate(dayNumber: Int(day))
        hour = rest / 3_600_000
        minute = rest / 60_000 % 60
        second = rest / 1000 % 60
        millisecond = rest % 1000
    }

    /// `HH:mm:ss`
    public var clock: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }
}
