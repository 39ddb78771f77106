import Domain
import Issuance
import Testing

@Suite struct DeadlineTests {
    private let settings = DeadlineSettings()

    @Test func `terms count from the day of the violation at the place`() {
        // 23:30 in Jakarta is 01:30 of the next day in Jayapura.
        let violation = Samples.time("2026-04-22T23:30:00+07:00")
        let west = NoticeDeadlines(
            capturedAt: violation, issuedAt: violation, zone: .jakarta, settings: settings,
            calendar: HolidayCalendar(), unitID: "jaya")
        #expect(west.letterBy == Samples.day("2026-04-25"))
        #expect(west.answerBy == Samples.day("2026-04-30"))
        let east = NoticeDeadlines(
            capturedAt: violation, issuedAt: violation, zone: .jayapura, settings: settings,
            calendar: HolidayCalendar(), unitID: "jaya")
        #expect(east.answerBy == Samples.day("2026-05-01"))
    }

    @Test func `the last day counts to its end`() {
        let violation = Samples.time("2026-04-22T09:00:00+08:00")
        let deadlines = NoticeDeadlines(
            capturedAt: violation, issuedAt: violation, zone: .makassar, settings: settings,
            calendar: HolidayCalendar(), unitID: "jaya")
        #expect(deadlines.isInTime(answerAt: Samples.time("2026-04-30T23:59:59.999+08:00"), zone: .makassar))
        #expect(!deadlines.isInTime(answerAt: Samples.time("2026-05-01T00:00:00+08:00"), zone: .makassar))
        #expect(deadlines.isInTime(letterAt: Samples.time("2026-04-25T23:59:59.999+08:00"), zone: .makassar))
        #expect(!deadlines.isInTime(letterAt: Samples.time("2026-04-26T00:00:00+08:00"), zone: .makassar))
    }

    @Test(arguments: [
        ("2026-04-25T23:00:00+07:00", "2026-04-30"), ("2026-04-26T00:30:00+07:00", "2026-05-01"),
        ("2026-05-20T10:00:00+07:00", "2026-05-25"),
    ])
    func `a late letter leaves as many days as the latest letter in time`(issued: String, answerBy: String) {
        let deadlines = NoticeDeadlines(
            capturedAt: Samples.time("2026-04-22T09:46:54+07:00"), issuedAt: Samples.time(issued), zone: .jakarta,
            settings: settings,
            calendar: HolidayCalendar(), unitID: "jaya")
        #expect(deadlines.answerBy == Samples.day(answerBy))
    }

    @Test(arguments: [
        // Within seven days of the ticket ...
        ("2026-04-23T10:00:00+07:00", "2026-04-30"),
        // ... but by day 15 ...
        ("2026-05-01T10:00:00+07:00", "2026-05-07"), ("2026-05-02T23:59:00+07:00", "2026-05-07"),
        // ... unless that leaves fewer than five days, in which the post must bring it, too.
        ("2026-05-03T00:01:00+07:00", "2026-05-11"), ("2026-05-06T23:59:00+07:00", "2026-05-13"),
        ("2026-05-07T00:01:00+07:00", "2026-05-14"), ("2026-06-01T10:00:00+07:00", "2026-06-08"),
    ])
    func `payment is due on the earlier of two days that leaves time`(issued: String, payBy: String) {
        let deadlines = TicketDeadlines(
            capturedAt: Samples.time("2026-04-22T09:46:54+07:00"), issuedAt: Samples.time(issued), zone: .jakarta,
            settings: settings,
            calendar: HolidayCalendar(), unitID: "jaya")
        #expect(deadlines.payBy == Samples.day(payBy))
    }

    @Test(arguments: 0..<40)
    func `a letter and the ticket in its envelope don't contradict each other`(daysLater: Int) {
        let violation = Samples.time("2026-04-22T09:46:54+07:00")
        let issued = violation.adding(seconds: Double(daysLater) * 86_400)
        let letter = NoticeDeadlines(
            capturedAt: violation, issuedAt: issued, zone: .jakarta, settings: settings, calendar: HolidayCalendar(),
            unitID: "jaya")
        let ticket = TicketDeadlines(
            capturedAt: violation, issuedAt: issued, zone: .jakarta, settings: settings, calendar: HolidayCalendar(),
            unitID: "jaya", answerBy: letter.answerBy)
        #expect(ticket.payBy >= letter.answerBy)
        #expect(ticket.payBy >= LocalTimeZone.jakarta.date(of: issued).adding(days: 5))
    }

    @Test(arguments: [
        ("2026-04-23", 21, "2026-05-14"), ("2026-04-23", 23, "2026-05-18"), ("2026-04-23", 24, "2026-05-18"),
    ])
    func `a hearing that would fall on a weekend is on Monday`(ticket: String, days: Int, hearing: String) {
        #expect(
            TicketDeadlines.hearing(
                ticketOn: Samples.day(ticket), days: days, calendar: HolidayCalendar(), unitID: "jaya")
                == Samples.day(hearing))
    }

    @Test func `what would be due on a holiday is due on the next working day`() {
        let holiday = Holiday(date: Samples.day("2026-04-30"), name: "x", scope: .unit("jaya"))
        let violation = Samples.time("2026-04-22T09:46:54+07:00")
        for (unit, answerBy) in [("jaya", "2026-05-01"), ("bali", "2026-04-30")] {
            let deadlines = NoticeDeadlines(
                capturedAt: violation, issuedAt: violation, zone: .jakarta, settings: settings,
                calendar: HolidayCalendar([holiday]), unitID: unit)
            #expect(deadlines.answerBy == Samples.day(answerBy))
        }
    }

    @Test func `settings that leave no time are reported together`() {
        #expect(settings.problems.isEmpty)
        let wrong = DeadlineSettings(letterDays: 0, answerDays: 0, paymentDays: 400, settleDays: 0)
        #expect(wrong.problems.count == 6)
    }
}
