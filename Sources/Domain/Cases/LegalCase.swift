/// The legal life of one event that a letter went out for, from the first letter to the end. A pure value: what happens comes in
/// as a ``CaseStep`` with its day, what follows goes out as ``CaseAction``; it looks at no clock and no file.
///
/// It holds no personal data: names and addresses stand in the letters, which it knows by their references.
public struct LegalCase: Hashable, Codable, Sendable {
    public enum Phase: String, Codable, Sendable, CaseIterable {
        /// A letter is out, its answer is awaited.
        case noticed
        /// An officer must look; no term runs. ``LegalCase/question`` says why.
        case review
        /// The addressee drove; the ticket is being made.
        case confirmed
        /// A ticket is out, its payment is awaited.
        case ticketed
        /// The court decides; no term runs.
        case court
        case closed
    }

    /// Why an officer must look.
    public enum Question: String, Codable, Sendable, CaseIterable {
        /// The addressee says that it isn't that vehicle.
        case notMine = "not-mine"
        /// The post brought letter or ticket back.
        case returned = "letter-returned"
        /// Letters were passed on so often that a person must find out who is meant.
        case tooManyLetters = "too-many-letters"
        /// Somebody else was named as the driver, and doesn't answer or pay. The owner did what he had to, so no block follows.
        case namedPersonSilent = "named-person-silent"
        /// The ticket went out with the letter, and the answer names another driver, owner or address.
        case contestedTicket = "contested-ticket"
        /// Whom the owner named as the driver says that the vehicle is sold, which only its owner can know.
        case soldByDriver = "sold-by-driver"
        /// Somebody objected on paper or at the office.
        case objection
        /// The answer says that the vehicle was sold after the day of the violation: the buyer didn't own it then.
        case soldLater = "sold-after-violation"
        /// The answer says that the vehicle is sold, and not when: whether the buyer owned it on the day of the violation is open.
        case saleDayMissing = "sale-day-missing"
        /// Whom the answer names has no name, street or city that a letter could be sent to.
        case addressIncomplete = "address-incomplete"
    }

    public enum Ending: String, Codable, Sendable, CaseIterable {
        case paid, judged, withdrawn
    }

    /// The event's unit, whose calendar counts.
    public let unitID: String
    public let terms: CaseTerms
    public internal(set) var phase: Phase
    /// Never empty; the last one counts, those before are superseded.
    public internal(set) var letters: [CaseLetter]
    /// The day on which the last letter was answered; nil while it is not.
    public internal(set) var answeredOn: LocalDate?
    public internal(set) var question: Question?
    public internal(set) var ticket: CaseTicket?
    /// Oldest first; nil where there are none.
    private var former: [FormerTicket]?
    /// What the court decided, in whole rupiah; nil where none did, and in cases that a version judged that didn't keep it.
    public internal(set) var judgedRupiah: Int?
    public internal(set) var paidRupiah = 0
    public internal(set) var hearing: LocalDate?
    /// Oldest first; at most the last one is open.
    public internal(set) var blocks: [CaseBlock] = []
    public internal(set) var ending: Ending?
    public internal(set) var closedOn: LocalDate?

    /// A case begins with its first letter.
    public init(unitID: String, letter: CaseLetter, terms: CaseTerms) {
        self.unitID = unitID
        self.terms = terms
        phase = .noticed
        letters = [letter]
    }

    /// The letter that counts.
    public var letter: CaseLetter { letters[letters.count - 1] }

    public var openBlock: CaseBlock? { blocks.last.flatMap { $0.liftedOn == nil ? $0 : nil } }

    /// Tickets whose place another one or a further letter has taken, oldest first.
    public internal(set) var formerTickets: [FormerTicket] {
        get { former ?? [] }
        set { former = newValue.isEmpty ? nil : newValue }
    }

    /// A ticket of the case, also a former one, by its number.
    public func ticket(numbered number: String) -> CaseTicket? {
        ticket?.number == number ? ticket : formerTickets.first { $0.ticket.number == number }?.ticket
    }

    /// What is still owed; nil while there is no ticket.
    public var owedRupiah: Int? { ticket.map { max(0, $0.dueRupiah - paidRupiah) } }

    enum CodingKeys: String, CodingKey {
        case unitID = "unit"
        case terms, phase, letters
        case answeredOn = "answered_on"
        case question, ticket
        case former = "former_tickets"
        case judgedRupiah = "judged_rupiah"
        case paidRupiah = "paid_rupiah"
        case hearing, blocks, ending
        case closedOn = "closed_on"
    }
}
