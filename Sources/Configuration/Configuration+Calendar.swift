import Domain

extension Configuration {
    /// How long before a term could end in a year without holidays there is a warning: the decree is out by then, or asked for.
    private static let notice = 30

    /// The longest that a term set on one day may take, days off left out.
    private var longestTerm: Int {
        let days = deadlines
        return days.deliveryDays
            + max(days.answerDays, days.paymentDays, days.settleDays, days.hearingDays)
    }

    /// What operators must know of the holidays: terms that end in a year of which none are entered take New Year and feasts for
    /// working days. Nil if every term that is set within a month ends in a year that has them.
    /// - Parameter day: today.
    public func calendarWarning(on day: LocalDate) -> String? {
        let calendar = holidayCalendar
        let end = day.adding(days: longestTerm + Configuration.notice)
        guard let year = (day.year...end.year).first(where: { !calendar.covers(year: $0) }) else { return nil }
        return "no public holidays of \(year) are known, and terms end there soon: enter the year's decree in "
            + "\(paths.holidays ?? "a holidays.csv of your own (paths.holidays)")"
    }
}
