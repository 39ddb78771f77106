import Domain
import Journal
import Testing

/// Versions before print batches counted letters as posted on the day of issue, also those that couldn't be signed.
struct UnsignedLetterTests {
    @Test func `no term ends for a letter that isn't signed`() async throws {
        let bench = try await JournalBench()
        let today = LocalTimeZone.jakarta.date(of: bench.now)
        try await bench.draftLetter("E1", posting: Posting(dispatchedOn: today))
        let work = CaseWork(calendar: HolidayCalendar())
        func pass(_ days: Int) async throws -> LegalCase {
            let later = bench.now.adding(seconds: Double(days) * 86_400)
            let ended = try await bench.journal.endTerms(
                seen: later, clearingDays: 0, work: work, at: later, limit: 10)
            #expect(ended.failures == [:])
            return try #require(try await bench.journal.legalCase(named: "R-E1")).value
        }
        #expect(try await pass(60).blocks == [])
        try await bench.sign("E1", at: bench.now.adding(seconds: 60 * 86_400))
        #expect(try await pass(61).openBlock?.on == today.adding(days: 61))
        #expect(try await bench.problems() == [])
    }

    @Test func `a draft that no entry leads to isn't signed`() async throws {
        let bench = try await JournalBench()
        try await bench.draftLetter("E1")
        for id in [2, -5] {
            try bench.tamper(
                """
                CREATE TEMP TABLE other AS SELECT * FROM event WHERE event_id = 'E1';
                UPDATE other SET id = \(id), event_id = 'X\(id)';
                INSERT INTO event SELECT * FROM other;
                INSERT INTO document (kind, name, event, unit_id, day, content)
                    SELECT kind, 'R-X\(id)', \(id), unit_id, day, content FROM document WHERE name = 'R-E1';
                """)
            await #expect(throws: JournalError.self) { try await bench.sign("X\(id)", at: bench.now) }
        }
        try await bench.sign("E1", at: bench.now)
        #expect(try await bench.journal.drafts(limit: 10, now: bench.now).count == 2)
    }

    @Test func `drafts of versions that wrote no entry of a case's opening are signed`() async throws {
        let bench = try await JournalBench()
        for id in ["E1", "E2"] { try await bench.draftLetter(id) }
        let opened = "kind = 'case' AND subject = 'R-E"
        try bench.tamper("UPDATE ledger SET subject = 'x', payload = '{}' WHERE \(opened)1'")
        try await bench.sign("E1", at: bench.now)
        try bench.tamper("UPDATE ledger SET subject = 'x' WHERE \(opened)2'")
        try await bench.draftLetter("E3")
        await #expect(throws: JournalError.self, "decided after the first opening") {
            try bench.tamper("UPDATE ledger SET subject = 'x' WHERE \(opened)3'")
            try await bench.sign("E3", at: bench.now)
        }
    }
}
