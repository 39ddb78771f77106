import Domain
import Ingest
import Issuance
import Journal

/// What officers see of cases and do with them. Each act is signed into the ledger with the officer's number.
extension Engine {
    public func line(_ record: CaseRecord) -> CaseLine { CaseLine(record, settings.calendar) }

    public func page(_ record: CaseRecord) async throws -> CasePage {
        let entries = try await journal.ledger(about: record.reference)
        let words = try await journal.words(about: record.reference)
        let event = try await journal.event(record.event)
        return CasePage(
            line: line(record), event: event.subject, value: record.value, letters: try await letters(of: record),
            owedBack: try await journal.refunds(of: record).map(CasePage.OwedBack.init),
            history: entries.map { entry in
                CasePage.Step(
                    at: entry.at.rfc3339(in: record.zone), kind: entry.kind.rawValue, payload: entry.payload,
                    sequence: entry.sequence, words: words[entry.sequence])
            })
    }

    /// Takes a step that an officer decided.
    /// - Throws: ``Domain/CaseRefusal`` if the case doesn't allow it now.
    public func act(
        _ step: @escaping @Sendable (_ today: LocalDate) -> CaseStep, on record: CaseRecord, officer: String,
        reason: String
    ) async throws -> CaseLine {
        let now = clock.now()
        // Another ticket may have to take the place of the one that is out: for the same letter's addressee.
        var notice: NoticeRecord?
        if let number = record.value.ticket?.number { notice = try await journal.notice(ofTicket: number) }
        try await noteConfiguration()
        try await journal.advance(
            record.reference, source: .officer(officer, reason: reason), work: caseWork(for: notice, at: now), at: now,
            by: step)
        try await exportLedgerIfAlone()
        return line(try await legalCase(named: record.reference))
    }

    /// Where another letter goes.
    public enum NextAddressee: Sendable {
        /// The last letter's addressee, at the same address.
        case same
        /// The same person at another address; what else the value holds counts not.
        case address(Owner)
        /// Whom, or where to, the answer to the last letter names.
        case answered
        /// Somebody else, whom an officer found.
        case person(Owner, CaseLetter.Recipient)

        var isFoundByOfficer: Bool { if case .person = self { true } else { false } }
    }

    /// Sends another letter with a term of its own. A ticket on which nothing was paid is void from then on.
    public func resend(
        _ record: CaseRecord, to next: NextAddressee, officer: String, reason: String
    ) async throws -> CaseLine {
        let now = clock.now()
        guard let notice = try await journal.notice(record.value.letter.reference) else {
            throw DaemonError("the case's last letter is not signed yet: wait for it")
        }
        let (person, recipient) = try addressee(next, after: notice)
        let letter = try furtherLetter(
            after: notice, to: person, recipient: recipient, isFoundByOfficer: next.isFoundByOfficer, issuedAt: now)
        var work = try caseWork(at: now)
        work.letter = (letter.unitYear, letter.draft)
        try await noteConfiguration()
        try await journal.advance(
            record.reference, source: .officer(officer, reason: reason), work: work, at: now
        ) { .resent(letter.letter, on: $0) }
        try await exportLedgerIfAlone()
        return line(try await legalCase(named: record.reference))
    }

    private func addressee(
        _ next: NextAddressee, after notice: NoticeRecord
    ) throws -> (Owner, CaseLetter.Recipient) {
        let recipient = notice.content.recipient ?? .owner
        switch next {
        case .same: return (notice.content.owner, recipient)
        case .address(let place): return (notice.content.owner.moved(to: place), recipient)
        case .person(let person, let recipient): return (person, recipient)
        case .answered:
            guard let sha256 = notice.answer else { throw DaemonError("the case's last letter was not answered") }
            let answer = try Answer(evidence.get(sha256))
            guard let named = answer.person, let next = answer.kind.nextRecipient else {
                throw DaemonError("the answer to the case's last letter names no person or address to write to")
            }
            let person = answer.kind == .moved ? notice.content.owner.moved(to: named) : named
            guard person.canBeWrittenTo else {
                throw DaemonError(
                    "the answer names no full address: give --name, --recipient, --address and --city yourself")
            }
            return (person, answer.kind == .moved ? recipient : next)
        }
    }

    /// Lets answers to a case's letters count again after too many wrong codes, with those that were kept meanwhile.
    public func release(_ record: CaseRecord, officer: String, reason: String) async throws -> CaseLine {
        try await noteConfiguration()
        try await journal.release(
            lettersOf: record, officer: officer, reason: reason, at: clock.now())
        try await takeReleasedAnswers()
        try await exportLedgerIfAlone()
        return line(try await legalCase(named: record.reference))
    }

    /// The last day to pay for a term that begins today: the payment term, moved to a working day.
    public func payBy(_ record: CaseRecord) -> LocalDate {
        let today = record.zone.date(of: clock.now())
        return settings.calendar.workingDay(
            from: today.adding(days: configuration.days(of: record.value.terms).payment), unit: record.unitID)
    }

    /// Letters whose answers are held because of too many wrong codes.
    public func heldLetters() async throws -> [String] {
        try await journal.heldLetters()
    }
}
