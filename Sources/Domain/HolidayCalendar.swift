/// Holidays, looked up by day and unit. A value, no I/O.
///
/// It holds only what was decreed when the file was written: ask ``covers(year:)`` before concluding that a day is none.
public struct HolidayCalendar: Hashable, Sendable {
    private var byDay: [LocalDate: [Holiday]] = [:]
    private var years: Set<Int> = []

    public init(_ holidays: [Holiday] = []) {
        byDay = Dictionary(grouping: holidays, by: \.date)
        years = Set(holidays.filter { $0.scope == .national }.map(\.date.year))
    }

    /// Whether the public holidays of a year are known. They are decreed a year ahead, so a year without any is one that
    /// nobody has entered yet.
    public func covers(year: Int) -> Bool { years.contains(year) }

    /// What is celebrated on a day in the area of a unit: national holidays and the unit's own; joint leave if asked for.
    public func holidays(on day: LocalDate, unit: String, jointLeave: Bool = false) -> [Holiday] {
        (byDay[day] ?? []).filter { holiday in
            switch holiday.scope {
            case .national: true
            case .jointLeave: jointLeave
            case .unit(let id): id == unit
            }
        }
    }

    /// Whether offices of a unit work on a day: Monday to Friday, no holiday, no joint leave.
    public func isWorkingDay(_ day: LocalDate, unit: String) -> Bool {
        day.weekday != .saturday && day.weekday != .sunday
            && holidays(on: day, unit: unit, jointLeave: true).isEmpty
    }

    /// The first working day of a unit from `day` on, `day` itself included.
    /// - Precondition: the calendar leaves one in 1,000 days.
    public func workingDay(from day: LocalDate, unit: String) -> LocalDate {
        for offset in 0..<1000 where isWorkingDay(day.adding(days: offset), unit: unit) {
            return day.adding(days: offset)
        }
        preconditionFailure("no working day within 1,000 days")
    }
}
