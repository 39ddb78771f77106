import Daemon
import Domain
import Foundation
import Journal
import TestSupport
import Testing

/// What is done on paper and in court, by the commands of officers.
struct ObjectionTests {
    private func act(_ bench: CaseBench, _ arguments: [String]) throws -> (status: Int32, errors: String) {
        let result = try bench.installation.etle.run(
            ["cases"] + arguments + [
                "--officer", "70010001", "--reason", "a paper", "--config", bench.installation.config,
            ])
        return (result.status, result.errors)
    }

    @Test func `a paper that lay on a desk lifts the block that began meanwhile`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        let issued = bench.today
        try await bench.post(reference, "dispatched")
        bench.pass(days: 20)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock != nil)
        let made = issued.adding(days: 2)
        let value = try await bench.act(reference) { .objected(made, on: $0) }
        #expect(value.question == .objection && value.blocks.map(\.lift) == [.inTime])
        #expect(bench.blockList("B-changes").contains { $0.contains(",unblock,") && $0.contains(",in-time,") })
        let record = try await bench.engine.legalCase(named: reference)
        #expect(
            try await bench.engine.page(record).history.contains {
                $0.payload.contains(#""made_on":"\#(made.iso8601)""#) && $0.payload.contains(#""step":"objected""#)
            })
        bench.pass(days: 40)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock == nil)
        try await bench.verify()
    }

    @Test func `the commands name the bounds of what may be entered`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        let reference = try await bench.letter()
        let today = bench.today
        let tomorrow = today.adding(days: 1).iso8601
        for arguments in [
            ["object", reference, "--made-on", tomorrow],
            ["court", reference, "--hearing", "2020-01-01"],
            ["court", reference, "--hearing", tomorrow, "--chosen-on", "2020-01-01"],
        ] {
            let refused = try act(bench, arguments)
            #expect(refused.status == 1 && refused.errors.contains(today.iso8601), "\(arguments): \(refused.errors)")
        }
        let fine = try act(bench, ["judged", reference, "--fine", "9999999999999"])
        #expect(fine.status == 64 && fine.errors.contains("1000000000"), "\(fine.errors)")
        #expect(try act(bench, ["object", reference]).status == 0)
        #expect(try await bench.state(reference).question == .objection)
        #expect(try act(bench, ["court", reference, "--hearing", tomorrow, "--chosen-on", today.iso8601]).status == 0)
        let late = try act(bench, ["judged", reference, "--fine", "1000", "--pay-by", "2046-01-01"])
        #expect(late.status == 1 && late.errors.contains(today.iso8601), "\(late.errors)")
        let record = try await bench.engine.legalCase(named: reference)
        #expect(
            try await bench.engine.page(record).history.contains { $0.payload.contains(#""hearing":"\#(tomorrow)""#) })
        try await bench.verify()
    }

    @Test func `a deposit that is paid before the hearing comes back as far as the court asks for less`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        let today = bench.today
        try await bench.act(reference) { .courtChosen(hearing: today, on: $0) }
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        #expect(try await bench.state(reference).phase == .court)
        try await bench.pay(bill.code, 1000, "BRI-2")
        #expect(try bench.kept("payments") == [], "nobody pays back what the judgment does")
        try await bench.verify("before the judgment")
        let value = try await bench.act(reference) { .judged(fineRupiah: 100_000, payBy: today, on: $0) }
        #expect(value.ending == .judged)
        #expect(try await bench.query("SELECT sum(amount_rupiah) FROM refund") == bill.rupiah + 1000 - 100_000)
        try await bench.verify()
    }

    @Test func `the answer of a named driver who was silent counts`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let first = try await bench.letter()
        try await bench.answer(
            first, "other-driver",
            #","driver":{"name":"SOPIR CONTOH","nik":"0000000000000009","address":"JL. SOPIR 1","city":"BOGOR"}"#)
        let letter = try await bench.state(first).letter.reference
        for days in [1, 40] {
            bench.pass(days: days)
            try await bench.work()
        }
        #expect(try await bench.state(first).question == .namedPersonSilent)
        try await bench.answer(letter, "driver")
        #expect(try await bench.state(first).phase == .ticketed)
        #expect(try bench.kept("answers") == [])
        try await bench.verify()
    }
}
