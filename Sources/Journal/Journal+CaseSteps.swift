import Domain
import GRDB
import Storage

extension Journal {
    /// Takes a step of the case that has this letter or ticket.
    /// - Parameter step: made of today's date at the place.
    /// - Returns: the case after the step, and what followed.
    /// - Throws: ``Domain/CaseRefusal`` if the case refuses it; ``JournalError`` `notFound`.
    @discardableResult
    public func advance(
        _ name: String, source: CaseSource, work: CaseWork, at now: Timestamp,
        by step: @escaping @Sendable (_ today: LocalDate) -> CaseStep
    ) async throws -> (value: LegalCase, actions: [CaseAction]) {
        try await pool.write { [self] database in
            guard let record = try Journal.legalCase(named: name, database) else {
                throw JournalError(.notFound, "there is no case with the letter or ticket \(name)")
            }
            let step = step(record.zone.date(of: now))
            switch step {
            case .resent, .objected, .courtChosen: try requireNoKeptAnswer(of: record, database)
            default: break
            }
            return try advance(record, by: step, kind: .legalCase, source: source, work: work, at: now, database)
        }
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
                \(CaseRecord.selection) WHERE c.event = coalesce(
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
        for case .void(let number) in actions { payload.formerTicket = number }
        let entry = try append(kind, subject: record.reference, payload: payload, at: now, database)
        try keep(words: source.reason, of: entry, database)
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
        case .ticket, .replacement:
            guard let ticket = work.ticket else {
                throw JournalError(.notFound, "case \(record.reference) asks for a ticket that nobody prepared")
            }
            var payBy: LocalDate?
            var isWithLetter = false
            if case .replacement(let day) = action {
                payBy = day
                isWithLetter = try isTicketStillWithLetter(record, database)
            }
            return try draftTicket(
                ticket, of: record, isWithLetter: isWithLetter, payBy: payBy, work: work, at: now, database)
        case .void(let number):
            try database.execute(sql: "UPDATE ticket SET state = 'void' WHERE number = ?", arguments: [number])
        case .block(let cause): try insertBlock(cause, of: record, on: today, at: now, database)
        case .unblock(let lift): try liftBlock(lift, of: record, on: today, at: now, database)
        case .refund(let rupiah): try oweBack(rupiah, to: record, on: today, database)
        }
        return record
    }

    /// Whether the ticket that is replaced was to go out with the letter, which says so, and which nobody has handed to the post yet.
    private func isTicketStillWithLetter(_ record: CaseRecord, _ database: Database) throws -> Bool {
        guard record.value.formerTickets.last?.ticket.isWithLetter == true, record.value.letter.posting == Posting()
        else { return false }
        return try Bool.fetchOne(
            database, sql: "SELECT batch IS NULL FROM document WHERE name = ? AND kind = 'notice'",
            arguments: [record.value.letter.reference]) ?? false
    }

    /// A letter's document and row; it is rendered and signed later.
    func insert(_ content: NoticeContent, event: Int64, _ database: Database) throws {
        let document = try insertDocument(
            .notice, name: content.reference, event: event, unit: content.unit, issuedAt: content.issuedAt,
            content: try CanonicalJSON.encode(content), database)
        try database.execute(
            sql: "INSERT INTO notice (reference, event, document, answer_code, ticket_due) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                content.reference, event, document, content.answerCode, content.unit.ticket == .immediate,
            ])
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
