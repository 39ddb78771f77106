import Configuration
import Domain
import Issuance
import Journal

// Letters and tickets from decisions: the running number comes with the transaction, randomness and time from the engine.

extension Engine {
    /// The letter that follows from a decision, made when its number is known.
    ///
    /// - Parameter plate: what it is about, which an officer may have named.
    func noticeDraft(
        _ event: EventRecord, _ decision: Decision, about plate: String?, issuedAt: Timestamp
    ) throws -> (unitYear: (unit: String, year: Int), draft: NoticeDraft) {
        let settings = settings
        let unit = try settings.configuration.unit(of: event.capture, unitID: event.unitID)
        let issuedOn = unit.timeZone.date(of: issuedAt)
        guard decision.outcome == .issued else {
            return ((unit.id, issuedOn.year), { _ in throw DaemonError("no letter was decided for this event") })
        }
        guard let vehicle = decision.vehicle, let owner = decision.owner else {
            throw DaemonError(
                "a letter needs the vehicle and its owner, and the register gives none for this plate and day")
        }
        let place = settings.configuration.camera(event.capture.cameraID)?.place ?? event.capture.cameraID
        let deadlines = NoticeDeadlines(
            capturedAt: event.capture.capturedAt, issuedAt: issuedAt, zone: unit.timeZone,
            settings: settings.configuration.deadlineSettings, calendar: settings.calendar, unitID: unit.id)
        let violatedOn = unit.timeZone.date(of: event.capture.capturedAt)
        let violations = try decision.violations.map { claimed in
            guard let rule = settings.catalogue.rule(for: claimed.code, on: violatedOn) else {
                throw DaemonError("the catalogue has no violation \(claimed.code) on \(violatedOn.iso8601)")
            }
            return NoticeViolation(
                code: rule.code, title: rule.title, article: rule.article, fineRupiah: rule.fineRupiah,
                measuredKmh: claimed.measuredKmh, limitKmh: claimed.limitKmh, points: rule.points)
        }
        let annex = event.annex(about: plate)
        let pictures = event.capture.pictures(as: event.reading, about: plate)
        let reference = try ReferenceCode(random: random(16)).text
        let answerCode = try AnswerCode(random: random(8)).text
        let terms = settings.configuration.caseTerms
        let draft: NoticeDraft = { number in
            let content = NoticeContent(
                reference: reference, answerCode: answerCode,
                number: LetterNumber(running: number, unit: unit, issued: issuedOn).description,
                eventID: event.capture.eventID, cameraID: event.capture.cameraID, place: place,
                capturedAt: event.capture.capturedAt, issuedAt: issuedAt, answerBy: deadlines.answerBy,
                letterBy: deadlines.letterBy, unit: unit, vehicle: vehicle, owner: owner, sale: decision.sale,
                violations: violations, pictures: pictures, annex: annex)
            let letter = CaseLetter(content)
            let value = LegalCase(unitID: unit.id, letter: letter, terms: terms)
            return (content, value, value.termEnd(settings.calendar))
        }
        return ((unit.id, issuedOn.year), draft)
    }

    /// The letter that follows another one: to the same person, perhaps at a corrected address, or to somebody else. Somebody else learns
    /// neither of the letter before nor of a sale that was another's reason.
    ///
    /// - Parameter isFoundByOfficer: whether an officer names the person; else the last letter, or an answer to it, does.
    func furtherLetter(
        after record: NoticeRecord, to person: Owner, recipient: CaseLetter.Recipient, isFoundByOfficer: Bool = false,
        issuedAt: Timestamp
    ) throws -> (
        letter: CaseLetter, unitYear: (unit: String, year: Int), draft: @Sendable (Int) throws -> NoticeContent
    ) {
        let settings = settings
        let notice = record.content
        let zone = notice.unit.timeZone
        let issuedOn = zone.date(of: issuedAt)
        var content = notice
        content.reference = try ReferenceCode(random: random(16)).text
        content.answerCode = try AnswerCode(random: random(8)).text
        content.issuedAt = issuedAt
        content.answerBy =
            NoticeDeadlines(
                capturedAt: notice.capturedAt, issuedAt: issuedAt, zone: zone,
                settings: DeadlineSettings(settings.configuration.days(of: record.terms)), calendar: settings.calendar,
                unitID: notice.unit.id
            ).answerBy
        let isSamePerson =
            (person.name, person.nik, recipient) == (notice.owner.name, notice.owner.nik, notice.recipient ?? .owner)
        if !isSamePerson {
            content.sale = nil
            content.isFoundByOfficer = isFoundByOfficer ? true : nil
        }
        content.replaces = isSamePerson ? notice.number : nil
        content.owner = person
        content.recipient = recipient
        content.follows = notice.reference
        let letter = CaseLetter(content)
        let draft: @Sendable (Int) throws -> NoticeContent = { [content] number in
            var numbered = content
            numbered.number =
                LetterNumber(running: number, unit: content.unit, issued: issuedOn).description
            return numbered
        }
        return (letter, (notice.unit.id, issuedOn.year), draft)
    }

    /// Everything that a step of a letter's case may need; without a letter, a step that needs none.
    func caseWork(for notice: NoticeRecord? = nil, at now: Timestamp) throws -> CaseWork {
        let settings = settings
        var work = CaseWork(calendar: settings.calendar)
        if let notice { work.ticket = try ticketDraft(notice, issuedAt: now) }
        return work
    }

    /// The ticket that follows from a letter: to its addressee, who is taken for the driver.
    private func ticketDraft(
        _ record: NoticeRecord, issuedAt: Timestamp
    ) throws -> (unitYear: (unit: String, year: Int), draft: TicketDraft) {
        let configuration = configuration
        let days = configuration.days(of: record.terms)
        let calendar = settings.calendar
        let notice = record.content
        let zone = notice.unit.timeZone
        let issuedOn = zone.date(of: issuedAt)
        let terms = TicketDeadlines(
            capturedAt: notice.capturedAt, issuedAt: issuedAt, zone: zone, settings: DeadlineSettings(days),
            calendar: calendar, unitID: notice.unit.id,
            answerBy: notice.unit.ticket == .immediate ? notice.answerBy : nil)
        let paymentCode = try PaymentCode(
            prefix: configuration.payment.prefix, random: random(16), check: configuration.paymentCheck
        ).digits
        let owner = notice.owner
        let address = [owner.address, owner.kelurahan, owner.kecamatan, "\(owner.city) \(owner.postalCode)"]
            .map { $0.trimmingBlanks }.filter { !$0.isEmpty }.joined(separator: ", ")
        let draft: TicketDraft = { number, history in
            TicketContent(
                number: TicketNumber(running: number, unitID: notice.unit.id, issued: issuedOn).description,
                reference: notice.reference, eventID: notice.eventID, cameraID: notice.cameraID, place: notice.place,
                capturedAt: notice.capturedAt, issuedAt: issuedAt, unit: notice.unit, vehicle: notice.vehicle,
                offender: .init(name: owner.name, nik: owner.nik, address: address), violations: notice.violations,
                depositRupiah: notice.violations.reduce(0) { $0 + $1.fineRupiah }, paymentCode: paymentCode,
                payBy: terms.payBy,
                hearing: notice.unit.court.isEmpty
                    ? nil
                    : TicketDeadlines.hearing(
                        ticketOn: issuedOn, days: days.hearing, calendar: calendar, unitID: notice.unit.id),
                pictures: notice.pictures, annex: notice.annex, history: history, recipient: notice.recipient)
        }
        return ((notice.unit.id, issuedOn.year), draft)
    }

}

extension String {
    fileprivate var trimmingBlanks: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
