import Domain
import Foundation
import GRDB
import Journal
import Storage
import TestSupport
import Testing

/// A journal of its own, with some events in it.
struct JournalBench {
    let folder: TemporaryFolder
    let journal: Journal
    let files = FileLayer()
    let now = Timestamp(milliseconds: 1_784_600_000_000)

    var path: String { folder.path.appending("etle.sqlite").display }
    var keys: RawPath { folder.path.appending("keys") }

    init() async throws {
        folder = try TemporaryFolder()
        journal = try Journal(
            path: folder.path.appending("etle.sqlite").display,
            key: LedgerKey.load(from: folder.path.appending("keys"), files: FileLayer()))
    }

    func upload(_ id: String, content: String = "x") -> AcceptableUpload {
        AcceptableUpload(
            capture: Capture(
                eventID: id, cameraID: "CAM-1", capturedAt: now, lane: nil,
                violations: [ClaimedViolation(code: "red-light")], vehicle: nil, frames: []),
            unitID: "unit", uploadSHA256: content, files: [])
    }

    func event(_ id: String) async throws -> EventRecord {
        try #require(try await journal.events(named: id).first)
    }

    /// What doesn't hold of the chain.
    func problems(confirmed: Set<Int64> = []) async throws -> [String] {
        var checker = try LedgerChecker(keysIn: keys, files: files)
        return await checker.check(try await journal.ledger(after: 0, limit: 1000), confirmed: confirmed).map(\.message)
    }

    /// Changes the file behind the journal's back.
    func tamper(_ sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }
}

let emptyReading = EventReading(
    candidates: [], colour: .unknown, expiry: nil, sightings: [], doubts: [], model: "model")

func decision(_ outcome: Outcome) -> Decision {
    Decision(outcome: outcome, rules: [], violations: [], vehicle: nil, owner: nil)
}

struct LedgerTests {
    @Test func `an honest chain holds`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1"), bench.upload("E2")], at: bench.now)
        try await bench.journal.store(emptyReading, for: bench.event("E1"), at: bench.now)
        #expect(try await bench.journal.ledger(after: 0, limit: 10).map(\.sequence) == [1, 2, 3])
        #expect(try await bench.problems().isEmpty)
        #expect(try bench.journal.damages().isEmpty)
    }

    static let alterations = [
        "UPDATE ledger SET payload = replace(payload, 'x', 'y') WHERE sequence = 2",
        "UPDATE ledger SET at = at + 1 WHERE sequence = 2",
        "UPDATE ledger SET subject = 'CAM-1/E9' WHERE sequence = 2",
        "UPDATE ledger SET kind = 'reading' WHERE sequence = 2",
        "UPDATE ledger SET hash = (SELECT hash FROM ledger WHERE sequence = 1) WHERE sequence = 2",
        "UPDATE ledger SET signature = (SELECT signature FROM ledger WHERE sequence = 1) WHERE sequence = 2",
        "UPDATE ledger SET key_id = '0000000000000000' WHERE sequence = 2",
        "DELETE FROM ledger WHERE sequence = 2",
    ]

    @Test(arguments: alterations)
    func `an altered entry is found and named`(alteration: String) async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...4).map { bench.upload("E\($0)") }, at: bench.now)
        try bench.tamper(alteration)
        let problems = try await bench.problems()
        #expect(problems.first?.contains("entry 2") == true || problems.first?.contains("entry 3") == true)
    }

    /// Whoever changes both copies of an entry and makes the hashes anew still can't sign them.
    @Test func `a chain made anew without the key is found where it begins, also where a second copy agrees`()
        async throws
    {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...200).map { bench.upload("E\($0)") }, at: bench.now)
        let all = Set((1...200).map(Int64.init))
        #expect(try await bench.problems(confirmed: all).isEmpty)
        var previous = try await bench.journal.hash(before: 70)
        for var entry in try await bench.journal.ledger(after: 69, limit: 1000) {
            if entry.sequence == 70 { entry.payload = entry.payload.replacing("upload", with: "onload") }
            let lines = [
                "etle.ledger/1", "\(entry.sequence)", "\(entry.at.milliseconds)", entry.kind.rawValue, entry.subject,
                Digest.sha256(entry.payload.utf8), previous,
            ]
            previous = Digest.sha256(lines.map { $0 + "\n" }.joined().utf8)
            try bench.tamper(
                "UPDATE ledger SET payload = '\(entry.payload)', hash = '\(previous)' WHERE sequence = \(entry.sequence)"
            )
        }
        let problems = try await bench.problems(confirmed: all)
        #expect(problems.count == 131)
        #expect(problems.first == "entry 70 (event-accepted) has a wrong signature")
    }

    @Test func `a chain made anew with another key is not taken for ours`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1")], at: bench.now)
        for entry in try bench.files.list(bench.keys) where entry.name.suffix(4) == Array(".pub".utf8)[...] {
            try bench.files.remove(bench.keys.appending(entry.name))
        }
        #expect(try await bench.problems() != [])
    }

    @Test func `a key that others may read is refused`() throws {
        let folder = try TemporaryFolder()
        _ = try LedgerKey.load(from: folder.path, files: FileLayer())
        #expect(chmod(folder.path.appending("signing.pem").display, 0o644) == 0)
        #expect(throws: LedgerKeyError.self) { try LedgerKey.load(from: folder.path, files: FileLayer()) }
    }

    @Test func `the ledger's file goes on after a line that a crash cut off`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...3).map { bench.upload("E\($0)") }, at: bench.now)
        let entries = try await bench.journal.ledger(after: 0, limit: 10)
        let ledger = LedgerFile(folder: bench.folder.path.appending("ledger"), files: bench.files)
        func recover() async throws -> LedgerFile.Recovery {
            try await ledger.recover { number in entries.first { $0.sequence == number } }
        }
        #expect(try await recover().last == 0)
        try ledger.append(Array(entries.prefix(2)))
        try bench.files.append(ledger.path(of: 3), bytes: Array(entries[2].line.prefix(20)))
        #expect(try await recover().last == 2)
        try ledger.append([entries[2]])
        #expect(try bench.files.read(ledger.path(of: 1), limit: 1 << 20) == entries.flatMap(\.line))
    }

    @Test func `a changed bit in the ledger's file is told with its line, kept aside, and stops nothing`() async throws
    {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...3).map { bench.upload("E\($0)") }, at: bench.now)
        let entries = try await bench.journal.ledger(after: 0, limit: 10)
        let ledger = LedgerFile(folder: bench.folder.path.appending("ledger"), files: bench.files)
        let whole = entries.flatMap(\.line)
        try bench.files.makeFolders(ledger.folder)
        for bit in [0, 8 * (whole.count - 300), 8 * (whole.count - 2)] {
            try ledger.append(entries)
            var bytes = whole
            bytes[bit == 0 ? entries[0].line.count + entries[1].line.count : bit / 8] ^= 1
            try bench.files.writeDurably(ledger.path(of: 1), bytes: bytes)
            // Other files beside it are none of the ledger's.
            try bench.files.writeDurably(ledger.folder.appending("ledger-00000001.jsonl.bak"), bytes: "x".utf8)
            let recovery = try await ledger.recover { number in entries.first { $0.sequence == number } }
            #expect(recovery.last == 0)
            #expect(recovery.problems.count == 1)
            #expect(recovery.problems.first?.contains("ledger-00000001.jsonl, line 3") == true)
            #expect(try bench.files.inspect(ledger.path(of: 1)) == nil)
        }
        let kept = try bench.files.list(ledger.folder).filter { $0.name.contains(Array(".aside-".utf8)) }
        #expect(kept.count == 3)
    }

    @Test func `files that are ahead of an older journal are kept aside`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...3).map { bench.upload("E\($0)") }, at: bench.now)
        let entries = try await bench.journal.ledger(after: 0, limit: 10)
        let ledger = LedgerFile(folder: bench.folder.path.appending("ledger"), files: bench.files)
        try bench.files.makeFolders(ledger.folder)
        try ledger.append(entries)
        let recovery = try await ledger.recover { number in entries.prefix(2).first { $0.sequence == number } }
        #expect(recovery.last == 0 && recovery.problems.count == 1)
    }

    @Test func `a missing signing key is never replaced where the ledger has entries`() async throws {
        let bench = try await JournalBench()
        #expect(try Journal.wantedSigner(ofJournal: bench.path, files: bench.files) == nil)
        _ = try await bench.journal.accept([bench.upload("E1")], at: bench.now)
        let wanted = try #require(try Journal.wantedSigner(ofJournal: bench.path, files: bench.files))
        #expect(try LedgerKey.signingID(in: bench.keys, files: bench.files) == wanted)
        try bench.files.remove(bench.keys.appending(LedgerKey.privateName))
        let error = #expect(throws: LedgerKeyError.self) {
            try LedgerKey.load(from: bench.keys, wanted: wanted, files: bench.files)
        }
        #expect(error?.description.contains(wanted) == true && error?.description.contains("backup") == true)
        #expect(try LedgerKey.signingID(in: bench.keys, files: bench.files) == nil)
        _ = try LedgerKey.load(from: bench.keys, wanted: nil, files: bench.files)
    }

    @Test func `the configuration's entry tells of another list of exempt vehicles`() async throws {
        let bench = try await JournalBench()
        for (lists, count) in [("a", 1), ("a", 1), ("b", 2)] {
            try await bench.journal.note(configuration: "c", lists: lists, model: "m", at: bench.now)
            #expect(try await bench.journal.ledger(about: "configuration").count == count)
        }
    }

    @Test func `a journal that is only read is neither made nor changed, and another version's is told`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1")], at: bench.now)
        let read = try Journal(reading: bench.path)
        #expect(try await read.ledger(after: 0, limit: 10).count == 1)
        await #expect(throws: (any Error).self) { try await read.accept([bench.upload("E2")], at: bench.now) }
        let other = bench.folder.path.appending("none.sqlite").display
        #expect(throws: (any Error).self) { try Journal(reading: other) }
        #expect(try bench.files.inspect(RawPath(other)) == nil)
        try bench.tamper("DELETE FROM grdb_migrations WHERE identifier = 'retention'")
        let error = #expect(throws: JournalError.self) { try Journal(reading: bench.path) }
        #expect(error?.code == .otherVersion && error?.message.contains("older") == true)
        try bench.tamper("INSERT INTO grdb_migrations VALUES ('retention'), ('of tomorrow')")
        #expect(throws: JournalError.self) { try Journal(reading: bench.path) }
    }

    @Test func `a row that cannot be read is named without what it says, and ends no other`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...3).map { bench.upload("E\($0)") }, at: bench.now)
        try bench.tamper("UPDATE event SET capture = x'ff00fe' WHERE id = 2")
        try bench.tamper("UPDATE ledger SET kind = 'other' WHERE sequence = 1")
        let events = try #require(try await bench.journal.eventProofs(after: 0, limit: 10)?.events)
        let faults = events.compactMap { event -> RowFault? in
            if case .failure(let fault) = event { fault } else { nil }
        }
        #expect(
            events.count == 3 && faults.map(\.description) == ["row 2 of table event: column capture cannot be read"])
        let ledger = try await bench.journal.ledgerProofs(after: 0, limit: 10)
        #expect(ledger.entries.map(\.sequence) == [2, 3] && ledger.last == 3)
        #expect(ledger.faults.map(\.description) == ["row 1 of table ledger: column kind cannot be read"])
    }

    @Test func `an event that an entry tells of and that is gone is found`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...3).map { bench.upload("E\($0)") }, at: bench.now)
        let entries = try await bench.journal.ledger(after: 0, limit: 10)
        #expect(try await bench.journal.missingRows(of: entries).isEmpty)
        try bench.tamper("DELETE FROM event WHERE id = 2")
        #expect(try await bench.journal.missingRows(of: entries).map(\.sequence) == [2])
    }
}
