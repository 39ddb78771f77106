import Domain
import Journal
import Testing

/// Where letters count as posted on the day of issue, one that cannot be signed was never posted.
struct UnsignedLetterTests {
    @Test func `no term runs for a letter that isn't signed, and the day of its signature counts`() async throws {
        let bench = try await JournalBench()
        let today = LocalTimeZone.jakarta.date(of: bench.now)
        try await bench.draftLetter("E1", posting: Posting(dispatchedOn: today))
        let work = CaseWork(calendar: HolidayCalendar(), isPostedOnIssue: true)
        func pass(_ days: Int) async throws -> LegalCase {
            let later = bench.now.adding(seconds: Double(days) * 86_400)
            let ended = try await bench.journal.endTerms(
                seen: later, clearingDays: 0, work: work, at: later, limit: 10)
            #expect(ended.failures == [:])
            return try #require(try await bench.journal.legalCase(named: "R-E1")).value
        }
        #expect(try await pass(60).blocks == [])
        try await bench.sign("E1", at: bench.now.adding(seconds: 60 * 86_400))
        let signed = try await pass(61)
        #expect(signed.blocks == [] && signed.letter.posting.dispatchedOn == today.adding(days: 60))
        #expect(try await pass(67).blocks == [])
        #expect(try await pass(75).openBlock?.on == today.adding(days: 75))
        #expect(try await bench.problems() == [])
    }
}
