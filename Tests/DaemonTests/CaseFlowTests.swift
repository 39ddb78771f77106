import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

/// Whole cases through real folders and a real journal, with days that pass by hand.
struct CaseFlowTests {
    @Test func `silence leads to a block, a late payment lifts it, and all lists and proofs agree`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        bench.pass(days: 40)
        try await bench.work()
        #expect(try await bench.state(reference).blocks == [], "blocked although nobody posted the letter")
        try await bench.post(reference, "dispatched")
        bench.pass(days: 20)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock?.cause == .noAnswer)
        let line = try #require(bench.blockList("B-changes").first)
        #expect(line.contains(",block,") && line.contains(reference) && line.contains("Pasal"))
        #expect(bench.blockList("B-open").count == 1)

        try await bench.answer(reference, "driver")
        let ticket = try await bench.ticket(of: reference)
        let code = try #require(ticket["payment_code"] as? String)
        let deposit = try #require(ticket["deposit_rupiah"] as? Int)
        #expect((ticket["penalty_points"] as? [String: Int])?["earlier_tickets"] == 0)
        bench.pass(days: 1)
        try await bench.pay(code, deposit - 100_000, "BRI-1")
        #expect(try bench.kept("payments") == ["part-payment"])
        #expect(try await bench.state(reference).owedRupiah == 100_000)
        try await bench.pay(code, 150_000, "BRI-2")
        #expect(try bench.kept("payments") == ["overpaid", "part-payment"])
        let paid = try await bench.state(reference)
        #expect(paid.ending == .paid && paid.openBlock == nil && paid.closedOn == bench.today)
        #expect(bench.blockList("B-changes").contains { $0.contains(",unblock,") })
        try await bench.pay(code, deposit, "BRI-3")
        try await bench.pay("999990000000000", deposit, "BRI-4")
        #expect(
            try bench.kept("payments") == ["already-paid", "overpaid", "part-payment", "unknown-payment-code"])
        try await bench.verify()
    }

    @Test func `a letter that comes back waits for an officer, who sends it to another address`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        try await bench.post(reference.lowercased().replacingOccurrences(of: "-", with: " "), "dispatched")
        try await bench.post(reference, "returned")
        #expect(try await bench.state(reference).question == .returned)
        bench.pass(days: 60)
        try await bench.work()
        #expect(try await bench.state(reference).blocks == [])
        let resent = try bench.installation.run(
            "cases", "resend", reference, "--officer", "70010001", "--reason", "moved house", "--address",
            "JL. BARU NO. 2", "--city", "DEPOK", "--json")
        #expect(resent.status == 0, "\(resent.errors)")
        try await bench.work()
        let second = try await bench.state(reference).letter.reference
        #expect(second != reference)
        let notice = try #require(try await bench.engine.journal.notice(second))
        #expect(notice.content.owner.city == "DEPOK" && notice.content.follows == reference)
        try await bench.post(reference, "delivered")
        #expect(try bench.kept("post") == ["superseded"])
        try await bench.verify()
    }

    @Test func `a letter about another plate than the one that was read shows that one and masks the other`()
        async throws
    {
        let bench = try CaseBench()
        try FixtureUpload("0009").overviewAlone
            .send(to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        try await bench.work()
        let waiting = try #require(try await bench.engine.journal.events(named: "E1").first)
        let target = try #require(waiting.reading?.sightings.first { $0.isTarget })
        #expect(waiting.outcome == .review && waiting.plate == "B2497KNA" && waiting.reading?.annex != nil)
        // The register has another colour for that plate than the camera for the vehicle that it meant.
        _ = try await bench.engine.correct(waiting, plate: "F 1652 AEL", officer: "70010001", reason: "its violation")
        let corrected = try #require(try await bench.engine.journal.events(named: "E1").first)
        if corrected.outcome == .review {
            _ = try await bench.engine.issue(corrected, officer: "70010001", reason: "its violation")
        }
        try await bench.work()
        let reference = try #require(try await bench.engine.journal.references(of: waiting.id).first)
        let notice = try #require(try await bench.engine.journal.notice(reference)).content
        #expect(notice.vehicle.plate == "F1652AEL" && notice.annex == nil)
        let picture = try #require(notice.pictures.first)
        #expect(picture.masked == [target.box])
        // Where the picture has it, by labels.csv.
        #expect(picture.targetCorners.allSatisfy { (830...950).contains($0[0]) && (405...455).contains($0[1]) })
        #expect(picture.targetCorners.count == 4)
        try await bench.verify()
    }

    @Test func `each answer has its effect`() async throws {
        let bench = try CaseBench()
        let named =
            #","driver":{"name":"SOPIR CONTOH","nik":"0000000000000009","address":"JL. SOPIR 1","city":"BOGOR"}"#
        let first = try await bench.letter("0001", as: "E1")
        try await bench.answer(first, "other-driver", named)
        let driver = try await bench.state(first).letter
        #expect(driver.recipient == .driver && driver.reference != first)
        #expect(try await bench.engine.journal.notice(driver.reference)?.content.owner.name == "SOPIR CONTOH")
        try await bench.answer(driver.reference, "driver")
        let offender = try await bench.ticket(of: first)["offender"] as? [String: String]
        #expect(offender?["name"] == "SOPIR CONTOH")
        // The old letter's code opens nothing any more.
        try await bench.answer(first, "driver")

        let second = try await bench.letter("0002", as: "E2")
        try await bench.answer(
            second, "sold", named.replacingOccurrences(of: "driver", with: "buyer") + #","sold_on":"2026-01-31""#)
        #expect(try await bench.state(second).letter.recipient == .buyer)

        let third = try await bench.letter("0004", as: "E3")
        try await bench.answer(third, "moved", #","new_address":{"address":"JL. PINDAH 3","city":"BEKASI"}"#)
        let moved = try await bench.state(third).letter
        let content = try #require(try await bench.engine.journal.notice(moved.reference)?.content)
        let original = try #require(try await bench.engine.journal.notice(third)?.content)
        #expect(
            moved.recipient == .owner && content.owner.city == "BEKASI" && content.owner.name == original.owner.name)

        // An immediate ticket lies with this letter, so an objection waits for an officer.
        let fourth = try await bench.letter("0005", as: "E4")
        try await bench.answer(fourth, "not-mine", #","differences":"other colour""#)
        #expect(try await bench.state(fourth).question == .notMine)
        let act = ["--officer", "70010001", "--reason", "looked"]
        let withdrawn = try bench.installation.etle.run(
            ["cases", "withdraw", fourth, "--config", bench.installation.config] + act)
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        let again = try bench.installation.etle.run(
            ["cases", "court", fourth, "--hearing", "2030-01-01", "--config", bench.installation.config] + act)
        #expect(again.status == 1 && again.errors.contains("closed"))
        #expect(try bench.kept("answers") == ["not-open"])
        try await bench.verify()
    }

    @Test func `ten wrong codes hold a letter until an officer releases it`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        for number in 0..<10 {
            try await bench.answer(reference, "driver", #","remark":"\#(number)""#, code: "3333-3333")
        }
        #expect(try await bench.engine.heldLetters() == [reference])
        let released = try bench.installation.run(
            "cases", "release", reference, "--officer", "70010001", "--reason", "the owner called")
        #expect(released.status == 0, "\(released.errors)")
        try await bench.answer(reference, "driver")
        #expect(try await bench.state(reference).phase == .ticketed)
    }

    @Test func `a list of which nothing counted is tried again, one of which something counted is known`() async throws
    {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        let unknown = "document,status,date\nNOBODY,dispatched,2026-01-01\n"
        let mixed = unknown + "\(reference),dispatched,\(bench.today.iso8601)\n"
        for (text, expected) in [(unknown, ["unknown-document"]), (mixed, [])] {
            try await bench.drop(text, into: "post")
            #expect(try bench.kept("post") == ["unknown-document"])
            try FileManager.default.removeItem(atPath: bench.installation.path("spool/rejected/post"))
            try await bench.drop(text, into: "post")
            #expect(try bench.kept("post") == expected)
            try? FileManager.default.removeItem(atPath: bench.installation.path("spool/rejected/post"))
        }
        #expect(try await bench.state(reference).letter.posting.dispatchedOn == bench.today)
    }

    @Test func `the Samsat's answers are reconciled with the blocks`() async throws {
        let bench = try CaseBench { $0.replacingOccurrences(of: "log:", with: "post: {dispatch: on-issue}\nlog:") }
        let reference = try await bench.letter()
        try await bench.nextDay()
        bench.pass(days: 30)
        try await bench.work()
        let fields = try #require(bench.blockList("B-open").first).split(separator: ",").map(String.init)
        let (id, plate) = (fields[0], fields[2])
        try await bench.drop(
            "block,action,plate,result\n\(id),block,\(plate),done\n\(id),unblock,\(plate),done\n77,block,\(plate),done\n",
            into: "acknowledgements")
        #expect(try bench.kept("acknowledgements") == ["block-mismatch", "unknown-block"])
        #expect(bench.blockList("B-open").first?.hasSuffix(",done") == true)
        #expect(try await bench.state(reference).openBlock != nil)
        try await bench.verify()
    }
}
