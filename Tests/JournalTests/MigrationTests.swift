import Domain
import Journal
import Testing

/// Journals of earlier versions.
struct MigrationTests {
    @Test func `letters that wait for their ticket when the version changes still get it, and no others`() async throws
    {
        let bench = try await JournalBench()
        try await bench.draftLetter("E1", ticket: .immediate)
        try await bench.draftLetter("E2", ticket: .afterConfirmation)
        for id in ["E1", "E2"] { try await bench.sign(id, at: bench.now) }
        #expect(try await bench.journal.noticesWithoutTicket(limit: 10) == ["R-E1"])
        for sql in [
            "DROP INDEX notice_ticket_due", "ALTER TABLE notice DROP COLUMN ticket_due",
            "DELETE FROM grdb_migrations WHERE identifier = 'letters that a ticket goes out with'",
        ] { try bench.tamper(sql) }
        let journal = try Journal(path: bench.path, key: LedgerKey.load(from: bench.keys, files: bench.files))
        #expect(try await journal.noticesWithoutTicket(limit: 10) == ["R-E1"])
    }
}
