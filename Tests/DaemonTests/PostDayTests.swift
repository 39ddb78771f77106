import Domain
import Foundation
import Journal
import TestSupport
import Testing

/// Days that the post names, against days on which the case learns of them.
struct PostDayTests {
    @Test func `a return that is known late lifts the block today, and everything still agrees`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        try await bench.post(reference, "dispatched")
        let returned = bench.today.adding(days: 4)
        bench.pass(days: 30)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock != nil)
        bench.pass(days: 2)
        try await bench.post(reference, "returned", on: returned)
        let value = try await bench.state(reference)
        #expect(value.blocks.map(\.liftedOn) == [bench.today] && value.letter.posting.returnedOn == returned)
        #expect(bench.blockList("B-changes").contains { $0.contains(",unblock,") })
        try await bench.verify()
    }

    @Test func `a day that cannot be is kept aside, and the right one counts afterwards`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        let issued = bench.today
        bench.pass(days: 2)
        let tomorrow = bench.today.adding(days: 1)
        try await bench.drop(
            """
            document,status,date
            \(reference),dispatched,2206-07-24
            \(reference),delivered,\(issued.adding(days: -1).iso8601)
            \(reference),returned,\(tomorrow.iso8601)

            """, into: "post")
        #expect(try bench.kept("post") == ["implausible-date"])
        let rejected = try #require(
            bench.installation.files("spool/rejected/post").first { $0.hasSuffix(".csv") })
        let lines = try String(
            contentsOfFile: bench.installation.path("spool/rejected/post/\(rejected)"), encoding: .utf8)
        #expect(lines.split(separator: "\n").count == 4 && lines.contains("2206-07-24"))
        #expect(try await bench.state(reference).letter.posting == Posting())
        try await bench.post(reference, "dispatched", on: issued)
        bench.pass(days: 30)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock != nil)
        try await bench.verify()
    }

    @Test func `a delivery that was later than assumed lifts the block until its own term is over`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        try await bench.post(reference, "dispatched")
        for _ in 0..<20 where try await bench.state(reference).openBlock == nil {
            bench.pass(days: 1)
            try await bench.work()
        }
        #expect(try await bench.state(reference).openBlock?.on == bench.today)
        try await bench.post(reference, "delivered")
        #expect(try await bench.state(reference).blocks.map(\.lift) == [.postedLater])
        #expect(bench.blockList("B-changes").contains { $0.contains(",unblock,") })
        bench.pass(days: 20)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock != nil)
        try await bench.verify()
    }

    @Test func `a delivery after a return counts, one before it is kept aside`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        let issued = bench.today
        try await bench.post(reference, "dispatched")
        bench.pass(days: 8)
        try await bench.post(reference, "returned", on: issued.adding(days: 4))
        #expect(try await bench.state(reference).question == .returned)
        try await bench.post(reference, "delivered", on: issued.adding(days: 3))
        #expect(try bench.kept("post") == ["implausible-date"])
        try await bench.post(reference, "delivered", on: issued.adding(days: 7))
        let value = try await bench.state(reference)
        #expect(value.phase == .noticed && value.letter.posting.deliveredOn == issued.adding(days: 7))
        #expect(try await bench.termEnd(reference) >= issued.adding(days: 12))
        try await bench.verify()
    }

    @Test func `a line of a case that cannot be read holds up no other`() async throws {
        let bench = try CaseBench()
        let broken = try await bench.letter("0001", as: "E1")
        let other = try await bench.letter("0002", as: "E2")
        try await bench.tamper("UPDATE legal_case SET value = '{}' WHERE reference = '\(broken)'")
        let day = bench.today.iso8601
        try await bench.drop(
            "document,status,date\n\(broken),dispatched,\(day)\n\(other),dispatched,\(day)\n", into: "post")
        #expect(try await bench.state(other).letter.posting.dispatchedOn == bench.today)
        #expect(try bench.kept("post") == ["processing-failed"])
    }
}
