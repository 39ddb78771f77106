import Domain
import GRDB
import Storage

extension Journal {
    /// Takes a step of the case that has this letter or ticket.
    /// - Returns: the case after the step, and what followed.
    /// - Throws: ``Domain/CaseRefusal`` if the case refuses it; ``JournalError`` `notFound`.
    @discardableResult
    public func advance(
        _ name: String, by step: CaseStep, source: CaseSource, work: CaseWork, at now: Timestamp
    ) async throws -> (value: LegalCase, actions: [CaseAction]) {
        try await pool.write { [self] database in
            guard let record = try Journal.legalCase(named: name, database) else {
                throw JournalError(.notFound, "there is no case with the letter or ticket \(name)")
            }
            return try advance(record, by: step, kind: .legalCase, source: source, work: work, at: now, database)
        }
    }

    /// Ends the terms that are over: at most `limit` cases, in a transaction each, so that one that fails holds up no other.
    /// - Returns: how many cases went on, and what failed.
    public func endTerms(
        work: CaseWork, at now: Timestamp, limit: Int
    ) async throws -> (done: Int, failures: [String]) {
        let due = try await pool.read { database in
            try Int64.fetchAll(
                database,
                sql: "SELECT event FROM legal_case WHERE term_ends_at <= ? ORDER BY term_ends_at, event LIMIT ?",
                arguments: [now.milliseconds, limit])
        }
        var failures: [String] = []
        for event in due {
            do {
                try await pool.write { [self] database in
                    guard let record = try Journal.legalCase(ofEvent: event, database) else { return }
                    try advance(
                        record, by: .dayBegan(record.zone.date(of: now)), kind: .legalCase, source: .calendar,
                        work: work, at: now, database)
                }
            } catch let error as JournalError {
                failures.append("\(error)")
            }
        }
        return (due.count - failures.count, failures)
    }

    // MARK: Within a transaction

    static func insert(
        _ value: LegalCase, event: Int64, zone: LocalTimeZone, termEnd: LocalDate?, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO legal_case (event, unit_id, time_zone, reference, phase, term_ends_at, value)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event, value.unitID, zone.rawValue, value.letter.reference, value.phase.rawValue,
                termEnd.map { zone.end(of: $0).milliseconds }, try CanonicalJSON.encode(value),
            ])
    }

    static func legalCase(ofEvent event: Int64, _ database: Database) throws -> CaseRecord? {
        try Row.fetchOne(database, sql: "SELECT * FROM legal_case WHERE event = ?", arguments: [event])
            .map(CaseRecord.init)
    }

    /// By a letter's reference or a ticket's number.
    static func legalCase(named name: String, _ database: Database) throws -> CaseRecord? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT * FROM legal_case WHERE event = coalesce(
                    (SELECT event FROM notice WHERE reference = ?1),
                    (SELECT n.event FROM ticket t JOIN notice n ON n.reference = t.reference WHERE t.number = ?1))
                """, arguments: [name]
        ).map(CaseRecord.init)
    }

    /// Takes the step, checks the invariants, carries out what follows, and writes all of it down with its ledger entries.
    @discardableResult
    func advance(
        _ record: CaseRecord, by step: CaseStep, kind: LedgerEntry.Kind, source: CaseSource, work: CaseWork,
        at now: Timestamp, _ database: Database
    ) throws -> (value: LegalCase, actions: [CaseAction]) {
        var value = record.value
        let actions = try value.apply(step, calendar: work.calendar)
        let today = record.zone.date(of: now)
        let broken = CaseInvariants.broken(by: value, after: record.value, on: today)
        guard broken.isEmpty else {
            throw JournalError(.brokenInvariant, "case \(record.reference): \(broken.joined(separator: "; "))")
        }
        try update(value, of: record, work.calendar, database)
        // A day that changes nothing is nothing to tell of.
        guard value != record.value || !actions.isEmpty else { return (value, actions) }
        var payload = CasePayload(step, source)
        payload.legalCase = Digest.sha256(try CanonicalJSON.encode(value).utf8)
        for case .refund(let rupiah) in actions { payload.refundRupiah = rupiah }
        try append(kind, subject: record.reference, payload: payload, at: now, database)
        var current = record.replacing(value)
        for action in actions {
            current = try carryOut(action, of: current, work: work, on: today, at: now, database)
        }
        return (current.value, actions)
    }

    private func update(
        _ value: LegalCase, of record: CaseRecord, _ calendar: HolidayCalendar, _ database: Database
    ) throws {
        let end = value.termEnd(calendar).map { record.zone.end(of: $0).milliseconds }
        try database.execute(
            sql: "UPDATE legal_case SET phase = ?, term_ends_at = ?, value = ? WHERE event = ?",
            arguments: [value.phase.rawValue, end, try CanonicalJSON.encode(value), record.event])
    }

    private func carryOut(
        _ action: CaseAction, of record: CaseRecord, work: CaseWork, on today: LocalDate, at now: Timestamp,
        _ database: Database
    ) throws -> CaseRecord {
        switch action {
        case .letter:
            guard let letter = work.letter else {
                throw JournalError(.notFound, "case \(record.reference) asks for a letter that nobody prepared")
            }
            let number = try Journal.next(
                letterCounter(unit: letter.unitYear.unit, year: letter.unitYear.year), database)
            try insert(try letter.draft(number), event: record.event, database)
        case .ticket:
            guard let ticket = work.ticket else {
                throw JournalError(.notFound, "case \(record.reference) asks for a ticket that nobody prepared")
            }
            return try draftTicket(ticket, of: record, isWithLetter: false, work: work, at: now, database)
        case .block(let cause): try insertBlock(cause, of: record, on: today, at: now, database)
        case .unblock(let lift): try liftBlock(lift, of: record, on: today, at: now, database)
        case .refund: break
        }
        return record
    }

    /// A letter's document and row; it is rendered and signed later.
    func insert(_ content: NoticeContent, event: Int64, _ database: Database) throws {
        let document = try insertDocument(
            .notice, name: content.reference, event: event, unit: content.unit, issuedAt: content.issuedAt,
            content: try CanonicalJSON.encode(content), database)
        try database.execute(
            sql: "INSERT INTO notice (reference, event, document, answer_code) VALUES (?, ?, ?, ?)",
            arguments: [content.reference, event, document, content.answerCode])
    }

    func draftTicket(
        _ ticket: (unitYear: (unit: String, year: Int), draft: TicketDraft), of record: CaseRecord, isWithLetter: Bool,
        work: CaseWork, at now: Timestamp, _ database: Database
    ) throws -> CaseRecord {
        let number = try Journal.next(ticketCounter(unit: ticket.unitYear.unit, year: ticket.unitYear.year), database)
        let offender = try Journal.offender(of: ticket.draft(number, OffenderHistory(tickets: 0, points: 0)))
        let since = record.zone.date(of: now).adding(days: -365)
        let content = try ticket.draft(number, try Journal.history(of: offender, since: since, database))
        let document = try insertDocument(
            .ticket, name: content.number, event: record.event, unit: content.unit, issuedAt: content.issuedAt,
            content: try CanonicalJSON.encode(content), database)
        try database.execute(
            sql: """
                INSERT INTO ticket
                    (number, reference, document, payment_code, deposit_rupiah, state, offender, points, issued_on)
                VALUES (?, ?, ?, ?, ?, 'unpaid', ?, ?, ?)
                """,
            arguments: [
                content.number, content.reference, document, content.paymentCode, content.depositRupiah, offender,
                content.points, record.zone.date(of: content.issuedAt).iso8601,
            ])
        let step = CaseStep.ticketed(CaseTicket(content, isWithLetter: isWithLetter))
        let (value, _) = try advance(
            record, by: step, kind: .legalCase, source: .calendar, work: work, at: now, database)
        return record.replacing(value)
    }
}

extension Journal {
    /// What repeat offenders are known by: a hash of the NIK, or of the name and address where there is none.
    static func offender(of ticket: TicketContent) -> String {
        let person = ticket.offender
        return Digest.sha256((person.nik.isEmpty ? "\(person.name)\n\(person.address)" : person.nik).utf8)
    }

    static func history(
        of offender: String, since: LocalDate, _ database: Database
    ) throws -> OffenderHistory {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*) AS tickets, coalesce(sum(t.points), 0) AS points
                FROM ticket t JOIN notice n ON n.reference = t.reference JOIN legal_case c ON c.event = n.event
                WHERE t.offender = ? AND t.issued_on >= ? AND json_extract(c.value, '$.ending') IS NOT 'withdrawn'
                """, arguments: [offender, since.iso8601])
        return OffenderHistory(tickets: row?["tickets"] ?? 0, points: row?["points"] ?? 0)
    }
}

extension CaseRecord {
    func replacing(_ value: LegalCase) -> CaseRecord {
        CaseRecord(event: event, zone: zone, reference: reference, value: value)
    }

    private init(event: Int64, zone: LocalTimeZone, reference: String, value: LegalCase) {
        self.event = event
        self.zone = zone
        self.reference = reference
        self.value = value
    }
}

/// What the ledger says of a step. No personal data: words and bank references as their hashes.
private struct CasePayload: Encodable {
    /// SHA-256 of the case's canonical JSON after the step.
    var legalCase = ""
    let step: String
    var letter: String?
    var day: LocalDate?
    var answer: AnswerKind?
    var amountRupiah: Int?
    var refundRupiah: Int?
    let officer: String?
    let reason: String?
    let file: String?
    let bankReference: String?

    init(_ step: CaseStep, _ source: CaseSource) {
        self.step = step.name
        officer = source.officer
        reason = source.reason.map { Digest.sha256($0.utf8) }
        file = source.file
        bankReference = source.bankReference.map { Digest.sha256($0.utf8) }
        switch step {
        case .dispatched(let name, let day), .delivered(let name, let day), .returned(let name, let day):
            (letter, self.day) = (name, day)
        case .answered(let answer, let letter, _, let day):
            (self.answer, self.letter, self.day) = (answer, letter, day)
        case .resent(let letter, let day): (self.letter, self.day) = (letter.reference, day)
        case .ticketed(let ticket): letter = ticket.number
        case .resumed(let payBy): day = payBy
        case .paid(let rupiah, let day): (amountRupiah, self.day) = (rupiah, day)
        case .courtChosen(_, let day), .withdrawn(let day), .dayBegan(let day): self.day = day
        case .judged(let fine, _, let day): (amountRupiah, self.day) = (fine, day)
        }
    }

    enum CodingKeys: String, CodingKey {
        case legalCase = "case"
        case step, letter, day, answer
        case amountRupiah = "amount_rupiah"
        case refundRupiah = "refund_rupiah"
        case officer, reason, file
        case bankReference = "bank_reference"
    }
}
