import Domain
import GRDB
import Storage

extension Journal {
    /// The letter that a ticket was made for.
    public func notice(ofTicket number: String) async throws -> NoticeRecord? {
        let reference = try await pool.read { database in
            try String.fetchOne(database, sql: "SELECT reference FROM ticket WHERE number = ?", arguments: [number])
        }
        guard let reference else { return nil }
        return try await notice(reference)
    }

    // MARK: Within a transaction

    /// Makes a ticket and lets the case have it.
    /// - Parameter payBy: for a ticket that takes the place of the case's last former one; the last day to pay that an officer set.
    func draftTicket(
        _ ticket: (unitYear: (unit: String, year: Int), draft: TicketDraft), of record: CaseRecord, isWithLetter: Bool,
        payBy: LocalDate? = nil, work: CaseWork, at now: Timestamp, _ database: Database
    ) throws -> CaseRecord {
        let number = try Journal.next(ticketCounter(unit: ticket.unitYear.unit, year: ticket.unitYear.year), database)
        let offender = try Journal.offender(of: ticket.draft(number, OffenderHistory(tickets: 0, points: 0)))
        let since = record.zone.date(of: now).adding(days: -365)
        var content = try ticket.draft(number, try Journal.history(of: offender, since: since, database))
        if let payBy { content.replace(record.value, payBy: payBy) }
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

    /// Whether two tickets are for the same person: made for the same letter, or with the same NIK, or name and address.
    static func isSameOffender(_ number: String, _ other: String, _ database: Database) throws -> Bool {
        if number == other { return true }
        return try Bool.fetchOne(
            database,
            sql: """
                SELECT coalesce(t.reference = o.reference OR t.offender = o.offender, 0) FROM ticket t, ticket o
                WHERE t.number = ? AND o.number = ?
                """, arguments: [number, other]) ?? false
    }

    /// The tickets that count against an offender: one for each case, none of cases that were withdrawn or ended in an acquittal.
    static func history(
        of offender: String, since: LocalDate, _ database: Database
    ) throws -> OffenderHistory {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*) AS tickets, coalesce(sum(t.points), 0) AS points
                FROM ticket t JOIN notice n ON n.reference = t.reference JOIN legal_case c ON c.event = n.event
                WHERE t.offender = ? AND t.issued_on >= ? AND t.number = json_extract(c.value, '$.ticket.number')
                  AND json_extract(c.value, '$.ending') IS NOT 'withdrawn'
                  AND NOT (json_extract(c.value, '$.ending') IS 'judged' AND coalesce(
                      json_extract(c.value, '$.judged_rupiah'), json_extract(c.value, '$.paid_rupiah')) = 0)
                """, arguments: [offender, since.iso8601])
        return OffenderHistory(tickets: row?["tickets"] ?? 0, points: row?["points"] ?? 0)
    }
}

extension TicketContent {
    /// Makes this ticket the one that stands in the place of the case's last former one.
    fileprivate mutating func replace(_ value: LegalCase, payBy: LocalDate) {
        replaces = value.formerTickets.last?.ticket.number
        self.payBy = payBy
        paidRupiah = value.paidRupiah > 0 ? value.paidRupiah : nil
        judgedRupiah = value.judgedRupiah
        // The hearing was.
        if judgedRupiah != nil { hearing = nil }
    }
}
