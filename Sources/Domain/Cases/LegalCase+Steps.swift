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
        case .dispatched(let name, let day, let today):
            return try post(name, on: day, today: today, calendar) { (posting) throws(CaseRefusal) in
                if posting.returnedOn == nil { posting.dispatchedOn = day }
            }
        case .delivered(let name, let day, let today):
            return try post(name, on: day, today: today, calendar) { (posting) throws(CaseRefusal) in
                try posting.deliver(on: day)
            }
        case .returned(let name, let day, let today): return try takeBack(name, on: day, today: today)
        case .answered(let answer, let letter, let further, let doubt, let day):
            return try take(answer, to: letter, further: further, doubt: doubt, on: day)
        case .resent(let letter, let day): return try resend(letter, on: day)
        case .ticketed(let ticket):
            guard self.ticket == nil, phase == .confirmed || (phase == .noticed && ticket.isWithLetter) else {
                throw CaseRefusal(.notAwaited, "no ticket follows now: the case is \(phase.rawValue)")
            }
            self.ticket = ticket
            phase = .ticketed
            return []
        case .paid(let rupiah, let day): return try pay(rupiah, on: day)
        case .resumed(let payBy, let day):
            guard ticket != nil, phase == .review else {
                throw CaseRefusal(.notAwaited, "no ticket of this case waits for an officer")
            }
            try requirePayBy(payBy, on: day)
            return replaceTicket(payBy: payBy, on: day)
        case .objected(let made, let day): return try object(madeOn: made, on: day)
        case .courtChosen(let hearing, let chosen, let day):
            return try chooseCourt(hearing: hearing, chosenOn: chosen ?? day, on: day)
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

    // MARK: Answers

    /// Whether the case takes an answer to its last letter.
    public var isOpenToAnswers: Bool {
        // An officer who looks because the named person was silent waits for nothing but this answer.
        let isSilent = phase == .review && question == .namedPersonSilent
        return answeredOn == nil && (phase == .noticed || phase == .ticketed || isSilent)
    }

    private mutating func take(
        _ answer: AnswerKind, to reference: String, further: CaseLetter?, doubt: Question?, on day: LocalDate
    ) throws(CaseRefusal) -> [CaseAction] {
        try requireCurrent(reference)
        guard isOpenToAnswers else {
            throw CaseRefusal(.notAwaited, "the letter was answered before, or an officer looks at the case")
        }
        answeredOn = day
        if ticket != nil {
            if answer != .driver {
                phase = .review
                question = answer == .notMine ? .notMine : .contestedTicket
            }
            return []
        }
        question = nil
        if answer == .sold, letter.recipient == .driver {
            phase = .review
            question = .soldByDriver
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
            guard doubt == nil, let further, letters.count < terms.mostLetters else {
                phase = .review
                question = doubt ?? .tooManyLetters
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

    /// Another letter takes the place of the last one, and of its ticket.
    private mutating func resend(_ letter: CaseLetter, on day: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        guard phase == .noticed || phase == .review else {
            throw CaseRefusal(.notAwaited, "no letter can follow: the case is \(phase.rawValue)")
        }
        guard ticket == nil || paidRupiah == 0 else {
            throw CaseRefusal(
                .partPaid, "no letter can follow: something was paid on the ticket; let it stand (resume) or withdraw")
        }
        let gone = retireTicket(on: day)
        judgedRupiah = nil
        return (gone.map { [.void($0)] } ?? []) + send(letter, on: day)
    }

    // MARK: Tickets

    /// The ticket becomes a former one. Returns its number.
    private mutating func retireTicket(on day: LocalDate) -> String? {
        guard let gone = ticket else { return nil }
        formerTickets.append(FormerTicket(ticket: gone, voidOn: day))
        ticket = nil
        return gone.number
    }

    /// The ticket in the offender's hand says another day or amount than what holds now: another one takes its place.
    mutating func replaceTicket(payBy: LocalDate, on day: LocalDate) -> [CaseAction] {
        guard let gone = retireTicket(on: day) else { return [] }
        phase = .confirmed
        question = nil
        return [.void(gone), .replacement(payBy: payBy)]
    }

    // MARK: Money

    private mutating func pay(_ rupiah: Int, on day: LocalDate) throws(CaseRefusal) -> [CaseAction] {
        guard let due = ticket?.dueRupiah else { throw CaseRefusal(.noTicket, "there is no ticket to pay") }
        paidRupiah += rupiah
        guard paidRupiah >= due else { return [] }
        // What the court decides may be less: what was paid too much is known then.
        if phase == .court { return lift(.paid, on: day) }
        return close(.paid, lift: .paid, surplus: paidRupiah - due, on: day)
    }

    mutating func close(
        _ ending: Ending, lift: CaseBlock.Lift, surplus: Int, on day: LocalDate
    ) -> [CaseAction] {
        phase = .closed
        self.ending = ending
        closedOn = day
        question = nil
        return self.lift(lift, on: day) + (surplus > 0 ? [.refund(rupiah: surplus)] : [])
    }

    mutating func lift(_ cause: CaseBlock.Lift, on day: LocalDate) -> [CaseAction] {
        guard openBlock != nil else { return [] }
        blocks[blocks.count - 1].liftedOn = day
        blocks[blocks.count - 1].lift = cause
        return [.unblock(cause)]
    }
}
