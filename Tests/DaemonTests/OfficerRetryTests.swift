import Domain
import Foundation
import Storage
import TestSupport
import Testing

/// Events that wait for an officer, decided again once what the rules go by was put right.
struct OfficerRetryTests {
    private let act = ["--officer", "70010001", "--reason", "put right"]

    private func event(_ bench: CaseBench, _ id: String) throws -> [String: Any] {
        try #require(try bench.installation.events().first { $0["event_id"] as? String == id })
    }

    @Test func `a letter without a street is never issued; a corrected register and a retry send it`() async throws {
        let bench = try CaseBench()
        let register = try repositoryText("fixtures/demo/registry/register.csv")
            .replacingOccurrences(of: "Jl. Melati No. 80 RT 014/RW 011,Bulusan,Candisari,Semarang", with: ",,,")
        let file = bench.installation.path("register.csv")
        try register.write(toFile: file, atomically: true, encoding: .utf8)
        try bench.installation.importRegister(URL(fileURLWithPath: file))
        for id in ["E1", "E2"] {
            try FixtureUpload("0001").send(
                to: bench.installation, as: id, capturedAt: bench.now.adding(seconds: id == "E1" ? -90_000 : -3600))
        }
        try await bench.work()
        #expect(try event(bench, "E1")["reasons"] as? [String] == ["address-incomplete"])
        let issued = try bench.installation.etle.run(
            ["review", "issue", "E1", "--config", bench.installation.config] + act)
        #expect(issued.status == 1 && issued.errors.contains("events retry"))

        let changes = bench.installation.path("changes.csv")
        try "change,date,plate,new_plate,address,city\ncorrection,2026-01-05,B 1487 SVR,,Jl. Melati No. 80,Semarang\n"
            .write(toFile: changes, atomically: true, encoding: .utf8)
        let applied = try bench.installation.run("registry", "apply", changes)
        #expect(applied.status == 0, "\(applied.output)\(applied.errors)")
        #expect(try bench.installation.run("events", "retry", "E1").errors.contains("--officer"))
        let retried = try bench.installation.etle.run(
            ["events", "retry", "E1", "--json", "--config", bench.installation.config] + act)
        #expect(retried.status == 0, "\(retried.errors)")
        #expect(try bench.installation.lines(retried.output).first?["stage"] as? String == "issuance")
        let rest = try bench.installation.etle.run(
            ["events", "retry", "--reason-code", "address-incomplete", "--config", bench.installation.config] + act)
        #expect(rest.status == 0 && rest.output.contains("SDR-014/E2: A letter"), "\(rest.errors)")
        try await bench.work()
        for id in ["E1", "E2"] { #expect(try event(bench, id)["outcome"] as? String == "issued") }
        #expect(
            try bench.installation.etle.run(
                ["events", "retry", "E1", "--config", bench.installation.config] + act
            ).errors.contains("nothing to try again"))
        try await bench.verify()
    }

    @Test func `a retry keeps an officer's plate, and reads pictures that nothing was read of`() async throws {
        let bench = try CaseBench()
        try FixtureUpload("0009").overviewAlone
            .send(to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        try await bench.work()
        let first = try await bench.engine.event(named: "E1")
        #expect(first.outcome == .review && first.plate == "B2497KNA")
        // A failure for good leaves no reading.
        try await bench.tamper("UPDATE event SET reading = NULL, plate = NULL")
        _ = try await bench.engine.retry(bench.engine.event(named: "E1"), officer: "70010001", reason: "disk is back")
        let read = try await bench.engine.event(named: "E1")
        #expect(read.reading == first.reading && read.plate == first.plate && read.outcome == .review)
        try await bench.verify()

        _ = try await bench.engine.correct(read, plate: "B 9999 ZZZ", officer: "70010001", reason: "as I read it")
        let corrected = try await bench.engine.event(named: "E1")
        #expect(corrected.outcome == .review && corrected.plate == "B9999ZZZ")
        let again = try await bench.engine.retry(corrected, officer: "70010001", reason: "register is in")
        #expect(again.reasons.contains("not-registered"))
        #expect(try await bench.engine.event(named: "E1").plate == "B9999ZZZ")
        try await bench.verify()
    }
}
