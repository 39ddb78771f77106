/// What an addressee answers to a letter.
public enum AnswerKind: String, Codable, Sendable, CaseIterable {
    case driver
    case otherDriver = "other-driver"
    case sold
    case notMine = "not-mine"
    case moved

    /// Whom the letter goes to that follows from the answer; nil if none follows.
    public var nextRecipient: CaseLetter.Recipient? {
        switch self {
        case .otherDriver: .driver
        case .sold: .buyer
        case .moved: .owner
        case .driver, .notMine: nil
        }
    }
}

/// Something that happens to a case. Days are local days of the unit.
public enum CaseStep: Hashable, Sendable {
    /// The post took, delivered or brought back a letter (by its reference) or ticket (by its number): on a day that the post names, of
    /// which the case learns today.
    case dispatched(String, on: LocalDate, today: LocalDate)
    case delivered(String, on: LocalDate, today: LocalDate)
    case returned(String, on: LocalDate, today: LocalDate)
    /// `further` is the letter that goes out if the answer asks for one; `doubt` why none may go out before an officer has looked.
    case answered(
        AnswerKind, letter: String, further: CaseLetter?, doubt: LegalCase.Question? = nil, on: LocalDate)
    /// An officer sends another letter: to a corrected address, to another person, or after an objection that doesn't hold. A ticket on
    /// which nothing was paid becomes void by it.
    case resent(CaseLetter, on: LocalDate)
    case ticketed(CaseTicket)
    /// An officer looked: the accusation stands. Another ticket with a new last day to pay takes the place of the one that is out.
    case resumed(payBy: LocalDate, on: LocalDate)
    case paid(rupiah: Int, on: LocalDate)
    /// An objection on paper or at the office, made on a day that an officer enters.
    case objected(LocalDate, on: LocalDate)
    /// `chosenOn` is the day on which the offender said so; nil for the day of the step.
    case courtChosen(hearing: LocalDate, chosenOn: LocalDate? = nil, on: LocalDate)
    /// The court's fine (0: acquitted) and the last day to pay what isn't paid yet, by another ticket.
    case judged(fineRupiah: Int, payBy: LocalDate, on: LocalDate)
    /// An officer ends the case. Who and why stands in the ledger.
    case withdrawn(on: LocalDate)
    /// An answer or payment was made on a day before the block and came after it: the block had no reason.
    case madeInTime(LocalDate, on: LocalDate)
    /// A day has begun: terms may have ended with the one before.
    case dayBegan(LocalDate)

    /// The step's stable name, as the ledger has it.
    public var name: String {
        switch self {
        case .dispatched: "dispatched"
        case .delivered: "delivered"
        case .returned: "returned"
        case .answered: "answered"
        case .resent: "resent"
        case .ticketed: "ticketed"
        case .resumed: "resumed"
        case .paid: "paid"
        case .objected: "objected"
        case .courtChosen: "court"
        case .judged: "judged"
        case .withdrawn: "withdrawn"
        case .madeInTime: "made-in-time"
        case .dayBegan: "term-ended"
        }
    }
}

/// What must be done because of a step, in the same transaction.
public enum CaseAction: Hashable, Sendable {
    /// The further letter that the step brought goes out.
    case letter(CaseLetter)
    /// A ticket is made for the last letter's addressee.
    case ticket
    /// Another ticket is made for the same offender, in the place of the former one.
    case replacement(payBy: LocalDate)
    /// The ticket with this number counts no more.
    case void(String)
    case block(CaseBlock.Cause)
    case unblock(CaseBlock.Lift)
    /// Whole rupiah that were paid and aren't owed.
    case refund(rupiah: Int)
}

/// Why a case refuses a step; it is as it was before.
public struct CaseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// Nothing changes after closing.
        case closed
        /// The letter or ticket isn't one of this case.
        case notOfThisCase = "not-of-this-case"
        /// A later letter has taken this one's place.
        case superseded
        /// The case doesn't wait for this now.
        case notAwaited = "not-awaited"
        /// There is no ticket to pay or to take to court.
        case noTicket = "no-ticket"
        /// The post names a day before the document was made, one that hasn't come yet, or a delivery before a return; or a day that an
        /// officer enters lies outside the bounds that the message names.
        case implausibleDay = "implausible-day"
        /// Something was paid on the ticket.
        case partPaid = "part-paid"
    }

    public let code: Code
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
