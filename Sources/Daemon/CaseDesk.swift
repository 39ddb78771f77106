import Domain
import Issuance
import Journal

/// What officers see of cases and do with them. Each act is signed into the ledger with the officer's number.
extension Engine {
    /// - Parameter name: a letter's reference or a ticket's number, in any usual writing.
    /// - Throws: ``DaemonError`` if there is no such case.
    public func legalCase(named name: String) async throws -> CaseRecord {
        let reference = (try? ReferenceCode(typed: name).text) ?? name
        guard let record = try await journal.legalCase(named: reference) else {
            throw DaemonError("there is no case with the letter or ticket \(name); see etle cases list")
        }
        return record
    }

    public func line(_ record: CaseRecord) -> CaseLine { CaseLine(record, settings.calendar) }

    public func page(_ record: CaseRecord) async throws -> CasePage {
        let entries = try await journal.ledger(about: record.reference)
        let event = try await journal.event(record.event)
        return CasePage(
            line: line(record), event: event.subject, value: record.value,
            history: entries.map { entry in
                CasePage.Step(
                    at: entry.at.rfc3339(in: record.zone), kind: entry.kind.rawValue, payload: entry.payload,
                    sequence: entry.sequence)
            })
    }

    /// Takes a step that an officer decided.
    /// - Throws: ``Domain/CaseRefusal`` if the case doesn't allow it now.
    public func act(
        _ step: (LocalDate) -> CaseStep, on record: CaseRecord, officer: String, reason: String
    ) async throws -> CaseLine {
        let now = clock.now()
        try await noteConfiguration()
        try await journal.advance(
            record.reference, by: step(record.zone.date(of: now)), source: .officer(officer, reason: reason),
            work: caseWork(at: now), at: now)
        try await exportLedgerIfAlone()
        return line(try await legalCase(named: record.reference))
    }

    /// Sends another letter to the last one's addressee: to a corrected address where one is given, with a term of its own.
    public func resend(
        _ record: CaseRecord, to place: Owner?, officer: String, reason: String
    ) async throws -> CaseLine {
        let now = clock.now()
        guard let notice = try await journal.notice(record.value.letter.reference) else {
            throw DaemonError("the case's last letter is not signed yet: wait for it")
        }
        let owner = notice.content.owner
        let letter = try furtherLetter(
            after: notice.content, to: place.map(owner.moved) ?? owner,
            recipient: notice.content.recipient ?? .owner, issuedAt: now)
        try await noteConfiguration()
        var work = try caseWork(at: now)
        work.letter = (letter.unitYear, letter.draft)
        try await journal.advance(
            record.reference, by: .resent(letter.letter, on: record.zone.date(of: now)),
            source: .officer(officer, reason: reason), work: work, at: now)
        try await exportLedgerIfAlone()
        return line(try await legalCase(named: record.reference))
    }

    /// Lets answers to a letter count again after too many wrong codes.
    public func release(_ record: CaseRecord, officer: String, reason: String) async throws -> CaseLine {
        try await noteConfiguration()
        try await journal.release(
            record.value.letter.reference, officer: officer, reason: reason, at: clock.now())
        try await exportLedgerIfAlone()
        return line(record)
    }

    /// The last day to pay for a term that begins today: the payment term, moved to a working day.
    public func payBy(_ record: CaseRecord) -> LocalDate {
        let today = record.zone.date(of: clock.now())
        return settings.calendar.workingDay(
            from: today.adding(days: configuration.deadlines.paymentDays), unit: record.unitID)
    }

    /// Letters whose answers are held because of too many wrong codes.
    public func heldLetters() async throws -> [String] {
        try await journal.heldLetters(limit: Exchange.wrongCodeLimit)
    }
}
