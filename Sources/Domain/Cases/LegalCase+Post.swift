// What the post says of a case's letter and ticket.

extension LegalCase {
    /// The post took or delivered a document. What it says last counts, before what was assumed: a block that began in a term which
    /// wasn't over by that is lifted, and a return that a delivery corrects calls for no officer any more.
    mutating func post(
        _ name: String, on day: LocalDate, today: LocalDate, _ calendar: HolidayCalendar,
        _ change: (inout Posting) throws(CaseRefusal) -> Void
    ) throws(CaseRefusal) -> [CaseAction] {
        try requirePlausible(day, of: name, today: today)
        if name == ticket?.number {
            guard var posting = ticket?.posting else { return [] }
            try change(&posting)
            ticket?.posting = posting
        } else {
            try change(&letters[letters.count - 1].posting)
        }
        if phase == .review, question == .returned, !isBack {
            phase = ticket == nil ? .noticed : .ticketed
            question = nil
        }
        guard let block = openBlock, rests(block, on: name), let end = termEnd(before: block.cause, calendar),
            end >= block.on
        else { return [] }
        return lift(.postedLater, on: today)
    }

    /// Nobody got it: the clock stops, a block that rests on it is lifted, an officer finds another address.
    mutating func takeBack(_ name: String, on day: LocalDate, today: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        try requirePlausible(day, of: name, today: today)
        if name == ticket?.number {
            guard ticket?.posting.takeBack(on: day) == true else { return [] }
        } else {
            guard letters[letters.count - 1].posting.takeBack(on: day) else { return [] }
            // Whoever answered has read it, whatever the post says; and a ticket of its own has its own delivery.
            guard answeredOn == nil, ticket?.isWithLetter != false else { return [] }
        }
        guard phase == .noticed || phase == .ticketed else {
            return openBlock?.cause == .notPaid ? lift(.returned, on: today) : []
        }
        phase = .review
        question = .returned
        return lift(.returned, on: today)
    }

    /// Whether nobody has what the case's term rests on, since the post brought it back.
    private var isBack: Bool {
        ticket?.posting.returnedOn != nil
            || (letter.posting.returnedOn != nil && answeredOn == nil && ticket?.isWithLetter != false)
    }

    /// - Throws: if it is no letter or ticket of the case that counts, or wasn't made on that day yet, or that day is still to come.
    private func requirePlausible(_ day: LocalDate, of name: String, today: LocalDate) throws(CaseRefusal) {
        let issued: LocalDate
        if let ticket, name == ticket.number {
            issued = ticket.issuedOn ?? letter.issuedOn
        } else if formerTickets.contains(where: { $0.ticket.number == name }) {
            throw CaseRefusal(.superseded, "the ticket is void: a later letter or ticket has taken its place")
        } else {
            try requireCurrent(name)
            issued = letter.issuedOn
        }
        guard issued <= day, day <= today else {
            throw CaseRefusal(
                .implausibleDay, "the day is before the document was made (\(issued.iso8601)), or still to come")
        }
    }

    /// Whether a block follows from the delivery of this document, and not of one that was there before.
    private func rests(_ block: CaseBlock, on name: String) -> Bool {
        switch block.cause {
        case .noAnswer: name == letter.reference
        case .notPaid:
            name == ticket?.number
                ? (ticket?.issuedOn ?? letter.issuedOn) < block.on
                : ticket?.isWithLetter == true
        }
    }

    func requireCurrent(_ reference: String) throws(CaseRefusal) {
        guard letters.contains(where: { $0.reference == reference }) else {
            throw CaseRefusal(.notOfThisCase, "the case has no letter or ticket of this name")
        }
        guard reference == letter.reference else {
            throw CaseRefusal(.superseded, "a later letter has taken the place of this one")
        }
    }
}

extension Posting {
    /// What is delivered after it came back corrects the return. A list that tells everything once more says nothing new.
    /// - Throws: ``CaseRefusal`` `implausibleDay` for a delivery before the return, which doesn't hold any more.
    mutating func deliver(on day: LocalDate) throws(CaseRefusal) {
        if let returned = returnedOn ?? correctedReturnOn {
            guard deliveredOn != day else { return }
            guard returned <= day else {
                throw CaseRefusal(
                    .implausibleDay, "it came back on \(returned.iso8601): a delivery before that counts no more")
            }
            returnedOn = nil
            correctedReturnOn = returned
        }
        dispatchedOn = min(dispatchedOn ?? day, day)
        deliveredOn = day
    }

    /// It came back, unless that is nothing new, or a later delivery has corrected it, whichever of the two was told first.
    /// - Returns: whether nobody has it since.
    fileprivate mutating func takeBack(on day: LocalDate) -> Bool {
        guard returnedOn == nil, correctedReturnOn != day else { return false }
        if let deliveredOn, deliveredOn > day {
            correctedReturnOn = max(correctedReturnOn ?? day, day)
            return false
        }
        returnedOn = day
        return true
    }
}
