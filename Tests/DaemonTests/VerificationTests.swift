import Daemon
import Domain
import Foundation
import GRDB
import Journal
import Storage
import Synchronization
import TestSupport
import Testing

/// What `etle verify` must find beside single bits.
struct VerificationTests {
    @Test func `a state that is gone is an error, and nothing is made in its place`() throws {
        let installation = try Installation()
        for arguments in [["verify"], ["verify", "--restore"], ["verify", "x.pdf"], ["verify", "--ledger-only"]] {
            let run = try installation.etle.run(arguments + ["--config", installation.config])
            #expect(run.status == 1 && run.errors.contains("backup"), "\(run)")
            #expect(installation.files("state").isEmpty && installation.files("spool").isEmpty)
        }
    }

    @Test func `a lost database beside a ledger is no fresh start`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let installation = bench.installation
        let before = installation.files("state/ledger")
        for name in ["etle.sqlite", "etle.sqlite-wal", "etle.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: installation.path("state/\(name)"))
        }
        #expect(try installation.run("verify").status == 1)
        #expect(installation.files("state/ledger") == before)
        #expect(!installation.files("state").contains("etle.sqlite"))
        // Also where somebody started etle meanwhile, so that there is an empty one.
        #expect(try installation.run("events", "retry", "E1").errors.contains("there is no event"))
        let empty = try installation.run("verify")
        #expect(empty.status == 1 && empty.output.contains("ledger-00000001.jsonl"), "\(empty)")
    }

    /// Each is done to a copy of the database in which a case went all the way: read, decided, letter, answer, ticket, block, payment.
    static let removals = [
        "DELETE FROM event", "DELETE FROM legal_case", "DELETE FROM document", "DELETE FROM ticket",
        "DELETE FROM payment", "DELETE FROM block", "DELETE FROM charged_violation", "DELETE FROM picture",
        "DELETE FROM counter", "DELETE FROM notice",
        // A double payment and its refund: gone, altered, made up.
        "DELETE FROM refund", "DELETE FROM refund; DELETE FROM payment WHERE ticket IS NULL",
        "UPDATE refund SET amount_rupiah = 1", "UPDATE refund SET cause = 'case-closed'",
        "UPDATE refund SET owed_on = '2020-01-01'", "UPDATE refund SET payment = 1", "UPDATE refund SET payment = NULL",
        "UPDATE payment SET result = 'unknown-payment-code' WHERE ticket IS NULL",
        "UPDATE payment SET result = 'case-closed' WHERE ticket IS NULL; UPDATE refund SET cause = 'case-closed'",
        "UPDATE payment SET bank_reference = 'BRI-9' WHERE ticket IS NULL",
        "UPDATE payment SET received_at = received_at + 1 WHERE ticket IS NULL",
        """
        UPDATE payment SET amount_rupiah = 900000000 WHERE ticket IS NULL; UPDATE refund SET amount_rupiah = 900000000
        """,
        """
        INSERT INTO payment (bank_reference, code, amount_rupiah, paid_at, received_at, file, result)
            SELECT 'BRI-9', code, 900000000, paid_at, received_at, file, result FROM payment WHERE ticket IS NULL;
        INSERT INTO refund (event, unit_id, ticket, amount_rupiah, cause, owed_on, payment)
            SELECT event, unit_id, ticket, 900000000, cause, owed_on, last_insert_rowid() FROM refund
        """,
        "INSERT INTO refund SELECT NULL, event, unit_id, ticket, amount_rupiah, cause, owed_on, payment FROM refund",
        // A letter and all that hangs on it.
        """
        DELETE FROM block; DELETE FROM payment; DELETE FROM ticket; DELETE FROM notice; DELETE FROM legal_case;
        DELETE FROM document
        """,
        // An event begins anew, as if nothing had been decided.
        """
        UPDATE event SET stage = 'recognition', outcome = NULL, reading = NULL, decision = NULL, decided_at = NULL,
            plate = NULL; DELETE FROM charged_violation
        """,
        "UPDATE event SET stage = 'matching', outcome = NULL, decision = NULL, decided_at = NULL",
        "UPDATE document SET ledger_sequence = NULL, pdf_sha256 = NULL, json_sha256 = NULL, written_at = NULL",
        "UPDATE legal_case SET reference = reference || 'X'",
        "UPDATE event SET unit_id = 'bali'", "UPDATE event SET plate = 'B1ZZZ'",
        "UPDATE event SET received_at = received_at + 1", "UPDATE event SET removed_at = 1",
        "UPDATE document SET day = '2020-01-01'", "UPDATE document SET running = running + 1",
        "UPDATE document SET unit_id = 'bali'", "UPDATE notice SET answer_code = '0000'",
        "UPDATE notice SET answer = NULL WHERE answer IS NOT NULL", "UPDATE notice SET answered_at = 1",
        "UPDATE ticket SET payment_code = '999990000000000'", "UPDATE ticket SET deposit_rupiah = 1",
        "UPDATE ticket SET state = 'unpaid'", "UPDATE ticket SET points = 0", "UPDATE ticket SET offender = NULL",
        "UPDATE ticket SET issued_on = '2020-01-01'", "UPDATE payment SET paid_at = paid_at + 1",
        "UPDATE payment SET received_at = 1", "UPDATE payment SET amount_rupiah = 1",
        "UPDATE block SET plate = 'B1ZZZ'", "UPDATE block SET articles = 'x'", "UPDATE block SET block_answer = 'done'",
        "UPDATE block SET unit_id = 'bali'", "UPDATE block SET id = id + 1",
        "UPDATE legal_case SET unit_id = 'bali'", "UPDATE legal_case SET time_zone = 'Asia/Jayapura'",
        "UPDATE legal_case SET term_ends_at = 1", "UPDATE legal_case SET phase = 'ticketed'",
        "UPDATE counter SET value = value + 1", "INSERT INTO free_number SELECT name, value FROM counter",
        "INSERT INTO clone_flag (event, other, flagged_at, detail) SELECT id, id, 1, 'x' FROM event",
        "UPDATE charged_violation SET plate = 'B1ZZZ'",
    ]

    @Test func `what entries tell of and rows don't is found, and each row by what it is made from`() async throws {
        let bench = try await CaseBench.wholeCase()
        try await bench.verify()
        let folder = try TemporaryFolder()
        for (number, sql) in VerificationTests.removals.enumerated() {
            let target = folder.path.appending("\(number).sqlite").display
            try bench.copyJournal(to: target, changedBy: sql)
            let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
            #expect(!findings.isEmpty, "\(sql)")
        }
    }

    /// Scans that begin behind number 0 pass over what has a lower one.
    @Test(arguments: [
        """
        DELETE FROM picture; UPDATE event SET removed_at = received_at;
        INSERT INTO ledger SELECT -1, at, 'deletion', subject, '{}', hash, key_id, signature FROM ledger
            WHERE kind = 'event-accepted'
        """,
        """
        CREATE TEMP TABLE other AS SELECT * FROM event; UPDATE other SET id = -5, event_id = 'X';
        INSERT INTO event SELECT * FROM other
        """,
        """
        CREATE TEMP TABLE other AS SELECT * FROM document; UPDATE other SET id = -9223372036854775808, name = 'X';
        INSERT INTO document SELECT * FROM other
        """,
        """
        CREATE TEMP TABLE other AS SELECT * FROM ledger WHERE sequence = 1;
        UPDATE other SET sequence = 9223372036854775807; INSERT INTO ledger SELECT * FROM other
        """,
    ]) func `rows with numbers that are never given are findings`(sql: String) async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let folder = try TemporaryFolder()
        let target = folder.path.appending("journal.sqlite").display
        try bench.copyJournal(to: target, changedBy: sql)
        let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
        #expect(findings.contains { $0.contains("below 1") || $0.contains("out of order") }, "\(findings)")
    }

    @Test func `a letter without the entries that lead to it is a finding`() async throws {
        let bench = try CaseBench()
        // Another case's opening: so this version writes entries of openings.
        _ = try await bench.letter("0002", as: "E0")
        let (event, name) = ("SDR-014/E1", try await bench.letter())
        for (subject, kind) in [(event, "event-accepted"), (event, "decision"), (name, "case")] {
            let folder = try TemporaryFolder()
            let target = folder.path.appending("journal.sqlite").display
            try bench.copyJournal(
                to: target,
                changedBy: "UPDATE ledger SET subject = 'x' WHERE subject = '\(subject)' AND kind = '\(kind)'")
            let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
            #expect(findings.contains { $0.hasPrefix("document") && $0.contains("no word") }, "\(kind): \(findings)")
        }
    }

    @Test func `an officer's act that fails leaves the event as it was, and the ledger's files whole`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter("0001", as: "E1")
        let read = try await bench.event("E1")
        // The same pictures again; reading fails as they are away for a while.
        let frames = read.capture.frames
        let upload = AcceptableUpload(
            capture: Capture(
                eventID: "E2", cameraID: "SDR-014", capturedAt: bench.now.adding(seconds: -1800), lane: nil,
                violations: [ClaimedViolation(code: "red-light")], vehicle: nil, frames: frames),
            unitID: "metro-jaya", uploadSHA256: Digest.sha256("E2".utf8), files: [])
        _ = try await bench.engine.journal.accept([upload], at: bench.now)
        let failed = Decision(
            outcome: .review, rules: [], violations: upload.capture.violations, vehicle: nil, owner: nil)
        try await bench.engine.journal.sendToReview(bench.event("E2"), decision: failed, at: bench.now)
        try await bench.work()
        try await bench.verify("waits for an officer, unread")

        let other = try CaseBench(continuing: bench) { $0.replacingOccurrences(of: "id: SDR-014", with: "id: SDR-015") }
        await #expect(throws: DaemonError.self) {
            try await other.engine.correct(bench.event("E2"), plate: "B 1 ABC", officer: "70010001", reason: "x")
        }
        #expect(try await bench.event("E2").reading == nil)
        try await bench.verify("nothing came of it")
        // Meanwhile somebody else was faster; the configuration's entry came before that was seen.
        let next = try CaseBench(continuing: bench) {
            $0.replacingOccurrences(of: "id: SDR-015", with: "id: SDR-014")
                .replacingOccurrences(of: "court: Pengadilan Negeri Denpasar", with: "court: Pengadilan Negeri Badung")
        }
        await #expect(throws: JournalError.self) {
            try await next.engine.dismiss(bench.event("E1"), officer: "70010001", reason: "x")
        }
        try await bench.verify("its entry is in the file")
        _ = try await next.engine.correct(
            bench.event("E2"), plate: "B 1487 SVR", officer: "70010001", reason: "read it")
        #expect(try await bench.event("E2").reading != nil)
        try await bench.verify("read anew for the act")
        if try await bench.event("E2").outcome == .review {
            _ = try await next.engine.dismiss(bench.event("E2"), officer: "70010001", reason: "x")
        }
        try await bench.verify("read anew, another plate, dismissed")
    }

    @Test func `a database and ledger of last week are told by the roots that were published since`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter("0001", as: "E1")
        bench.pass(days: 1)
        try await bench.work()
        let state = bench.installation.path("state")
        let old = try TemporaryFolder()
        try bench.copyJournal(to: old.path.appending("etle.sqlite").display, changedBy: "")
        try FileManager.default.copyItem(
            atPath: "\(state)/ledger/ledger-00000001.jsonl", toPath: old.path.appending("ledger").display)
        _ = try await bench.letter("0002", as: "E2")
        bench.pass(days: 1)
        try await bench.work()
        let published = old.path.appending("published.csv").display
        try FileManager.default.copyItem(atPath: "\(state)/ledger/roots.csv", toPath: published)
        let key = try #require(bench.installation.files("state/ledger/keys").first { $0.hasSuffix(".pub") })
        let good = try bench.installation.run("verify", "--roots", published, "--key", "\(state)/ledger/keys/\(key)")
        #expect(good.status == 0, "\(good)")

        for name in ["etle.sqlite-wal", "etle.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: "\(state)/\(name)")
        }
        try FileManager.default.removeItem(atPath: "\(state)/etle.sqlite")
        try FileManager.default.removeItem(atPath: "\(state)/ledger/ledger-00000001.jsonl")
        try FileManager.default.moveItem(
            atPath: old.path.appending("etle.sqlite").display, toPath: "\(state)/etle.sqlite")
        try FileManager.default.moveItem(
            atPath: old.path.appending("ledger").display, toPath: "\(state)/ledger/ledger-00000001.jsonl")
        let back = try bench.installation.run("verify", "--ledger-only")
        #expect(back.status == 1 && back.output.contains("roots"), "\(back)")
        try FileManager.default.removeItem(atPath: "\(state)/ledger/roots.csv")
        let elsewhere = try bench.installation.run("verify", "--ledger-only", "--roots", published)
        #expect(elsewhere.output.contains("published.csv"), "\(elsewhere)")
        let other = try TemporaryFolder()
        let stranger = try LedgerKey.load(from: other.path, files: FileLayer()).id
        let signed = try bench.installation.run(
            "verify", "--ledger-only", "--key", other.path.appending("\(stranger).pub").display)
        #expect(signed.output.contains("another ledger"), "\(signed)")
    }

    @Test func `a published root is never taken back`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let path = bench.installation.path("state/ledger/roots.csv")
        let strange = "day,first,last,root\n2026-01-01,1,2,\(String(repeating: "0", count: 64))\n"
        try strange.write(toFile: path, atomically: true, encoding: .utf8)
        bench.pass(days: 2)
        await #expect(throws: DaemonError.self) { try await bench.work() }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == strange)
        #expect(try await Verification(bench.engine).all().findings.contains { $0.part == "roots" })
    }

    @Test func `a ledger's file that lost lines or is gone is found while no daemon works`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let path = RawPath(bench.installation.path("state/ledger/ledger-00000001.jsonl"))
        let bytes = try FileLayer().read(path, limit: 1 << 24)
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let cut = lines.dropLast(2).flatMap { Array($0) + [UInt8(ascii: "\n")] }
        func findings() async throws -> [String] {
            try await Verification(bench.engine).all().findings.map { "\($0.part) \($0.subject)" }
        }
        try FileLayer().writeDurably(path, bytes: cut)
        #expect(try await findings() == ["ledger-file \(lines.count - 1)"])
        try FileLayer().remove(path)
        #expect(try await findings() == ["ledger-file 1"])
        let lock = try #require(try FolderLock(RawPath(bench.installation.path("state/etle.lock"))))
        #expect(try await findings() == [])
        withExtendedLifetime(lock) {}
        try FileLayer().writeDurably(path, bytes: bytes)
        try FileLayer().writeDurably(
            path.parent.unsafelyUnwrapped.appending("ledger-00000002.jsonl"), bytes: lines[0] + [10])
        #expect(try await findings() == ["ledger-file ledger-00000002.jsonl"])
    }

    @Test func `an append to the ledger's file that fails is made again without a line too many`() async throws {
        let failures = Mutex(0)
        let files = FileLayer { operation, path throws(StorageError) in
            guard operation == .sync, path.hasSuffix(".jsonl"), failures.withLock({ $0 > 0 }) else { return }
            failures.withLock { $0 -= 1 }
            throw StorageError(operation, path, code: ENOSPC)
        }
        let bench = try CaseBench(files: files)
        _ = try await bench.letter("0001", as: "E1")
        let pipeline = Pipeline(bench.engine, once: true)
        try await pipeline.recover()
        try FixtureUpload("0002").send(to: bench.installation, as: "E2", capturedAt: bench.now.adding(seconds: -3600))
        failures.withLock { $0 = 1 }
        await #expect(throws: StorageError.self) { try await pipeline.runOnce() }
        try await pipeline.runOnce()
        try await bench.verify()
    }

    @Test func `damage inside a file of the ledger is put right from the journal, and what lay there is kept`()
        async throws
    {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let folder = RawPath(bench.installation.path("state/ledger"))
        let path = folder.appending("ledger-00000001.jsonl")
        let bytes = try FileLayer().read(path, limit: 1 << 24)
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
        var altered = bytes
        altered[lines[0].count + 20] ^= 1
        let stray = folder.appending("ledger-00000002.jsonl")
        for damaged in [altered, (lines[0...2] + lines[1...]).flatMap { $0 }, Array(bytes.dropFirst(lines[0].count))] {
            try FileLayer().writeDurably(path, bytes: damaged)
            try FileLayer().writeDurably(stray, bytes: lines[0])
            let found = try bench.installation.run("verify")
            let told = found.output.split(separator: "\n").filter { $0.contains("ledger-00000001.jsonl") }
            #expect(told.count == 1 && told.first?.contains("etle verify --restore") == true, "\(found.output)")
            let lock = try #require(try FolderLock(RawPath(bench.installation.path("state/etle.lock"))))
            let refused = try bench.installation.run("verify", "--restore")
            #expect(refused.status == 1 && refused.errors.contains("stop the daemon first"), "\(refused)")
            withExtendedLifetime(lock) {}
        }
        let last = try FileLayer().read(path, limit: 1 << 24)
        let restored = try bench.installation.run("verify", "--restore")
        #expect(restored.status == 0, "\(restored)")
        #expect(try FileLayer().read(path, limit: 1 << 24) == bytes)
        #expect(try FileLayer().read(folder.appending("ledger-00000001.jsonl.aside-1"), limit: 1 << 24) == last)
        #expect(try FileLayer().inspect(stray) == nil)
        // Not from a chain that doesn't hold.
        try FileLayer().writeDurably(path, bytes: altered)
        try await bench.tamper("UPDATE ledger SET payload = '{}' WHERE sequence = 2")
        let left = try bench.installation.run("verify", "--restore")
        #expect(left.status == 1 && left.errors.contains("chain doesn't hold"), "\(left)")
        #expect(try FileLayer().read(path, limit: 1 << 24) == altered)
    }

    @Test func `what lies among batches and lists and was never handed out is found`() async throws {
        let bench = try await CaseBench.wholeCase()
        try await bench.verify("today's lists are no finding")
        bench.pass(days: 1)
        try await bench.work()
        let lists = bench.installation.files("state/out/blocks").filter { $0.hasSuffix("-changes.csv") }
        let closed = try #require(lists.first?.split(separator: "/").first)
        let batch = try #require(bench.installation.files("state/out/batches").first?.split(separator: "/").first)
        for name in [
            "batches/2020-01-01/metro-jaya-001.pdf", "batches/\(batch)/metro-jaya-777.pdf",
            "blocks/\(closed)/ZZ-changes.csv", "blocks/2099-01-01/B-changes.csv",
            "refunds/\(bench.today.iso8601)/metro-jaya.csv", "refunds/\(batch)/metro-jaya.csv", "batches/stray",
        ] {
            let path = RawPath(bench.installation.path("state/out/\(name)"))
            try FileLayer().writeDurably(path, bytes: "x".utf8)
            let findings = try await Verification(bench.engine).all().findings
            #expect(findings.map(\.subject) == [path.display], "\(name)")
            try FileLayer().remove(path)
        }
        try await bench.verify()
    }

    @Test func `letters that an older database knows nothing of are told from forged ones`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter("0001", as: "E1")
        let older = bench.installation.path("older.sqlite")
        try bench.copyJournal(to: older, changedBy: "")
        let later = try await bench.letter("0002", as: "E2")
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: bench.installation.path("state/etle.sqlite\(ending)"))
        }
        try FileManager.default.moveItem(atPath: older, toPath: bench.installation.path("state/etle.sqlite"))
        let found = try bench.installation.run("verify", "--json")
        let told = found.output.split(separator: "\n").filter { $0.contains(later) }
        #expect(told.count == 3 && told.allSatisfy { $0.contains("an older database was put back") }, "\(found.output)")
    }

    @Test func `officers' acts are in the ledger's files although no daemon works`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        let done = try bench.installation.run(
            "cases", "withdraw", reference, "--officer", "70010001", "--reason", "x")
        #expect(done.status == 0, "\(done)")
        try await bench.verify()
        #expect(try bench.installation.run("keys", "rotate").status == 0)
        let after = try bench.installation.run("verify")
        #expect(after.status == 0, "\(after)")
    }

    @Test func `no daemon can start while the signing key is changed`() async throws {
        let held = Mutex<[Bool]>([])
        let files = FileLayer { operation, path throws(StorageError) in
            guard operation == .rename, let keys = path.range(of: "/ledger/keys/") else { return }
            let isHeld = try FolderLock.isHeld(RawPath("\(path[..<keys.lowerBound])/etle.lock"))
            held.withLock { $0.append(isHeld) }
        }
        let bench = try CaseBench(files: files)
        held.withLock { $0 = [] }
        _ = try await bench.engine.rotateKey()
        #expect(held.withLock { !$0.isEmpty && $0.allSatisfy { $0 } })
        try await bench.verify()
    }

    @Test func `a bit in the ledger's last line doesn't keep etle from starting`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let path = RawPath(bench.installation.path("state/ledger/ledger-00000001.jsonl"))
        let bytes = try FileLayer().read(path, limit: 1 << 24)
        var altered = bytes
        altered[bytes.count - 20] ^= 1
        try FileLayer().writeDurably(path, bytes: altered)
        try bench.installation.runOnce()
        #expect(try FileLayer().read(path, limit: 1 << 24).starts(with: bytes))
        #expect(bench.installation.files("state/ledger").contains("ledger-00000001.jsonl.aside-1"))
        #expect(try bench.installation.run("verify").status == 0)
    }

    @Test func `a missing signing key is told with what to do, and no other is made`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let key = bench.installation.path("state/ledger/keys/signing.pem")
        try FileManager.default.moveItem(atPath: key, toPath: "\(key).away")
        for arguments in [["run", "--once"], ["keys", "make"], ["keys", "show"], ["status"]] {
            let run = try bench.installation.etle.run(arguments + ["--config", bench.installation.config])
            #expect(run.status == 1 && run.errors.contains("backup"), "\(arguments) \(run)")
            #expect(!FileManager.default.fileExists(atPath: key))
        }
        let verify = try bench.installation.run("verify")
        #expect(verify.status == 1 && verify.output.contains("no signing key"), "\(verify)")
    }

    @Test func `a single letter is checked down to its signature, and restored from nothing that doesn't hold`()
        async throws
    {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let name = try #require(bench.installation.files("state/out/notices").first { $0.hasSuffix(".json") })
        let file = bench.installation.path("state/out/notices/\(name)")
        #expect(try bench.installation.run("verify", file).status == 0)
        let signed = try String(contentsOfFile: file, encoding: .utf8)
        // Row and file agree on another owner, and the row's hash is made to fit.
        let forged = signed.replacingOccurrences(of: "\"place\" : \"", with: "\"place\" : \"X")
        #expect(forged != signed)
        try forged.write(toFile: file, atomically: true, encoding: .utf8)
        try await DatabaseQueue(path: bench.installation.path("state/etle.sqlite")).write { database in
            try database.execute(
                sql: """
                    UPDATE document SET content = replace(content, '"place":"', '"place":"X'), json_sha256 = ?
                    """, arguments: [Digest.sha256(forged.utf8)])
        }
        let found = try bench.installation.run("verify", file)
        #expect(found.status == 1, "\(found)")
        try FileManager.default.removeItem(atPath: file)
        let restored = try bench.installation.run("verify", "--restore")
        #expect(restored.status == 1 && restored.errors.contains("0 documents written again"), "\(restored)")
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `evidence of answers, forged letters and altered exports are found, what nothing names is noted`()
        async throws
    {
        let bench = try await CaseBench.wholeCase()
        bench.pass(days: 1)
        try await bench.work()
        try await bench.verify()
        func report() async throws -> Verification.Report { try await Verification(bench.engine).all() }
        let stray = try bench.engine.evidence.put(Array("stray".utf8))
        let noted = try await report()
        #expect(noted.findings == [] && noted.notes.map(\.subject) == [stray])
        try FileLayer().remove(bench.engine.evidence.path(of: stray))

        for kind in [LedgerEntry.Kind.answer, .payment] {
            let entry = try #require(
                try await bench.engine.journal.ledger(after: 0, limit: 1000).last { $0.kind == kind })
            let says = try CanonicalJSON.decode(CaseEcho.self, from: entry.payload)
            let path = bench.engine.evidence.path(of: try #require(says.file))
            let bytes = try FileLayer().read(path, limit: 1 << 20)
            try FileLayer().writeDurably(path, bytes: bytes + [10])
            #expect(try await report().findings.map(\.part) == ["evidence"], "\(kind)")
            try FileLayer().writeDurably(path, bytes: bytes)
        }

        let name = try #require(bench.installation.files("state/out/notices").first { $0.hasSuffix(".pdf") })
        let copy = bench.installation.path("state/out/notices/\(name)").replacingOccurrences(of: ".pdf", with: "2.pdf")
        try Data("%PDF".utf8).write(to: URL(fileURLWithPath: copy))
        #expect(try await report().findings.map(\.part) == ["file"])
        try FileManager.default.removeItem(atPath: copy)

        let batch = try #require(bench.installation.files("state/out/batches").first { $0.hasSuffix(".csv") })
        let path = RawPath(bench.installation.path("state/out/batches/\(batch)"))
        let bytes = try FileLayer().read(path, limit: 1 << 20)
        try FileLayer().writeDurably(path, bytes: bytes + [10])
        #expect(try await report().findings.map(\.part) == ["export"])
        try FileLayer().remove(path)
        let missing = try await report()
        #expect(missing.findings == [] && missing.notes.map(\.part) == ["export"])
    }

    @Test func `a row that cannot be read is told without a name or address`() async throws {
        let bench = try await CaseBench.wholeCase()
        let owner = try #require(
            try await bench.engine.journal.notice(
                bench.engine.journal.references(of: 1).first ?? "")?.content.owner)
        let folder = try TemporaryFolder()
        for sql in [
            "UPDATE document SET day = x'ff00fe'", "UPDATE event SET stage = x'ff00fe'",
            "UPDATE legal_case SET phase = x'ff00fe'", "UPDATE notice SET answered_at = x'ff00fe'",
        ] {
            let target = folder.path.appending("journal.sqlite").display
            try bench.copyJournal(to: target, changedBy: sql)
            let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
                .joined(separator: "\n")
            #expect(findings.contains("cannot be read"), "\(sql)")
            #expect(!findings.contains(owner.name) && !findings.contains(owner.address), "\(sql)")
            try FileManager.default.removeItem(atPath: target)
        }
    }
}
