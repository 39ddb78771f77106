/// The terms that a case began under; a change of the configuration changes no running case.
public struct CaseTerms: Hashable, Codable, Sendable {
    /// Days after which a dispatched letter counts as delivered, if the post hasn't brought it back.
    public var deliveryDays: Int
    /// Days that whoever gets a letter or ticket late is left to answer or pay.
    public var graceDays: Int
    /// How many letters may go out in a case before a person must look; at least 1.
    public var mostLetters: Int
    /// Days for letters, answers and payments; nil in cases of versions that went by the configuration of the day.
    public var days: Days?

    /// The days that printed terms are counted from, as `deadlines` of the configuration has them.
    public struct Days: Hashable, Codable, Sendable {
        public var letter: Int
        public var answer: Int
        public var payment: Int
        public var settle: Int
        public var hearing: Int

        public init(letter: Int, answer: Int, payment: Int, settle: Int, hearing: Int) {
            self.letter = letter
            self.answer = answer
            self.payment = payment
            self.settle = settle
            self.hearing = hearing
        }
    }

    public init(
        deliveryDays: Int = 3, graceDays: Int = 5, mostLetters: Int = 3, days: Days? = nil
    ) {
        self.deliveryDays = deliveryDays
        self.graceDays = graceDays
        self.mostLetters = mostLetters
        self.days = days
    }

    enum CodingKeys: String, CodingKey {
        case deliveryDays = "delivery_days"
        case graceDays = "grace_days"
        case mostLetters = "most_letters"
        case days
    }
}

/// What the post did with a letter or ticket; local days of the unit.
public struct Posting: Hashable, Codable, Sendable {
    public var dispatchedOn: LocalDate?
    public var deliveredOn: LocalDate?
    public var returnedOn: LocalDate?
    /// The day of a return that a later delivery has corrected.
    public internal(set) var correctedReturnOn: LocalDate?

    public init(dispatchedOn: LocalDate? = nil, deliveredOn: LocalDate? = nil, returnedOn: LocalDate? = nil) {
        self.dispatchedOn = dispatchedOn
        self.deliveredOn = deliveredOn
        self.returnedOn = returnedOn
    }

    /// The day on which it was delivered, or counts as delivered; nil if it came back or was never handed to the post.
    public func receivedOn(_ terms: CaseTerms) -> LocalDate? {
        guard returnedOn == nil else { return nil }
        return deliveredOn ?? dispatchedOn?.adding(days: terms.deliveryDays)
    }

    enum CodingKeys: String, CodingKey {
        case dispatchedOn = "dispatched_on"
        case deliveredOn = "delivered_on"
        case returnedOn = "returned_on"
        case correctedReturnOn = "corrected_return_on"
    }
}

/// A letter of a case.
public struct CaseLetter: Hashable, Codable, Sendable {
    /// Whom it is for.
    public enum Recipient: String, Codable, Sendable, CaseIterable {
        /// The registered owner.
        case owner
        /// Who bought the vehicle, as an answer says or an officer found.
        case buyer
        /// Who drove, as an answer says or an officer found.
        case driver
    }

    public let reference: String
    public let recipient: Recipient
    public let issuedOn: LocalDate
    /// The last day for an answer, as printed.
    public let answerBy: LocalDate
    public internal(set) var posting: Posting

    public init(
        reference: String, recipient: Recipient, issuedOn: LocalDate, answerBy: LocalDate, posting: Posting = Posting()
    ) {
        self.reference = reference
        self.recipient = recipient
        self.issuedOn = issuedOn
        self.answerBy = answerBy
        self.posting = posting
    }

    enum CodingKeys: String, CodingKey {
        case reference, recipient
        case issuedOn = "issued_on"
        case answerBy = "answer_by"
        case posting
    }
}

/// A ticket that another one, or a further letter, has taken the place of. Its number stays taken.
public struct FormerTicket: Hashable, Codable, Sendable {
    public let ticket: CaseTicket
    /// The day on which it became void.
    public let voidOn: LocalDate

    enum CodingKeys: String, CodingKey {
        case ticket
        case voidOn = "void_on"
    }
}

/// A case's ticket.
public struct CaseTicket: Hashable, Codable, Sendable {
    public let number: String
    /// Whole rupiah: the deposit, or what the court decided.
    public let dueRupiah: Int
    /// The last day to pay, as printed.
    public let payBy: LocalDate
    public internal(set) var posting: Posting
    /// Whether it lies in one envelope with the letter.
    public let isWithLetter: Bool
    /// Nil in tickets of versions that didn't keep it.
    public let issuedOn: LocalDate?

    public init(
        number: String, dueRupiah: Int, payBy: LocalDate, isWithLetter: Bool, issuedOn: LocalDate? = nil,
        posting: Posting = Posting()
    ) {
        self.number = number
        self.issuedOn = issuedOn
        self.dueRupiah = dueRupiah
        self.payBy = payBy
        self.isWithLetter = isWithLetter
        self.posting = posting
    }

    enum CodingKeys: String, CodingKey {
        case number
        case dueRupiah = "due_rupiah"
        case payBy = "pay_by"
        case posting
        case isWithLetter = "is_with_letter"
        case issuedOn = "issued_on"
    }
}

/// A block of the vehicle's STNK.
public struct CaseBlock: Hashable, Codable, Sendable {
    public enum Cause: String, Codable, Sendable, CaseIterable {
        case noAnswer = "no-answer"
        case notPaid = "not-paid"
    }

    public enum Lift: String, Codable, Sendable, CaseIterable {
        case paid, judged, withdrawn
        /// The letter that it rests on came back: nobody got it.
        case returned = "letter-returned"
        /// A letter went to another person or address; its own term runs now.
        case passedOn = "passed-on"
        /// The answer, payment, objection or choice of the hearing was made before the block and became known after it.
        case inTime = "in-time"
        /// The post says that letter or ticket came later than was assumed: the term wasn't over.
        case postedLater = "posted-later"
    }

    public let on: LocalDate
    public let cause: Cause
    public internal(set) var liftedOn: LocalDate?
    public internal(set) var lift: Lift?

    public init(on: LocalDate, cause: Cause) {
        self.on = on
        self.cause = cause
    }

    enum CodingKeys: String, CodingKey {
        case on, cause
        case liftedOn = "lifted_on"
        case lift
    }
}
