import Daemon
import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

struct RetentionTests {
    @Test func `pictures go when their time is over, others and the proof of all of them stay`() async throws {
        let bench = try CaseBench {
            $0.replacingOccurrences(of: "log:", with: "retention: {dismissed_days: 10, closed_days: 20}\nlog:")
        }
        let closed = try await bench.letter("0001", as: "E1")
        let open = try await bench.letter("0002", as: "E2")
        let act = ["--officer", "70010001", "--reason", "x", "--config", bench.installation.config]
        #expect(try bench.installation.etle.run(["cases", "withdraw", closed] + act).status == 0)
        func pictures(_ name: String) async throws -> [Bool] {
            let event = try #require(try await bench.engine.journal.events(named: name).first)
            return try event.capture.frames.map { frame in
                try FileLayer().inspect(bench.engine.evidence.path(of: frame.sha256)) != nil
            } + [bench.engine.annexes.get(#require(event.reading?.annex)) != nil]
        }
        bench.pass(days: 15)
        #expect(try await Retention(bench.engine).expired().isEmpty)
        bench.pass(days: 15)
        #expect(try await Retention(bench.engine).expired().map(\.subject) == ["SDR-014/E1"])
        try await bench.work()
        #expect(try await pictures("E1").allSatisfy { !$0 })
        #expect(try await pictures("E2").allSatisfy { $0 })
        #expect(try await bench.state(open).phase == .noticed)
        try await bench.verify("what retention removed is no finding")
        // Gone without the ledger's word is one.
        let event = try #require(try await bench.engine.journal.events(named: "E2").first)
        try FileLayer().remove(bench.engine.evidence.path(of: event.capture.frames[0].sha256))
        #expect(try await Verification(bench.engine).all().findings.map(\.part) == ["evidence"])
    }

    @Test func `retention that is cut short is no finding, and goes on`() async throws {
        let fault = Fault()
        let bench = try CaseBench(files: fault.files) {
            $0.replacingOccurrences(of: "log:", with: "retention: {dismissed_days: 10, closed_days: 20}\nlog:")
        }
        let reference = try await bench.letter("0001", as: "E1")
        let act = ["--officer", "70010001", "--reason", "x", "--config", bench.installation.config]
        #expect(try bench.installation.etle.run(["cases", "withdraw", reference] + act).status == 0)
        bench.pass(days: 30)
        for part in ["evidence", "annex"] {
            fault.set(EIO, .remove, on: part)
            await #expect(throws: DaemonError.self) { try await Retention(bench.engine).work() }
            fault.lift()
            try await bench.engine.exportLedgerIfAlone()
            try await bench.verify("cut short before \(part)")
        }
        _ = try await Retention(bench.engine).work()
        try await bench.verify("done")
    }
}
