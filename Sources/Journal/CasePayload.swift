import Domain
import Storage

/// What the ledger says of a step. No personal data: words and bank references as their hashes.
struct CasePayload: Encodable {
    /// SHA-256 of the case's canonical JSON after the step.
    var legalCase = ""
    let step: String
    var letter: String?
    var day: LocalDate?
    var answer: AnswerKind?
    var amountRupiah: Int?
    var refundRupiah: Int?
    /// The number of the ticket that is void from this step on.
    var formerTicket: String?
    let officer: String?
    let reason: String?
    let file: String?
    let bankReference: String?
    /// When an answer or payment was made that came after a block; when an objection was made or the hearing chosen.
    var madeOn: LocalDate?
    /// The day of the hearing that the offender chose.
    var hearing: LocalDate?

    init(_ step: CaseStep, _ source: CaseSource) {
        self.step = step.name
        officer = source.officer
        reason = source.reason.map { Digest.sha256($0.utf8) }
        file = source.file
        bankReference = source.bankReference.map { Digest.sha256($0.utf8) }
        switch step {
        case .dispatched(let name, let day, _), .delivered(let name, let day, _), .returned(let name, let day, _):
            (letter, self.day) = (name, day)
        case .answered(let answer, let letter, _, _, let day):
            (self.answer, self.letter, self.day) = (answer, letter, day)
        case .resent(let letter, let day): (self.letter, self.day) = (letter.reference, day)
        case .ticketed(let ticket): letter = ticket.number
        case .resumed(let payBy, _): day = payBy
        case .paid(let rupiah, let day): (amountRupiah, self.day) = (rupiah, day)
        case .withdrawn(let day), .dayBegan(let day): self.day = day
        case .courtChosen(let hearing, let chosen, let day):
            (self.hearing, madeOn, self.day) = (hearing, chosen ?? day, day)
        case .madeInTime(let made, let day), .objected(let made, let day): (madeOn, self.day) = (made, day)
        case .judged(let fine, _, let day): (amountRupiah, self.day) = (fine, day)
        }
    }

    enum CodingKeys: String, CodingKey {
        case legalCase = "case"
        case step, letter, day, answer
        case amountRupiah = "amount_rupiah"
        case refundRupiah = "refund_rupiah"
        case formerTicket = "former_ticket"
        case officer, reason, file
        case bankReference = "bank_reference"
        case madeOn = "made_on"
        case hearing
    }
}
