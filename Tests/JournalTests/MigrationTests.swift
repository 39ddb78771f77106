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

    @Test func `a journal with a trigger or view isn't worked with`() async throws {
        let bench = try await JournalBench()
        #expect(try bench.journal.damages().isEmpty)
        let open = { try Journal(path: bench.path, key: LedgerKey.load(from: bench.keys, files: bench.files)) }
        for (made, type) in [
            ("TRIGGER t AFTER INSERT ON document BEGIN UPDATE document SET content = ''; END", "TRIGGER t"),
            ("VIEW v AS SELECT 1", "VIEW v"),
        ] {
            try bench.tamper("CREATE \(made)")
            let error = #expect(throws: JournalError.self) { try open() }
            #expect(error?.code == .alteredSchema && error?.message.contains(type.lowercased()) == true)
            try bench.tamper("DROP \(type.prefix { $0 != " " }) \(type.suffix(1))")
        }
        _ = try open()
    }
}
