import Domain
import Foundation
import Storage
import TestSupport
import Testing

private let fixtures = URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo")

/// Register, lists and suspected clones through the whole program.
struct MatchingDeskTests {
    /// The demonstration's cameras with their places: Jakarta and Denpasar, nearly a thousand kilometres apart.
    private func installation() throws -> Installation {
        let installation = try Installation()
        let text = try String(contentsOfFile: installation.config, encoding: .utf8)
            .replacingOccurrences(
                of: #"place: "Jl. Jenderal Sudirman","#,
                with: #"place: "Jl. Jenderal Sudirman", latitude: -6.2250, longitude: 106.8085,"#
            )
            .replacingOccurrences(
                of: #"place: "Jl. Teuku Umar","#,
                with: #"place: "Jl. Teuku Umar", latitude: -8.6769, longitude: 115.2060,"#)
        #expect(text.contains("latitude: -8.6769"))
        try text.write(toFile: installation.config, atomically: true, encoding: .utf8)
        try installation.importRegister(fixtures.appendingPathComponent("registry/register.csv"))
        return installation
    }

    private func event(_ installation: Installation, _ id: String) throws -> [String: Any] {
        try #require(try installation.events().first { $0["event_id"] as? String == id })
    }

    @Test func `one plate at two distant cameras marks both captures, before and after the letter`() throws {
        let installation = try installation()
        let upload = try FixtureUpload("0001")
        let start = now().adding(seconds: -7200)
        try upload.send(to: installation, as: "E1", capturedAt: start)
        try installation.runOnce()
        #expect(try event(installation, "E1")["outcome"] as? String == "issued")
        // Ten minutes later in Denpasar.
        try upload.send(to: installation, as: "E2", capturedAt: start.adding(seconds: 600), camera: "DPS-003")
        try installation.runOnce()
        let second = try event(installation, "E2")
        #expect(second["outcome"] as? String == "review")
        #expect((second["reasons"] as? [String])?.contains("suspected-clone") == true)
        let first = try event(installation, "E1")
        #expect(first["outcome"] as? String == "issued")
        #expect(first["reasons"] as? [String] == ["suspected-clone"])
        let queue = try installation.lines(installation.run("review", "list", "--officer", "70010001", "--json").output)
        #expect(queue.compactMap { $0["event_id"] as? String } == ["E2", "E1"])
        let page = try installation.run("events", "show", "E1").output
        #expect(page.contains("no officer has seen this yet") && page.contains("DPS-003/E2"))
        let act = ["--officer", "70010001", "--reason", "owner called", "--config", installation.config]
        #expect(try installation.etle.run(["review", "acknowledge", "E1"] + act).status == 0)
        #expect(try installation.etle.run(["review", "acknowledge", "E1"] + act).status == 1)
        #expect(try event(installation, "E1")["reasons"] as? [String] == [])
        // The next run writes the officer's entry into the ledger's file.
        try installation.runOnce()
        #expect(try installation.run("verify").status == 0)
        // Both waiting at once: neither becomes a letter. The plate is also seen at one camera twice, which is no contradiction.
        let later = start.adding(seconds: 4000)
        try upload.send(to: installation, as: "E3", capturedAt: later)
        try upload.send(to: installation, as: "E4", capturedAt: later.adding(seconds: 60), camera: "DPS-003")
        try installation.runOnce()
        for id in ["E3", "E4"] { #expect(try event(installation, id)["outcome"] as? String == "review", "\(id)") }
        #expect(try installation.run("verify").status == 0)
    }

    @Test func `the running daemon takes register files in while lookups go on, and judges by them`() throws {
        let installation = try installation()
        let daemon = try installation.etle.start(["run", "--config", installation.config])
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        try eventually("the daemon is ready") { try installation.run("status").output.contains("daemon running") }
        // A list, then an event of the listed plate; the whole register stays what it was.
        let list = "list,plate,kind,reason,valid_from,valid_until\nwatch,B 1487 SVR,,reported stolen,,\n"
        func hand(_ text: String, as name: String) throws {
            try FileLayer().writeDurably(
                RawPath(installation.path("spool/registry/\(name)")), bytes: Array(text.utf8))
        }
        try hand(list, as: "watch.csv")
        try eventually("the list is taken in") {
            #expect(try installation.run("registry", "show", "B1487SVR").status == 0)
            return try installation.run("registry", "files").output.contains("lists")
        }
        #expect(installation.files("spool/registry").isEmpty)
        let broken = "change,date,plate,new_plate\nstolen,2026-01-01,B 1 A,\n"
        try hand(broken, as: "changes.csv")
        try FixtureUpload("0001").send(to: installation, as: "E1", capturedAt: now().adding(seconds: -60))
        try eventually("the event is judged") { try installation.events().first?["outcome"] is String }
        #expect((try event(installation, "E1")["reasons"] as? [String])?.contains("watch-listed") == true)
        try eventually("the malformed file is set aside") {
            installation.files("spool/rejected").contains { $0.hasSuffix("changes.csv.reason.json") }
        }
        let reason = try #require(installation.files("spool/rejected").first { $0.hasSuffix(".reason.json") })
        let text = try String(contentsOfFile: installation.path("spool/rejected/\(reason)"), encoding: .utf8)
        #expect(text.contains("line 2"))
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }
}
