import Domain

/// The last days of a letter, counted in the zone of the place.
public struct NoticeDeadlines: Hashable, Codable, Sendable {
    /// The day by which the letter must have gone out.
    public let letterBy: LocalDate
    /// The last day on which an answer counts.
    public let answerBy: LocalDate

    enum CodingKeys: String, CodingKey {
        case letterBy = "letter_by"
        case answerBy = "answer_by"
    }

    /// Letter by `letterDays` and answer by `answerDays` after the day of the violation.
    ///
    /// A letter that goes out late (it waited for an officer) leaves its owner as many days as the latest letter in time would
    /// have: the answer is then due `answerDays - letterDays` days after the letter. An answer that would be due on a day off is due
    /// on the unit's next working day.
    public init(
        capturedAt: Timestamp, issuedAt: Timestamp, zone: LocalTimeZone, settings: DeadlineSettings,
        calendar: HolidayCalendar, unitID: String
    ) {
        let violation = zone.date(of: capturedAt)
        letterBy = violation.adding(days: settings.letterDays)
        let issued = zone.date(of: issuedAt)
        let due = max(
            violation.adding(days: settings.answerDays),
            issued.adding(days: settings.answerDays - settings.letterDays))
        answerBy = calendar.workingDay(from: due, unit: unitID)
    }

    /// Whether a letter of that instant keeps the term: the whole last day counts.
    public func isInTime(letterAt issuedAt: Timestamp, zone: LocalTimeZone) -> Bool {
        issuedAt < zone.end(of: letterBy)
    }

    /// Whether an answer of that instant keeps the term: the whole last day counts.
    public func isInTime(answerAt: Timestamp, zone: LocalTimeZone) -> Bool {
        answerAt < zone.end(of: answerBy)
    }
}

/// The last day of a ticket.
public struct TicketDeadlines: Hashable, Codable, Sendable {
    /// The last day on which a payment counts.
    public let payBy: LocalDate

    enum CodingKeys: String, CodingKey {
        case payBy = "pay_by"
    }

    /// Within `paymentDays` of the ticket and by `settleDays` after the violation, whichever is earlier. A late ticket (a late answer, an
    /// objection) to which that leaves fewer days than a late letter has, `answerDays - letterDays`, could arrive after its own last
    /// day: then `paymentDays` after the ticket. A payment that would be due on a day off is due on the unit's next working day.
    ///
    /// - Parameter answerBy: the last day for an answer that the letter in the same envelope names: no payment is due before it. Nil for a
    ///   ticket that follows an answer.
    public init(
        capturedAt: Timestamp, issuedAt: Timestamp, zone: LocalTimeZone, settings: DeadlineSettings,
        calendar: HolidayCalendar, unitID: String, answerBy: LocalDate? = nil
    ) {
        let issued = zone.date(of: issuedAt)
        let settle = zone.date(of: capturedAt).adding(days: settings.settleDays)
        let term = issued.adding(days: settings.paymentDays)
        let leavesTime = settle >= issued.adding(days: settings.answerDays - settings.letterDays)
        let due = calendar.workingDay(from: leavesTime ? min(settle, term) : term, unit: unitID)
        payBy = max(due, answerBy ?? due)
    }

    /// Whether a payment of that instant keeps the term: the whole last day counts.
    public func isInTime(paymentAt: Timestamp, zone: LocalTimeZone) -> Bool {
        paymentAt < zone.end(of: payBy)
    }

    /// The hearing `days` after the ticket, or on the unit's next working day: courts don't sit at weekends and on holidays.
    public static func hearing(
        ticketOn issued: LocalDate, days: Int, calendar: HolidayCalendar, unitID: String
    ) -> LocalDate {
        calendar.workingDay(from: issued.adding(days: days), unit: unitID)
    }
}
