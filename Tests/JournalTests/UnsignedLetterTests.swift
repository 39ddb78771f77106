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
            let ended = try await bench.journal.endTerms(work: work, at: later, limit: 10)
            #expect(ended.failures == [])
            return try #require(try await bench.journal.legalCase(named: "R-E1")).value
        }
        #expect(try await pass(60).blocks == [])
        try await bench.sign("E1", at: bench.now.adding(seconds: 60 * 86_400))
        #expect(try await pass(61).openBlock?.on == today.adding(days: 61))
        #expect(try await bench.problems() == [])
    }
}
