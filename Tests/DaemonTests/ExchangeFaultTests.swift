import Configuration
import Daemon
import Domain
import Foundation
import Ingest
import Journal
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

/// Answers, payments, the post's and the Samsat's lists, with every single file system call failing in turn, and with kills.
struct ExchangeFaultTests {
    /// An installation with cases, and files of all kinds that lie in its folders.
    private struct Prepared {
        let bench: CaseBench
        let confirming: String
        let passingOn: String
        let paying: String
        let contesting: String
    }

    private func prepare() async throws -> Prepared {
        let bench = try CaseBench()
        let confirming = try await bench.letter("0001", as: "E1")
        let paying = try await bench.letter("0002", as: "E2")
        let contesting = try await bench.letter("0004", as: "E3")
        let passingOn = try await bench.letter("0001", as: "E4", secondsAgo: 7200)
        return Prepared(
            bench: bench, confirming: confirming, passingOn: passingOn, paying: paying, contesting: contesting)
    }

    private func dropAll(_ prepared: Prepared) async throws {
        let bench = prepared.bench
        try await bench.answer(prepared.paying, "driver")
        let bill = try await bench.bill(prepared.paying)
        let named = #","driver":{"name":"SOPIR CONTOH","address":"JL. SOPIR 1","city":"BOGOR"}"#
        try bench.put(await bench.answerText(prepared.confirming, "driver"), into: "answers", as: "1.json")
        try bench.put(
            String(await bench.answerText(prepared.passingOn, "other-driver").dropLast()) + named + "}",
            into: "answers", as: "2.json")
        try bench.put(
            await bench.answerText(prepared.contesting, "driver", code: "3333-3333"), into: "answers", as: "3.json")
        try bench.put(
            bench.paymentText([
                (bill.code, bill.rupiah - 100, bench.now, "BRI-1"), ("111111111111111", 5, bench.now, "BRI-1"),
                (bill.code, 300, bench.now, "BRI-2"), (bill.code, 700, bench.now, "BRI-3"),
            ]), into: "payments", as: "bank.csv")
        try bench.put(
            "document,status,date\n\(prepared.contesting),delivered,\(bench.today.iso8601)\nNOBODY,returned,2026-01-01\n",
            into: "post", as: "post.csv")
        try bench.put("block,action,plate,result\n77,block,B 1 A,done\n", into: "acknowledgements", as: "samsat.csv")
    }

    /// What must be true once everything is worked off, whatever happened on the way.
    private func check(_ engine: Engine, in folder: String, _ prepared: Prepared, _ what: Comment) async throws {
        func value(_ name: String) async throws -> LegalCase { try await engine.legalCase(named: name).value }
        let paid = try await value(prepared.paying)
        let bill = try #require(paid.ticket?.dueRupiah)
        #expect(paid.ending == .paid && paid.paidRupiah == bill + 200, what)
        #expect(try await value(prepared.confirming).phase == .ticketed, what)
        #expect(try await value(prepared.passingOn).letters.count == 2, what)
        #expect(try await value(prepared.contesting).letter.posting.deliveredOn != nil, what)
        #expect(try await engine.journal.notice(prepared.contesting)?.wrongCodes == 1, what)
        let spool = "\(folder)/spool"
        for name in ["answers", "payments", "post", "acknowledgements"] {
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(spool)/\(name)").isEmpty, what)
        }
        var kept: [String] = []
        for name in ["answers", "payments", "post", "acknowledgements"] {
            kept += try FileManager.default.contentsOfDirectory(atPath: "\(spool)/rejected/\(name)")
                .filter { !$0.hasSuffix(".reason.json") }.map { $0.split(separator: "-").first.map(String.init) ?? "" }
        }
        #expect(kept.sorted() == ["3.json", "already", "overpaid", "part", "unknown", "unknown", "unknown"], what)
        let refunds = try String(
            contentsOfFile: "\(folder)/state/out/refunds/\(prepared.bench.today.iso8601)/metro-jaya.csv",
            encoding: .utf8)
        #expect(refunds.split(separator: "\n").count == 3, what)
        let findings = try await Verification(engine).all().findings
        #expect(findings == [], what)
    }

    /// - Parameter ahead: seconds by which its clock is ahead: what failed waits before it is tried again.
    private func engine(in folder: String, files: FileLayer = FileLayer(), ahead: Double = 0) throws -> Engine {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try Engine(
            configuration: Configuration.load(from: "\(folder)/etle.yaml").get(), files: files,
            clock: Clock(now: { Clock.system.now().adding(seconds: ahead) }, uptime: Clock.system.uptime),
            logger: logger)
    }

    private func work(_ engine: Engine) async throws {
        let pipeline = Pipeline(engine, once: true)
        try await pipeline.recover()
        try await pipeline.runOnce()
    }

    @Test(.timeLimit(.minutes(20)))
    func `whichever file system call fails, no answer, payment or list is lost or doubled`() async throws {
        let prepared = try await prepare()
        try await dropAll(prepared)
        let original = prepared.bench.installation.folder.path.display
        let codes: [Int32] = [ENOSPC, EIO]
        // Every tenth call, each time another code; `ETLE_STEP=1` takes each.
        let step = Int(ProcessInfo.processInfo.environment["ETLE_STEP"] ?? "") ?? 10
        var doomed = 0
        while true {
            let copy = try TemporaryFolder()
            let folder = copy.path.appending("copy").display
            try FileManager.default.copyItem(atPath: original, toPath: folder)
            let calls = Mutex(0)
            let failed = Mutex<String?>(nil)
            let (number, code) = (doomed, codes[doomed / step % codes.count])
            let files = FileLayer { operation, path throws(StorageError) in
                let call = calls.withLock { count in
                    defer { count += 1 }
                    return count
                }
                guard call == number else { return }
                failed.withLock { $0 = "\(operation.rawValue) of \(path)" }
                throw StorageError(operation, path, code: code)
            }
            do { try await work(engine(in: folder, files: files)) } catch {}
            let healthy = try engine(in: folder, ahead: 5)
            try await work(healthy)
            let what = failed.withLock { $0 }
            try await check(healthy, in: folder, prepared, "call \(number), \(what ?? "none"), error \(code)")
            guard what != nil else { break }
            doomed += step
        }
        #expect(doomed > 50, "calls: \(doomed)")
    }

    @Test(.timeLimit(.minutes(20)))
    func `kills while answers, payments and lists are taken lose nothing and double nothing`() async throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["ETLE_SEED"] ?? "") ?? 20_261_122
        var generator = SeededGenerator(seed: seed)
        let prepared = try await prepare()
        try await dropAll(prepared)
        let original = prepared.bench.installation.folder.path.display
        let rounds = Int(ProcessInfo.processInfo.environment["ETLE_KILLS"] ?? "") ?? 10
        for round in 0..<rounds {
            let copy = try TemporaryFolder()
            let folder = copy.path.appending("copy").display
            try FileManager.default.copyItem(atPath: original, toPath: folder)
            for _ in 0..<3 {
                let daemon = try prepared.bench.installation.etle.start(["run", "--config", "\(folder)/etle.yaml"])
                usleep(.random(in: 100_000...700_000, using: &generator))
                kill(daemon.processIdentifier, SIGKILL)
                daemon.waitUntilExit()
            }
            let healthy = try engine(in: folder, ahead: 5)
            try await work(healthy)
            try await check(healthy, in: folder, prepared, "seed \(seed), round \(round)")
        }
    }
}
