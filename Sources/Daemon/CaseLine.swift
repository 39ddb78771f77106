import Domain
import Journal

/// A case as `etle cases list --json` prints it: no personal data.
public struct CaseLine: Encodable, Sendable {
    /// Of the first letter; names the case.
    public let reference: String
    public let unit: String
    public let phase: LegalCase.Phase
    public let question: LegalCase.Question?
    public let ending: LegalCase.Ending?
    /// The reference of the letter that counts.
    public let letter: String
    public let ticket: String?
    /// When the letter that counts was issued.
    public let issuedOn: LocalDate
    /// The day of the case's last step: since when it has waited.
    public let since: LocalDate?
    /// What is to be paid now; null while no payment is awaited.
    public let owedRupiah: Int?
    public let paidRupiah: Int
    /// The last day of the running term; null where none runs.
    public let termEndsOn: LocalDate?
    public let blockedOn: LocalDate?
    /// The day of the hearing, where the court has yet to decide.
    public let hearingOn: LocalDate?

    init(_ record: CaseRecord, _ calendar: HolidayCalendar) {
        let value = record.value
        reference = record.reference
        unit = value.unitID
        phase = value.phase
        question = value.question
        ending = value.ending
        letter = value.letter.reference
        ticket = value.ticket?.number
        issuedOn = value.letter.issuedOn
        since = record.steppedAt.map(record.zone.date(of:))
        owedRupiah = value.phase == .ticketed ? value.owedRupiah : nil
        paidRupiah = value.paidRupiah
        termEndsOn = value.termEnd(calendar)
        blockedOn = value.openBlock?.on
        hearingOn = value.phase == .court ? value.hearing : nil
    }

    enum CodingKeys: String, CodingKey {
        case reference, unit, phase, question, ending, letter, ticket
        case issuedOn = "issued_on"
        case since
        case owedRupiah = "owed_rupiah"
        case paidRupiah = "paid_rupiah"
        case termEndsOn = "term_ends_on"
        case blockedOn = "blocked_on"
        case hearingOn = "hearing_on"
    }

    // What is not there is null, not absent: every line has the same keys.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(reference, forKey: .reference)
        try container.encode(unit, forKey: .unit)
        try container.encode(phase, forKey: .phase)
        try container.encode(question, forKey: .question)
        try container.encode(ending, forKey: .ending)
        try container.encode(letter, forKey: .letter)
        try container.encode(ticket, forKey: .ticket)
        try container.encode(issuedOn, forKey: .issuedOn)
        try container.encode(since, forKey: .since)
        try container.encode(owedRupiah, forKey: .owedRupiah)
        try container.encode(paidRupiah, forKey: .paidRupiah)
        try container.encode(termEndsOn, forKey: .termEndsOn)
        try container.encode(blockedOn, forKey: .blockedOn)
        try container.encode(hearingOn, forKey: .hearingOn)
    }
}

/// Everything about one case, for `etle cases show`.
public struct CasePage: Encodable, Sendable {
    public struct Step: Encodable, Sendable {
        public let at: String
        public let kind: String
        /// The ledger's payload: what was done, with hashes of words and files.
        public let payload: String
        public let sequence: Int64
        /// Why an officer did it, in the officer's words; may hold personal data.
        public let words: String?
    }

    /// Money that is to be paid back; listed in `out/refunds` for its day, too.
    public struct OwedBack: Encodable, Sendable {
        public let amountRupiah: Int
        public let cause: String
        public let since: LocalDate
        public let ticket: String
        public let bankReferences: [String]

        init(_ refund: RefundRecord) {
            amountRupiah = refund.amountRupiah
            cause = refund.cause.rawValue
            since = refund.owedOn
            ticket = refund.ticket
            bankReferences = refund.bankReferences
        }

        enum CodingKeys: String, CodingKey {
            case amountRupiah = "amount_rupiah"
            case cause, since, ticket
            case bankReferences = "bank_references"
        }
    }

    public let line: CaseLine
    /// `camera/event`.
    public let event: String
    public let value: LegalCase
    /// Oldest first; so are `owedBack` and `history`. Personal data: an officer asked for it.
    public let letters: [Letter]
    public let owedBack: [OwedBack]
    public let history: [Step]

    enum CodingKeys: String, CodingKey {
        case line = "case"
        case event, value, letters, history
        case owedBack = "owed_back"
    }
}
