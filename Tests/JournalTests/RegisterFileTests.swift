import Domain
import Journal
import TestSupport
import Testing

/// What the ledger says of the vehicle register's files, and the journal's own file.
struct RegisterFileTests {
    private func file(_ number: Int64, day: Int64, sha256: String = "a") -> RegisterFile {
        RegisterFile(
            number: number, sha256: sha256, kind: "extract", asOf: nil,
            importedAt: Timestamp(milliseconds: day * 86_400_000), rows: 1)
    }

    @Test func `an entry that comes late discards no other, a number that is given again all after it`() async throws {
        let bench = try await JournalBench()
        for late in [file(2, day: 20), file(1, day: 10)] { try bench.journal.note(late, at: bench.now) }
        #expect(try await bench.journal.registerFiles().map(\.number) == [1, 2])
        try bench.journal.note(file(3, day: 30), at: bench.now)
        try bench.journal.note(file(2, day: 40, sha256: "b"), at: bench.now)
        #expect(try await bench.journal.registerFiles() == [file(1, day: 10), file(2, day: 40, sha256: "b")])
    }

    @Test func `a second look at the journal in one process leaves its locks alone`() async throws {
        let bench = try await JournalBench()
        // What another process finds: the bytes that SQLite locks to read (its os.h, SHARED_FIRST and SHARED_SIZE).
        func isLocked() throws -> Bool {
            let ask = """
                import fcntl, sys
                with open(sys.argv[1], "r+b") as file:
                    try: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
                    except OSError: sys.exit(3)
                """
            return try run("python3", ["-c", ask, bench.path]).status == 3
        }
        _ = try await bench.journal.registerFiles()
        try #require(try isLocked())
        let second = try Journal(path: bench.path, key: LedgerKey.load(from: bench.keys, files: bench.files))
        #expect(try isLocked())
        _ = try await second.registerFiles()
    }
}
