import Domain
import Journal
import Testing

/// Running numbers without holes, checked against the documents that bear them.
struct RegisterTests {
    private func faults(_ bench: JournalBench) async throws -> [String] {
        try await bench.journal.registerFaults { _, number in Int(number.dropFirst(2)) }
            .map { "\($0.register): \($0.message)" }
    }

    @Test func `a number that no document has is named, unless it was taken back`() async throws {
        let bench = try await JournalBench()
        for id in ["E1", "E2", "E3"] { try await bench.draftLetter(id) }
        #expect(try await faults(bench) == [])
        for sql in [
            "DELETE FROM legal_case WHERE reference = 'R-E2'", "DELETE FROM notice WHERE reference = 'R-E2'",
            "DELETE FROM document WHERE name = 'R-E2'",
        ] { try bench.tamper(sql) }
        #expect(try await faults(bench) == ["letter/unit/2026: no document has the number 2"])
        try bench.tamper("INSERT INTO free_number VALUES ('letter/unit/2026', 2)")
        #expect(try await faults(bench) == [])
        try bench.tamper("INSERT INTO free_number VALUES ('letter/unit/2026', 3)")
        #expect(try await faults(bench) == ["letter/unit/2026: more than one document has the number 3"])
    }

    @Test func `a counter that doesn't fit the documents is found`() async throws {
        let bench = try await JournalBench()
        for id in ["E1", "E2"] { try await bench.draftLetter(id) }
        try bench.tamper("UPDATE counter SET value = 1")
        #expect(try await faults(bench) == ["letter/unit/2026: a document has a number that was never given: 2"])
        try bench.tamper("UPDATE counter SET value = 9000000000000")
        #expect(
            try await faults(bench) == [
                "letter/unit/2026: no document has the number 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and more"
            ])
        try bench.tamper("DELETE FROM counter")
        #expect(try await faults(bench).count == 1)
        try bench.tamper("UPDATE document SET content = json_set(content, '$.number', 'B/x')")
        #expect(try await faults(bench) == ["R-E1", "R-E2"].map { "\($0): the document's number cannot be read" })
    }
}
