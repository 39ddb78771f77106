import Domain
import GRDB

extension Journal {
    /// What became of a look for terms that are over.
    public struct EndedTerms: Sendable {
        /// Cases that went on.
        public var done = 0
        /// What failed, by the event of the case.
        public var failures: [Int64: String] = [:]
    }

    /// Ends the terms that are over: at most `limit` cases, in a transaction each, so that one that fails holds up no other. No term of a
    /// letter or ticket is over that isn't signed yet, whatever is assumed of the post.
    ///
    /// - Parameters:
    ///   - seen: everything that others handed over before this instant has been judged. A term that ended later waits.
    ///   - clearingDays: working days of the unit after a term's last day in which answers and payments may still be on their way.
    ///   - resting: events of cases that failed a short while ago.
    /// - Throws: what hinders the journal as a whole.
    public func endTerms(
        seen: Timestamp, clearingDays: Int, resting: Set<Int64> = [], work: CaseWork, at now: Timestamp, limit: Int
    ) async throws -> EndedTerms {
        let due = try await pool.read { database in
            // Who is kept from answering (the letter is held, after wrong codes) has no term that could end.
            try Row.fetchAll(
                database,
                sql: """
                    SELECT c.event, c.unit_id, c.time_zone, c.term_ends_at FROM legal_case c
                    WHERE c.term_ends_at <= ? AND NOT EXISTS (
                        SELECT 1 FROM notice n WHERE n.event = c.event AND n.held_at IS NOT NULL
                        AND n.reference = json_extract(c.value, '$.letters[#-1].reference')
                        AND json_extract(c.value, '$.answered_on') IS NULL)
                    AND NOT EXISTS (
                        SELECT 1 FROM document d WHERE d.event = c.event AND d.ledger_sequence IS NULL AND d.name IN (
                            json_extract(c.value, '$.letters[#-1].reference'), json_extract(c.value, '$.ticket.number')))
                    ORDER BY c.term_ends_at, c.event
                    """, arguments: [seen.milliseconds - Int64(clearingDays) * 86_400_000]
            ).filter { try Journal.isCleared($0, seen: seen, clearingDays: clearingDays, work.calendar) }
                .map { try $0.decode(Int64.self, forColumn: "event") }
        }
        var ended = EndedTerms()
        for event in due.lazy.filter({ !resting.contains($0) }).prefix(limit) {
            do {
                try await pool.write { [self] database in
                    guard let record = try Journal.legalCase(ofEvent: event, database) else { return }
                    try advance(
                        record, by: .dayBegan(record.zone.date(of: now)), kind: .legalCase, source: .calendar,
                        work: work, at: now, database)
                }
                ended.done += 1
            } catch let error where !(error is CancellationError) && !Journal.isHindered(by: error) {
                ended.failures[event] =
                    "the term of the case of event \(event) cannot be ended: \(JournalError.withoutValues(error))"
            }
        }
        return ended
    }

    /// Whether the working days after a term are over, too.
    private static func isCleared(
        _ row: Row, seen: Timestamp, clearingDays: Int, _ calendar: HolidayCalendar
    ) throws -> Bool {
        let unit: String = try row.decode(forColumn: "unit_id")
        // A zone that this version doesn't know fails when the case itself is read.
        guard let zone = LocalTimeZone(rawValue: try row.decode(forColumn: "time_zone")) else { return true }
        let end = Timestamp(milliseconds: try row.decode(forColumn: "term_ends_at"))
        var last = zone.date(of: end.adding(seconds: -1))
        for _ in 0..<clearingDays { last = calendar.workingDay(from: last.adding(days: 1), unit: unit) }
        return zone.end(of: last) <= seen
    }
}
