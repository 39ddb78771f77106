// When a case's terms end, and what follows.

extension LegalCase {
    mutating func begin(_ day: LocalDate, _ calendar: HolidayCalendar) -> [CaseAction] {
        guard let due = termEnd(calendar), due < day else { return [] }
        if hasNamedDriver {
            phase = .review
            question = .namedPersonSilent
            return []
        }
        let cause: CaseBlock.Cause = phase == .noticed ? .noAnswer : .notPaid
        blocks.append(CaseBlock(on: day, cause: cause))
        return [.block(cause)]
    }

    /// Whether somebody was named as the driver since the owner was last written to. Whatever that person, or whoever is named by that
    /// person, leaves undone: the owner did what he had to.
    private var hasNamedDriver: Bool {
        letters.reversed().prefix { $0.recipient != .owner }.contains { $0.recipient == .driver }
    }

    /// The last day of the term that runs now; nil where none runs: nothing was delivered yet, an officer or a court is at work, or
    /// the block that follows is there already.
    public func termEnd(_ calendar: HolidayCalendar) -> LocalDate? {
        guard openBlock == nil else { return nil }
        switch phase {
        case .noticed: return termEnd(before: .noAnswer, calendar)
        case .ticketed: return termEnd(before: .notPaid, calendar)
        case .review, .confirmed, .court, .closed: return nil
        }
    }

    /// The last day before a block of this cause, whatever the phase; nil where nothing was delivered yet.
    func termEnd(before cause: CaseBlock.Cause, _ calendar: HolidayCalendar) -> LocalDate? {
        let printed: LocalDate
        let received: LocalDate?
        switch cause {
        case .noAnswer:
            printed = letter.answerBy
            received = letter.posting.receivedOn(terms)
        case .notPaid:
            guard let ticket, ticket.posting.returnedOn == nil else { return nil }
            printed = ticket.payBy
            received =
                ticket.posting.receivedOn(terms)
                ?? (ticket.isWithLetter ? answeredOn ?? letter.posting.receivedOn(terms) : nil)
        }
        guard let received else { return nil }
        return calendar.workingDay(from: max(printed, received.adding(days: terms.graceDays)), unit: unitID)
    }
}
