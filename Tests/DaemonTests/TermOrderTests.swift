import Daemon
import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

/// Nobody is blocked while what he answered or paid lies in a folder or is on its way.
struct TermOrderTests {
    @Test func `who pays on the last evening isn't blocked, though the bank's file comes in the morning`() async throws
    {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        try await bench.nextDay()
        let last = try await bench.termEnd(reference)
        let paidAt = LocalTimeZone.jakarta.start(of: last).adding(seconds: 20 * 3600)
        bench.pass(to: last.adding(days: 1), hour: 0.1)
        try await bench.work()
        #expect(try await bench.state(reference).blocks == [])
        bench.pass(to: last.adding(days: 1), hour: 6)
        try bench.put(bench.paymentText([(bill.code, bill.rupiah, paidAt, "BRI-1")]), into: "payments")
        try await bench.work()
        let paid = try await bench.state(reference)
        #expect(paid.ending == .paid && paid.blocks == [])
        try await bench.verify()
    }

    @Test func `after the clearing day the vehicle is blocked`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.nextDay()
        let last = try await bench.termEnd(reference)
        let clearing = bench.engine.configuration.holidayCalendar.workingDay(
            from: last.adding(days: 1), unit: "metro-jaya")
        bench.pass(to: clearing, hour: 23)
        try await bench.work()
        #expect(try await bench.state(reference).blocks == [])
        bench.pass(to: clearing.adding(days: 1), hour: 1)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock?.on == clearing.adding(days: 1))
    }

    @Test(arguments: [true, false])
    func `after a standstill answers that wait are taken before terms end`(isDaemon: Bool) async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        let silent = try await bench.letter("0002", as: "E2")
        try await bench.nextDay()
        bench.pass(days: 40)
        try bench.put(await bench.answerText(reference, "driver"), into: "answers")
        if isDaemon {
            let pipeline = Pipeline(bench.engine, once: false)
            try await pipeline.recover()
            async let working: Void = pipeline.run()
            // The daemon's own loops run here: for up to five minutes.
            for _ in 0..<3000 {
                if try await bench.state(silent).blocks != [] { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            pipeline.stopWorking()
            await working
        } else {
            try await bench.work()
        }
        let answered = try await bench.state(reference)
        #expect(answered.phase == .ticketed && answered.blocks == [])
        #expect(try await bench.state(silent).openBlock != nil, "silence has its consequence all the same")
    }

    @Test func `an answer of before the block that comes after it lifts the block at once`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.nextDay()
        let last = try await bench.termEnd(reference)
        let before = LocalTimeZone.jakarta.start(of: last).adding(seconds: 20 * 3600)
        bench.pass(to: last.adding(days: 10), hour: 9)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock != nil)
        try bench.put(await bench.answerText(reference, "driver", at: before), into: "answers")
        try await bench.work()
        let answered = try await bench.state(reference)
        #expect(answered.phase == .ticketed && answered.openBlock == nil && answered.blocks.last?.lift == .inTime)
        #expect(bench.blockList("B-changes").contains { $0.contains(",unblock,") && $0.contains(",in-time,") })
        #expect(bench.blockList("B-open").isEmpty)
        try await bench.verify()
    }

    @Test(arguments: [-100.0, 90]) func `a day on which nobody can have answered counts for nothing`(
        days: Double
    ) async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.nextDay()
        bench.pass(days: 25)
        try await bench.work()
        let time = bench.now.adding(seconds: days * 86_400)
        try bench.put(await bench.answerText(reference, "driver", at: time), into: "answers")
        try await bench.work()
        let answered = try await bench.state(reference)
        #expect(answered.phase == .ticketed && answered.openBlock != nil)
    }

    @Test func `a payment of before the block says so in the list`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        try await bench.nextDay()
        let last = try await bench.termEnd(reference)
        bench.pass(to: last.adding(days: 8), hour: 9)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock?.cause == .notPaid)
        let paidAt = LocalTimeZone.jakarta.start(of: last).adding(seconds: 20 * 3600)
        try bench.put(bench.paymentText([(bill.code, bill.rupiah, paidAt, "BRI-1")]), into: "payments")
        try await bench.work()
        let paid = try await bench.state(reference)
        #expect(paid.ending == .paid && paid.blocks.last?.lift == .inTime)
        #expect(bench.blockList("B-changes").contains { $0.contains(",in-time,") })
        try await bench.verify()
    }

    @Test func `a case that cannot be read holds up no other, and no camera`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let broken = try await bench.letter("0001", as: "E1")
        let other = try await bench.letter("0002", as: "E2")
        try await bench.nextDay()
        let answer = try await bench.answerText(broken, "driver")
        try await bench.tamper("UPDATE legal_case SET value = '{}' WHERE reference = '\(broken)'")
        bench.pass(days: 40)
        try bench.put(answer, into: "answers", as: "broken.json")
        try FixtureUpload("0004").send(
            to: bench.installation, as: "E3", capturedAt: bench.now.adding(seconds: -3600))
        do { try await bench.work() } catch { #expect("\(error)".contains("cannot go on"), "\(error)") }
        #expect(try bench.kept("answers") == ["processing-failed"])
        #expect(try await bench.state(other).openBlock != nil)
        #expect(try await bench.engine.journal.events(named: "E3").first?.outcome == .issued)
    }

    @Test func `an error about a row says nothing of what stands in it`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        let owner = try #require(try await bench.engine.journal.notice(reference)).content.owner
        try await bench.tamper("UPDATE document SET day = x'ff00fe', written_at = NULL")
        let result = try bench.installation.run("run", "--once")
        #expect(result.status != 0 && result.errors.contains("etle verify"), "\(result.errors)")
        for words in [owner.name, owner.address] { #expect(!(result.errors + result.output).contains(words)) }
    }
}
