import Domain
import Testing

private let monday = LocalDate(year: 2026, month: 8, day: 17) ?? LocalDate(dayNumber: 0)

@Test func `a unit's holiday is none elsewhere, and joint leave is no public holiday`() {
    let calendar = HolidayCalendar([
        Holiday(date: monday, name: "Kemerdekaan", scope: .national),
        Holiday(date: monday.adding(days: 1), name: "Cuti bersama", scope: .jointLeave),
        Holiday(date: monday.adding(days: 2), name: "HUT", scope: .unit("bali")),
    ])
    #expect(calendar.holidays(on: monday, unit: "jaya").map(\.name) == ["Kemerdekaan"])
    #expect(calendar.holidays(on: monday.adding(days: 1), unit: "jaya").isEmpty)
    #expect(calendar.holidays(on: monday.adding(days: 1), unit: "jaya", jointLeave: true).count == 1)
    #expect(calendar.holidays(on: monday.adding(days: 2), unit: "jaya").isEmpty)
    #expect(calendar.holidays(on: monday.adding(days: 2), unit: "bali").map(\.name) == ["HUT"])
    #expect(calendar.workingDay(from: monday.adding(days: -2), unit: "jaya") == monday.adding(days: 2))
    #expect(calendar.workingDay(from: monday.adding(days: -2), unit: "bali") == monday.adding(days: 3))
}

@Test func `a year counts as known once it has a public holiday`() {
    #expect(HolidayCalendar([Holiday(date: monday, name: "x", scope: .national)]).covers(year: 2026))
    #expect(!HolidayCalendar([Holiday(date: monday, name: "x", scope: .jointLeave)]).covers(year: 2026))
    #expect(!HolidayCalendar().covers(year: 2026))
}
