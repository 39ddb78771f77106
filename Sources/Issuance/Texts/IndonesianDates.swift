import Domain

/// Dates and times as Indonesian offices write them.
package enum IndonesianDates {
    private static let months = [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
        "Desember",
    ]

    /// `22 April 2026`
    static func day(_ date: LocalDate) -> String { "\(date.day) \(months[date.month - 1]) \(date.year)" }

    /// `Rabu, 22 April 2026`
    static func weekdayAndDay(_ date: LocalDate) -> String {
        let name =
            switch date.weekday {
            case .monday: "Senin"
            case .tuesday: "Selasa"
            case .wednesday: "Rabu"
            case .thursday: "Kamis"
            case .friday: "Jumat"
            case .saturday: "Sabtu"
            case .sunday: "Minggu"
            }
        return "\(name), \(day(date))"
    }

    /// `Rabu, 22 April 2026, 09:46:54 WIB`
    package static func moment(_ instant: Timestamp, in zone: LocalTimeZone) -> String {
        let local = LocalDateTime(instant, in: zone)
        return "\(weekdayAndDay(local.date)), \(local.clock) \(zone.abbreviation)"
    }
}
