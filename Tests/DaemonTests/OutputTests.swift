import Domain
import Foundation
import TestSupport
import Testing

struct OutputTests {
    /// The demonstration's uploads, worked off once, with the outcome that their makers meant (`truth.csv`).
    @Test func `every fixture comes to the outcome that it was made for`() throws {
        let fixtures = URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo")
        let installation = try Installation()
        try installation.importRegister(fixtures.appendingPathComponent("registry/register.csv"))
        let truth = try CSVTable(
            parsing: String(contentsOf: fixtures.appendingPathComponent("truth.csv"), encoding: .utf8))
        let expected = try truth.rows.map { row in
            let fields = Dictionary(uniqueKeysWithValues: zip(truth.columns, row))
            return (
                id: try #require(fields["event_id"]), plate: fields["plate"], outcome: try #require(fields["expected"])
            )
        }.filter { $0.outcome != "rejected" }
        for (index, event) in expected.enumerated() {
            try FixtureUpload(String(event.id.suffix(4))).send(
                to: installation, as: event.id, capturedAt: now().adding(seconds: -3600 - Double(index) * 60))
        }
        try installation.runOnce()
        let events = try installation.events()
        for event in expected {
            let found = try #require(events.first { $0["event_id"] as? String == event.id })
            let outcome = found["outcome"] as? String ?? ""
            #expect(event.outcome.split(separator: "-or-").contains { $0 == outcome }, "\(event.id): \(outcome)")
            if outcome == "issued" { #expect(found["plate"] as? String == event.plate) }
        }
        try checkSchemas(installation)
        try checkOfficers(installation)
        try checkTampering(installation)
    }

    /// What the program writes holds to the published schemas.
    private func checkSchemas(_ installation: Installation) throws {
        guard SchemaValidator.python != nil else {
            print("skipped: no Python with jsonschema (install python3-jsonschema)")
            return
        }
        var cases = try installation.run("events", "list", "--json").output.split(separator: "\n")
            .map { SchemaValidator.Case(schema: "event-line", json: String($0), isValid: true) }
        #expect(!cases.isEmpty)
        cases += try installation.run("cases", "list", "--json").output.split(separator: "\n")
            .map { SchemaValidator.Case(schema: "case", json: String($0), isValid: true) }
        cases.append(.init(schema: "status", json: try installation.run("status", "--json").output, isValid: true))
        for (folder, schema) in [("notices", "notice"), ("tickets", "ticket")] {
            let names = installation.files("state/out/\(folder)").filter { $0.hasSuffix(".json") }
            #expect(!names.isEmpty)
            for name in names {
                let json = try String(contentsOfFile: installation.path("state/out/\(folder)/\(name)"), encoding: .utf8)
                cases.append(.init(schema: schema, json: json, isValid: true))
            }
        }
        for name in installation.files("state/out") where name.hasSuffix(".proof") {
            let json = try String(contentsOfFile: installation.path("state/out/\(name)"), encoding: .utf8)
            cases.append(.init(schema: "proof", json: json, isValid: true))
        }
        #expect(Set(cases.map(\.schema)).count == 6)
        #expect(try SchemaValidator.disagreements(cases) == [])
    }

    /// An officer's acts: what they need, what they do, and that each works once.
    private func checkOfficers(_ installation: Installation) throws {
        let event = "SDR-014-20260721-0007"
        #expect(try installation.run("review", "issue", event).status == 64)
        #expect(try installation.run("review", "issue", event, "--officer", "70010001").status == 64)
        let corrected = try installation.run(
            "review", "correct", event, "--officer", "70010001", "--reason", "legible", "--plate", "b-1874 wgm")
        #expect(corrected.status == 0, "\(corrected.errors)")
        let again = try installation.run(
            "review", "dismiss", event, "--officer", "70010001", "--reason", "changed my mind")
        #expect(again.status == 1)
        try installation.runOnce()
        let found = try #require(try installation.events().first { $0["event_id"] as? String == event })
        #expect(found["outcome"] as? String == "issued")
        #expect(found["plate"] as? String == "B1874WGM")
    }

    /// A changed letter, picture or ledger file is named.
    private func checkTampering(_ installation: Installation) throws {
        #expect(try installation.run("verify").status == 0)
        let letter = try #require(installation.files("state/out/notices").first { $0.hasSuffix(".pdf") })
        let picture = try #require(installation.files("state/evidence").first)
        for (file, name) in [
            ("state/out/notices/\(letter)", String(letter.split(separator: "/").last ?? "")),
            ("state/evidence/\(picture)", String(picture.split(separator: "/").last ?? "")),
            ("state/ledger/ledger-00000001.jsonl", "ledger-file"),
        ] {
            let path = installation.path(file)
            let original = try Data(contentsOf: URL(fileURLWithPath: path))
            var altered = original
            altered[altered.count / 2] ^= 1
            try altered.write(to: URL(fileURLWithPath: path))
            let result = try installation.run("verify")
            #expect(result.status == 1 && result.output.contains(name), "\(file): \(result.output)")
            try original.write(to: URL(fileURLWithPath: path))
        }
        #expect(try installation.run("verify").status == 0)
        try FileManager.default.removeItem(atPath: installation.path("state/out/notices/\(letter)"))
        #expect(try installation.run("verify").status == 1)
        #expect(try installation.run("verify", "--restore").status == 0)
    }

    @Test func `the running daemon sees a folder made just now, and ends at SIGTERM with all done`() throws {
        let installation = try Installation()
        try installation.importRegister(
            URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv"))
        let daemon = try installation.etle.start(["run", "--config", installation.config])
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        try eventually("the daemon is ready") { try installation.run("status").output.contains("daemon running") }
        let upload = try FixtureUpload("0001")
        try upload.send(to: installation, as: "E1", capturedAt: now().adding(seconds: -60), folder: "2026/07/21")
        try eventually("a letter is written") {
            !installation.files("state/out/notices").filter { $0.hasSuffix(".json") }.isEmpty
        }
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0 && daemon.terminationReason == .exit)
        #expect(try installation.run("verify").status == 0)
    }

    @Test(arguments: [1, 3, 6])
    func `a daemon that is stopped in the middle of its work finishes what is in hand`(letters: Int) throws {
        let installation = try Installation()
        try installation.importRegister(
            URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv"))
        let text = try String(contentsOfFile: installation.config, encoding: .utf8)
        try text.replacingOccurrences(of: "level: critical", with: "level: warning")
            .write(toFile: installation.config, atomically: true, encoding: .utf8)
        let upload = try FixtureUpload("0001")
        for number in 0..<12 {
            try upload.send(
                to: installation, as: "E\(number)", capturedAt: now().adding(seconds: -86_400 + Double(number) * 3600))
        }
        let messages = installation.path("messages")
        let daemon = try installation.etle.start(["run", "--config", installation.config], messages: messages)
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }
        try eventually("letters are written") {
            installation.files("state/out/notices").count { $0.hasSuffix(".json") } >= letters
        }
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0 && daemon.terminationReason == .exit)
        let said = try String(contentsOfFile: messages, encoding: .utf8)
        #expect(!said.contains("Cancel") && !said.contains(" error "), "\(said)")
        let verified = try installation.run("verify")
        #expect(verified.status == 0 && !verified.output.contains("crash"), "\(verified.output)")
        try installation.runOnce()
        #expect(try installation.events().count { $0["outcome"] as? String == "issued" } == 12)
        #expect(try installation.run("verify").status == 0)
    }

    @Test func `a second daemon on the same state is refused, a wrong configuration says so with exit code 78`() throws
    {
        let installation = try Installation()
        let daemon = try installation.etle.start(["run", "--config", installation.config])
        defer { kill(daemon.processIdentifier, SIGKILL) }
        try eventually("the daemon is ready") { try installation.run("status").output.contains("daemon running") }
        let second = try installation.run("run", "--once")
        #expect(second.status == 1 && second.errors.contains("another etle run"))
        try "paths: {spol: spool}\n".write(toFile: installation.config, atomically: true, encoding: .utf8)
        let wrong = try installation.run("run", "--once")
        #expect(wrong.status == 78 && wrong.errors.contains("spool"))
    }

    @Test func `commands that come while the state is made for the first time make it once`() throws {
        let installation = try Installation()
        let processes = try (1...8).map { day in
            try installation.etle.start(["report", "--from", "2026-07-0\(day)", "--config", installation.config])
        }
        for process in processes {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        #expect(installation.files("state/ledger/keys").count == 2)
    }
}
