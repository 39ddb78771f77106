import Domain

/// Dates and times as Indonesian offices write them.
package struct IndonesianDates: Hashable, Sendable {
    /// From January on.
    private let months: [String]
    /// From Monday on.
    private let weekdays: [String]

    /// Nil if there aren't twelve months and seven days.
    ///
    /// - Parameters:
    ///   - months: names with blanks between them, from January on.
    ///   - weekdays: likewise, from Monday on.
    package init?(months: String, weekdays: String) {
        self.months = IndonesianDates.names(months)
        self.weekdays = IndonesianDates.names(weekdays)
        guard self.months.count == 12, self.weekdays.count == 7 else { return nil }
    }

    static func names(_ text: String) -> [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

    /// `22 April 2026`
    func day(_ date: LocalDate) -> String { "\(date.day) \(months[date.month - 1]) \(date.year)" }

    /// `Rabu, 22 April 2026`
    func weekdayAndDay(_ date: LocalDate) -> String {
        let index =
            switch date.weekday {
            case .monday: 0
            case .tuesday: 1
            case .wednesday: 2
            case .thursday: 3
            case .friday: 4
            case .saturday: 5
            case .sunday: 6
            }
        return "\(weekdays[index]), \(day(date))"
    }

    /// `Rabu, 22 April 2026, 09:46:54 WIB`
    package func moment(_ instant: Timestamp, in zone: LocalTimeZone) -> String {
        let local = LocalDateTime(instant, in: zone)
        return "\(weekdayAndDay(local.date)), \(local.clock) \(zone.abbreviation)"
    }

    /// `22 April 2026, 09:46:54 WIB`
    func dayAndClock(_ instant: Timestamp, in zone: LocalTimeZone) -> String {
        let local = LocalDateTime(instant, in: zone)
        return "\(day(local.date)), \(local.clock) \(zone.abbreviation)"
    }
}
