extension LegalCase {
    /// Takes a step and says what must be done because of it.
    ///
    /// - Parameter calendar: a term that ends on a day off goes on to the unit's next working day.
    /// - Throws: ``CaseRefusal``; the case is then unchanged.
    public mutating func apply(_ step: CaseStep, calendar: HolidayCalendar) throws(CaseRefusal) -> [CaseAction] {
        guard phase != .closed else {
            throw CaseRefusal(.closed, "the case is closed (\(ending?.rawValue ?? "")): nothing changes any more")
        }
        switch step {
        case .dispatched(let name, let day): return try post(name) { $0.dispatchedOn = $0.dispatchedOn ?? day }
        case .delivered(let name, let day):
            return try post(name) { posting in
                posting.dispatchedOn = posting.dispatchedOn ?? day
                posting.deliveredOn = posting.deliveredOn ?? day
            }
        case .returned(let name, let day): return try takeBack(name, on: day)
        case .answered(let answer, let letter, let further, let day):
            return try take(answer, to: letter, further: further, on: day)
        case .resent(let letter, let day):
            guard ticket == nil, phase == .noticed || phase == .review else {
                throw CaseRefusal(.notAwaited, "no letter can follow: the case is \(phase.rawValue)")
            }
            return send(letter, on: day)
        case .ticketed(let ticket):
            guard self.ticket == nil, phase == .confirmed || (phase == .noticed && ticket.isWithLetter) else {
                throw CaseRefusal(.notAwaited, "no ticket follows now: the case is \(phase.rawValue)")
            }
            self.ticket = ticket
            phase = .ticketed
            return []
        case .paid(let rupiah, let day): return try pay(rupiah, on: day)
        case .resumed(let payBy):
            guard ticket != nil, phase == .review else {
                throw CaseRefusal(.notAwaited, "no ticket of this case waits for an officer")
            }
            ticket?.payBy = payBy
            ticket?.posting = Posting()
            phase = .ticketed
            question = nil
            return []
        case .courtChosen(let hearing, let day):
            guard ticket != nil else { throw CaseRefusal(.noTicket, "there is no ticket that a court could judge") }
            self.hearing = hearing
            answeredOn = answeredOn ?? day
            phase = .court
            question = nil
            return []
        case .judged(let fine, let payBy, let day): return try judge(fine, payBy: payBy, on: day)
        case .withdrawn(let day): return close(.withdrawn, lift: .withdrawn, surplus: paidRupiah, on: day)
        case .madeInTime(let made, let day):
            guard let block = openBlock, made < block.on else {
                throw CaseRefusal(.notAwaited, "no block of this case is younger than the answer or payment")
            }
            return lift(.inTime, on: day)
        case .dayBegan(let day): return begin(day, calendar)
        }
    }

    /// How an amount fits what is owed.
    public enum PaymentFit: String, Hashable, Sendable {
        case exact, part, over
    }

    /// Nil where nothing is owed: no ticket yet.
    public func fit(ofRupiah rupiah: Int) -> PaymentFit? {
        owedRupiah.map { rupiah == $0 ? .exact : rupiah < $0 ? .part : .over }
    }

    // MARK: Post

    private mutating func post(_ name: String, _ change: (inout Posting) -> Void) throws(CaseRefusal) -> [CaseAction] {
        if name == ticket?.number {
            if ticket?.posting.returnedOn == nil, let posting = ticket?.posting {
                var posting = posting
                change(&posting)
                ticket?.posting = posting
            }
            return []
        }
        try requireCurrent(name)
        if letter.posting.returnedOn == nil { change(&letters[letters.count - 1].posting) }
        return []
    }

    /// Nobody got it: the clock stops, a block that rests on it is lifted, an officer finds another address.
    private mutating func takeBack(_ name: String, on day: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        if name == ticket?.number {
            guard ticket?.posting.returnedOn == nil else { return [] }
            ticket?.posting.returnedOn = day
        } else {
            try requireCurrent(name)
            guard letter.posting.returnedOn == nil else { return [] }
            letters[letters.count - 1].posting.returnedOn = day
            // Whoever answered has read it, whatever the post says.
            guard answeredOn == nil else { return [] }
        }
        guard phase == .noticed || phase == .ticketed else { return [] }
        phase = .review
        question = .returned
        return lift(.returned, on: day)
    }

    private func requireCurrent(_ reference: String) throws(CaseRefusal) {
        guard letters.contains(where: { $0.reference == reference }) else {
            throw CaseRefusal(.notOfThisCase, "the case has no letter or ticket of this name")
        }
        guard reference == letter.reference else {
            throw CaseRefusal(.superseded, "a later letter has taken the place of this one")
        }
    }

    // MARK: Answers

    private mutating func take(
        _ answer: AnswerKind, to reference: String, further: CaseLetter?, on day: LocalDate
    ) throws(CaseRefusal) -> [CaseAction] {
        try requireCurrent(reference)
        guard answeredOn == nil, phase == .noticed || phase == .ticketed else {
            throw CaseRefusal(.notAwaited, "the letter was answered before, or an officer looks at the case")
        }
        answeredOn = day
        if phase == .ticketed {
            if answer != .driver {
                phase = .review
                question = answer == .notMine ? .notMine : .contestedTicket
            }
            return []
        }
        switch answer {
        case .driver:
            phase = .confirmed
            return [.ticket]
        case .notMine:
            phase = .review
            question = .notMine
            return []
        case .otherDriver, .sold, .moved:
            guard let further, letters.count < terms.mostLetters else {
                phase = .review
                question = .tooManyLetters
                return []
            }
            return send(further, on: day)
        }
    }

    private mutating func send(_ further: CaseLetter, on day: LocalDate) -> [CaseAction] {
        letters.append(further)
        answeredOn = nil
        question = nil
        phase = .noticed
        return [.letter(further)] + lift(.passedOn, on: day)
    }

    // MARK: Money and court

    private mutating func pay(_ rupiah: Int, on day: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        guard let due = ticket?.dueRupiah else { throw CaseRefusal(.noTicket, "there is no ticket to pay") }
        paidRupiah += rupiah
        guard paidRupiah >= due else { return [] }
        return close(.paid, lift: .paid, surplus: paidRupiah - due, on: day)
    }

    private mutating func judge(_ fine: Int, payBy: LocalDate, on day: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        guard phase == .court else { throw CaseRefusal(.notAwaited, "the case isn't before the court") }
        guard paidRupiah < fine else {
            return close(.judged, lift: .judged, surplus: paidRupiah - fine, on: day)
        }
        ticket?.dueRupiah = fine
        ticket?.payBy = payBy
        phase = .ticketed
        return []
    }

    private mutating func close(
        _ ending: Ending, lift: CaseBlock.Lift, surplus: Int, on day: LocalDate
    ) -> [CaseAction] {
        phase = .closed
        self.ending = ending
        closedOn = day
        question = nil
        return self.lift(lift, on: day) + (surplus > 0 ? [.refund(rupiah: surplus)] : [])
    }

    private mutating func lift(_ cause: CaseBlock.Lift, on day: LocalDate) -> [CaseAction] {
        guard openBlock != nil else { return [] }
        blocks[blocks.count - 1].liftedOn = day
        blocks[blocks.count - 1].lift = cause
        return [.unblock(cause)]
    }

    // MARK: Terms

    private mutating func begin(_ day: LocalDate, _ calendar: HolidayCalendar) -> [CaseAction] {
        guard let due = termEnd(calendar), due < day else { return [] }
        if letter.recipient == .driver {
            phase = .review
            question = .namedPersonSilent
            return []
        }
        let cause: CaseBlock.Cause = phase == .noticed ? .noAnswer : .notPaid
        blocks.append(CaseBlock(on: day, cause: cause))
        return [.block(cause)]
    }

    /// The last day of the term that runs now; nil where none runs: nothing was delivered yet, an officer or a court is at work, or
    /// the block that follows is there already.
    public func termEnd(_ calendar: HolidayCalendar) -> LocalDate? {
        guard openBlock == nil else { return nil }
        let printed: LocalDate
        let received: LocalDate?
        switch phase {
        case .noticed:
            printed = letter.answerBy
            received = letter.posting.receivedOn(terms)
        case .ticketed:
            guard let ticket else { return nil }
            printed = ticket.payBy
            received =
                ticket.posting.returnedOn != nil
                ? nil
                : ticket.posting.receivedOn(terms)
                    ?? (ticket.isWithLetter ? answeredOn ?? letter.posting.receivedOn(terms) : nil)
        case .review, .confirmed, .court, .closed: return nil
        }
        guard let received else { return nil }
        return calendar.workingDay(from: max(printed, received.adding(days: terms.graceDays)), unit: unitID)
    }
}
