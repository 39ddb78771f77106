/// What must hold of every case at any time, written down a second time and apart from the steps. Tests check it each day of a
/// seeded year; the journal checks it before it commits a step.
public enum CaseInvariants {
    /// Everything that doesn't hold of `new`; empty if all does.
    /// - Parameters:
    ///   - old: the case before the step; nil for a new one.
    ///   - day: today, local.
    public static func broken(by new: LegalCase, after old: LegalCase?, on day: LocalDate) -> [String] {
        var broken: [String] = []
        func demand(_ holds: Bool, _ message: String) { if !holds { broken.append(message) } }
        if let old, old.phase == .closed { demand(new == old, "a closed case was changed") }
        demand(new.blocks.dropLast().allSatisfy { $0.liftedOn != nil }, "two blocks are open at once")
        demand(
            new.blocks.allSatisfy { block in block.liftedOn.map { $0 >= block.on } ?? true },
            "a block was lifted before it began")
        demand((new.phase == .closed) == (new.ending != nil), "ending and phase disagree")
        demand((new.phase == .review) == (new.question != nil), "question and phase disagree")
        if new.phase == .closed {
            demand(new.openBlock == nil, "a closed case leaves a block open")
            if new.ending == .paid, old?.openBlock != nil {
                demand(new.blocks.last?.liftedOn == new.closedOn, "a paid case was not unblocked on the same day")
            }
        }
        if let due = new.ticket?.dueRupiah {
            demand(
                new.paidRupiah < due || new.phase == .closed || new.phase == .court, "a case that is paid is not closed"
            )
            demand(
                new.paidRupiah < due || new.openBlock == nil, "a case that is paid leaves a block open")
        }
        if let block = new.openBlock, old?.openBlock != block {
            demand(block.on <= day, "a block lies in the future")
            demand(isFounded(block, new), "a block without a delivered letter whose term is over")
        }
        if let block = new.openBlock { demand(!cameBack(block, new), "a block rests on a letter that came back") }
        demand(
            new.formerTickets.starts(with: old?.formerTickets ?? []), "a former ticket is missing")
        if let gone = old?.ticket?.number, new.ticket?.number != gone {
            demand(new.formerTickets.last?.ticket.number == gone, "a ticket is missing")
        }
        demand(new.letters.count >= (old?.letters.count ?? 1), "a letter is missing")
        return broken
    }

    /// A block for want of a payment may rest on the ticket's own delivery, whatever became of the letter.
    private static func cameBack(_ block: CaseBlock, _ new: LegalCase) -> Bool {
        let letterCameBack = new.letter.posting.returnedOn != nil && new.answeredOn == nil
        switch block.cause {
        case .noAnswer: return letterCameBack
        case .notPaid:
            guard let ticket = new.ticket else { return false }
            return ticket.posting.returnedOn != nil || (ticket.isWithLetter && letterCameBack)
        }
    }

    private static func isFounded(_ block: CaseBlock, _ new: LegalCase) -> Bool {
        func reached(_ posting: Posting) -> Bool {
            guard posting.returnedOn == nil else { return false }
            if let delivered = posting.deliveredOn { return delivered < block.on }
            guard let dispatched = posting.dispatchedOn else { return false }
            return dispatched.adding(days: new.terms.deliveryDays) < block.on
        }
        switch block.cause {
        case .noAnswer: return reached(new.letter.posting) && new.letter.answerBy < block.on && new.answeredOn == nil
        case .notPaid:
            guard let ticket = new.ticket, ticket.payBy < block.on, ticket.posting.returnedOn == nil else {
                return false
            }
            return reached(ticket.posting)
                || (ticket.isWithLetter && (new.answeredOn != nil || reached(new.letter.posting)))
        }
    }
}
