// Objections at the office, the court, and how far days may lie that officers enter.

extension LegalCase {
    /// How long ago an objection or the choice of a hearing may have been made when an officer enters it, in days.
    static let mostDaysLate = 90
    /// How far ahead a hearing may be, in days.
    static let mostDaysToHearing = 400

    /// An objection on paper or at the office: an officer looks, and no term runs. One that was made before the block lifts it.
    mutating func object(madeOn made: LocalDate, on day: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        let isInTime = openBlock.map { made < $0.on } ?? false
        switch phase {
        case .noticed, .ticketed: break
        case .review where isInTime: break
        case .review: throw CaseRefusal(.notAwaited, "an officer looks at the case already")
        case .confirmed, .court, .closed:
            throw CaseRefusal(.notAwaited, "no objection can be examined: the case is \(phase.rawValue)")
        }
        try requireEntered(made, on: day)
        if phase != .review {
            phase = .review
            question = .objection
        }
        answeredOn = answeredOn ?? made
        return isInTime ? lift(.inTime, on: day) : []
    }

    /// The offender chose the hearing, or it was moved to another day. A block that began after the choice had no reason.
    mutating func chooseCourt(
        hearing: LocalDate, chosenOn chosen: LocalDate, on day: LocalDate
    ) throws(CaseRefusal) -> [CaseAction] {
        guard ticket != nil else { throw CaseRefusal(.noTicket, "there is no ticket that a court could judge") }
        guard judgedRupiah == nil else { throw CaseRefusal(.notAwaited, "the court has judged this ticket already") }
        let last = day.adding(days: LegalCase.mostDaysToHearing)
        guard (day...last).contains(hearing) else {
            throw CaseRefusal(
                .implausibleDay, "the hearing must be from today (\(day.iso8601)) to \(last.iso8601)")
        }
        try requireEntered(chosen, on: day)
        self.hearing = hearing
        answeredOn = answeredOn ?? chosen
        phase = .court
        question = nil
        guard let block = openBlock, chosen < block.on else { return [] }
        return lift(.inTime, on: day)
    }

    mutating func judge(_ fine: Int, payBy: LocalDate, on day: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        guard phase == .court else { throw CaseRefusal(.notAwaited, "the case isn't before the court") }
        if paidRupiah < fine { try requirePayBy(payBy, on: day) }
        judgedRupiah = fine
        guard paidRupiah < fine else {
            return close(.judged, lift: .judged, surplus: paidRupiah - fine, on: day)
        }
        return replaceTicket(payBy: payBy, on: day)
    }

    /// - Throws: if a last day to pay is over, or so far ahead that nothing would follow from it for months.
    func requirePayBy(_ payBy: LocalDate, on day: LocalDate) throws(CaseRefusal) {
        // Never less than the configuration itself may give.
        let last = day.adding(days: max(90, (terms.days?.payment ?? 180) + 31))
        guard (day...last).contains(payBy) else {
            throw CaseRefusal(
                .implausibleDay, "the last day to pay must be from today (\(day.iso8601)) to \(last.iso8601)")
        }
    }

    /// - Throws: if an officer cannot have got something on that day: it is before the letter, still to come, or too long ago.
    private func requireEntered(_ made: LocalDate, on day: LocalDate) throws(CaseRefusal) {
        let first = max(letter.issuedOn, day.adding(days: -LegalCase.mostDaysLate))
        guard first <= made, made <= day else {
            throw CaseRefusal(
                .implausibleDay,
                """
                the day on which it was made must be from \(first.iso8601) (the letter, or \(LegalCase.mostDaysLate) days ago) \
                to today (\(day.iso8601))
                """)
        }
    }
}
