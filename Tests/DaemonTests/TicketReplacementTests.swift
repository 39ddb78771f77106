import Daemon
import Domain
import Foundation
import Journal
import TestSupport
import Testing

/// Tickets that another one takes the place of, in the offices where each letter goes out with a ticket and in the others.
struct TicketReplacementTests {
    private static let named =
        #","driver":{"name":"SOPIR CONTOH","nik":"0000000000000009","address":"JL. SOPIR 1","city":"BOGOR"}"#

    @Test func `a letter with a ticket that came back goes to another address with another ticket`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        let first = try await bench.letter()
        let old = try await bench.ticket(of: first)
        let number = try #require(old["number"] as? String)
        try await bench.post(first, "dispatched")
        try await bench.post(first, "returned")
        #expect(try await bench.state(first).question == .returned)
        let resent = try bench.installation.run(
            "cases", "resend", number, "--officer", "70010001", "--reason", "moved house", "--address",
            "JL. BARU NO. 2", "--city", "DEPOK")
        #expect(resent.status == 0, "\(resent.errors)")
        try await bench.work()

        let value = try await bench.state(first)
        #expect(value.phase == .ticketed && value.formerTickets.map(\.ticket.number) == [number])
        let new = try await bench.ticket(of: first)
        #expect(new["number"] as? String != number && new["replaces"] == nil)
        #expect(new["reference"] as? String == value.letter.reference)
        #expect((new["offender"] as? [String: String])?["address"]?.contains("DEPOK") == true)
        let shown = try bench.installation.run("cases", "show", number)
        #expect(shown.output.contains("ticket \(number)") && shown.output.contains("void \(bench.today.iso8601)"))
        try await bench.post(number, "delivered")
        #expect(try bench.kept("post") == ["superseded"])
        // The same person: the code of either ticket is as good.
        try await bench.pay(
            try #require(old["payment_code"] as? String), try #require(old["deposit_rupiah"] as? Int), "BRI-1")
        #expect(try await bench.state(first).ending == .paid)
        #expect(try bench.kept("payments") == [])
        try await bench.verify()
    }

    @Test func `a contested ticket becomes void, and whom the answer names gets one`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        let first = try await bench.letter()
        let old = try await bench.ticket(of: first)
        try await bench.answer(first, "other-driver", Self.named)
        #expect(try await bench.state(first).question == .contestedTicket)
        let resent = try bench.installation.run(
            "cases", "resend", first, "--answered", "--officer", "70010001", "--reason", "plausible")
        #expect(resent.status == 0, "\(resent.errors)")
        try await bench.work()
        let value = try await bench.state(first)
        #expect(value.letter.recipient == .driver && value.phase == .ticketed)
        let new = try await bench.ticket(of: first)
        #expect((new["offender"] as? [String: String])?["name"] == "SOPIR CONTOH")

        let deposit = try #require(old["deposit_rupiah"] as? Int)
        try await bench.pay(try #require(old["payment_code"] as? String), deposit, "BRI-1")
        #expect(try bench.kept("payments") == ["passed-on"])
        #expect(try await bench.state(first).owedRupiah == deposit)
        let refunds = try #require(bench.lines("refunds/\(bench.today.iso8601)/metro-jaya.csv"))
        #expect(refunds.count == 1 && refunds[0].contains(",\(deposit),passed-on,BRI-1,"))
        try await bench.pay(try #require(new["payment_code"] as? String), deposit, "BRI-2")
        #expect(try await bench.state(first).ending == .paid)
        try await bench.verify()
    }

    @Test func `somebody else learns nothing of the letter before, nor of a sale that was another's reason`()
        async throws
    {
        let bench = try CaseBench()
        let first = try await bench.letter()
        let record = try #require(try await bench.engine.journal.notice(first)?.content)
        func latest() async throws -> NoticeContent {
            let reference = try await bench.state(first).letter.reference
            return try #require(try await bench.engine.journal.notice(reference)?.content)
        }
        var elsewhere = record.owner
        elsewhere.address = "JL. LAIN 1"
        let sold = #"'$.sale', json('{"addressee":"buyer"}')"#
        try await bench.tamper("UPDATE document SET content = json_set(content, \(sold))")
        try await bench.resend(first, to: .address(elsewhere))
        let again = try await latest()
        #expect(again.replaces == record.number && again.isFoundByOfficer == nil && again.sale?.addressee == .buyer)
        var other = elsewhere
        (other.name, other.nik) = ("SOPIR CONTOH", "0000000000000099")
        try await bench.resend(first, to: .person(other, .driver))
        let found = try await latest()
        #expect(found.isFoundByOfficer == true && found.replaces == nil && found.sale == nil)
        // Sent again, it keeps its reason; the sale was the owner's.
        try await bench.resend(first, to: .same)
        let once = try await latest()
        #expect(once.isFoundByOfficer == true && once.replaces == found.number)
        // The ticket says whose it is.
        try await bench.answer(once.reference, "driver")
        let documents = try await bench.engine.journal.documents(issuedOn: bench.today, unit: "metro-jaya")
        let ticket = try #require(documents.last { $0.kind == .ticket })
        #expect(try CanonicalJSON.decode(TicketContent.self, from: ticket.content).recipient == .driver)
    }

    @Test func `a payment of a void ticket whose case has none yet waits, and is judged when it is put back`()
        async throws
    {
        for isWithdrawn in [false, true] {
            let bench = try CaseBench()
            let first = try await bench.letter()
            try await bench.answer(first, "driver")
            let old = try await bench.bill(first)
            try await bench.nextDay()
            let number = try #require(try await bench.state(first).ticket?.number)
            try await bench.post(number, "dispatched")
            try await bench.post(number, "returned")
            try await bench.resend(first, to: .same)
            try #require(try await bench.state(first).ticket == nil)
            let line = bench.paymentText([(old.code, old.rupiah, bench.now, "BRI-1")])
            try await bench.drop(line, into: "payments")
            #expect(try bench.kept("payments") == ["void-ticket"])
            #expect(try await bench.query("SELECT count(*) FROM refund") == 0)
            if isWithdrawn {
                try await bench.act(first) { .withdrawn(on: $0) }
            } else {
                try await bench.answer(try await bench.state(first).letter.reference, "driver")
            }
            try await bench.drop(line, into: "payments")
            #expect(try await bench.state(first).ending == (isWithdrawn ? .withdrawn : .paid))
            #expect(
                try await bench.query("SELECT count(*) FROM refund WHERE cause = 'case-closed'")
                    == (isWithdrawn ? 1 : 0))
            try await bench.verify()
        }
    }

    @Test func `a refund names payments by the codes of former tickets, too`() async throws {
        let bench = try CaseBench()
        let first = try await bench.letter()
        try await bench.answer(first, "driver")
        let old = try await bench.bill(first)
        try await bench.pay(old.code, 1000, "BRI-1")
        try await bench.act(first) { .courtChosen(hearing: $0.adding(days: 14), on: $0) }
        try await bench.act(first) { .judged(fineRupiah: 300_000, payBy: $0.adding(days: 14), on: $0) }
        let new = try await bench.bill(first)
        #expect(new.code != old.code)
        try await bench.pay(old.code, 2000, "BRI-2")
        try await bench.act(first) { .withdrawn(on: $0) }
        let refunds = try #require(bench.lines("refunds/\(bench.today.iso8601)/metro-jaya.csv"))
        #expect(refunds.count == 1 && refunds[0].contains(",3000,withdrawn,BRI-1 BRI-2,"), "\(refunds)")
        try await bench.verify()
    }

    @Test func `a ticket that stands is made anew with its own day, and leads to a block of its own`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        let first = try await bench.letter()
        let old = try await bench.ticket(of: first)
        let number = try #require(old["number"] as? String)
        let issued = bench.today
        try await bench.post(first, "dispatched")
        try await bench.post(first, "returned")
        let last = bench.today.adding(days: 11)
        let value = try await bench.act(first) { .resumed(payBy: last, on: $0) }
        let new = try await bench.ticket(of: first)
        #expect(new["replaces"] as? String == number && new["pay_by"] as? String == last.iso8601)
        #expect(new["payment_code"] as? String != old["payment_code"] as? String)
        #expect(new["hearing"] != nil && new["paid_rupiah"] == nil)
        #expect(value.ticket?.isWithLetter == false && value.ticket?.posting == Posting())
        if SchemaValidator.python != nil {
            let text = String(decoding: try JSONSerialization.data(withJSONObject: new), as: UTF8.self)
            #expect(
                try SchemaValidator.disagreements([.init(schema: "ticket", json: text, isValid: true)]) == [])
        }

        // It lies in an envelope of its own; the void one in none.
        let replacement = try #require(new["number"] as? String)
        bench.pass(days: 1)
        try await bench.work()
        let manifest = try String(
            contentsOfFile: bench.installation.path("state/out/batches/\(issued.iso8601)/metro-jaya.csv"),
            encoding: .utf8)
        #expect(manifest.contains(",\(first),letter,") && manifest.contains(",\(replacement),ticket,"))
        #expect(!manifest.contains(number))

        try await bench.post(replacement, "delivered")
        bench.pass(days: 40)
        try await bench.work()
        #expect(try await bench.state(first).openBlock?.cause == .notPaid)
        try await bench.work()
        // Who has the old one in the hand pays by its code.
        try await bench.pay(
            try #require(old["payment_code"] as? String), try #require(old["deposit_rupiah"] as? Int), "BRI-1")
        let paid = try await bench.state(first)
        #expect(paid.ending == .paid && paid.openBlock == nil)
        try await bench.verify()
    }

    @Test func `where letters count as posted on their day, so does a ticket that replaces another one`() async throws {
        let bench = try CaseBench {
            CaseBench.immediate($0).replacingOccurrences(of: "log:", with: "post: {dispatch: on-issue}\nlog:")
        }
        let first = try await bench.letter()
        try await bench.answer(first, "not-mine", #","differences":"other colour""#)
        let last = bench.today.adding(days: 7)
        _ = try await bench.act(first) { .resumed(payBy: last, on: $0) }
        try await bench.nextDay()
        #expect(try await bench.state(first).ticket?.posting.dispatchedOn == bench.today)
        bench.pass(days: 40)
        try await bench.work()
        #expect(try await bench.state(first).openBlock?.cause == .notPaid)
        try await bench.verify()
    }

    @Test func `what the court decides goes out as a ticket over the court's fine`() async throws {
        let bench = try CaseBench()
        let first = try await bench.letter()
        try await bench.answer(first, "driver")
        let old = try await bench.ticket(of: first)
        let number = try #require(old["number"] as? String)
        try await bench.pay(try #require(old["payment_code"] as? String), 50_000, "BRI-1")
        let today = bench.today
        try await bench.act(first) { .courtChosen(hearing: today, on: $0) }
        let value = try await bench.act(first) { .judged(fineRupiah: 200_000, payBy: today.adding(days: 9), on: $0) }
        #expect(value.owedRupiah == 150_000 && value.phase == .ticketed)
        let new = try await bench.ticket(of: first)
        #expect(new["judged_rupiah"] as? Int == 200_000 && new["paid_rupiah"] as? Int == 50_000)
        #expect(new["replaces"] as? String == number && new["hearing"] == nil)
        try await bench.pay(try #require(new["payment_code"] as? String), 150_000, "BRI-2")
        #expect(try await bench.state(first).ending == .paid)
        #expect(try bench.kept("payments") == ["part-payment"])
        let report = try String(
            contentsOfFile: bench.installation.path("state/out/reports/\(today.iso8601)/metro-jaya.csv"),
            encoding: .utf8)
        #expect(report.contains(",150000,"))
        // No letter can follow a ticket that something was paid on, nor a closed case.
        await #expect(throws: CaseRefusal.self) { try await bench.resend(first, to: .same) }
        try await bench.verify()
    }

    @Test func `a case that began under letters alone gets no ticket with a letter, whatever the unit does now`()
        async throws
    {
        let before = try CaseBench()
        let first = try await before.letter()
        try await before.answer(first, "other-driver", Self.named)
        let bench = try CaseBench(continuing: before, CaseBench.immediate)
        try await bench.work()
        let value = try await bench.state(first)
        #expect(value.phase == .noticed && value.ticket == nil && value.letter.recipient == .driver)
        let other = try await bench.letter("0002", as: "E2")
        #expect(try await bench.state(other).ticket?.isWithLetter == true)
        try await bench.verify()
    }

    @Test func `the terms of a case are those of the day on which it began`() async throws {
        let before = try CaseBench()
        let first = try await before.letter("0001", as: "E1")
        let bench = try CaseBench(continuing: before) {
            $0 + "deadlines: {letter_days: 3, answer_days: 60, payment_days: 50, settle_days: 90, hearing_days: 70}\n"
        }
        try await bench.answer(first, "other-driver", Self.named)
        let letter = try await bench.state(first).letter
        #expect(letter.answerBy <= bench.today.adding(days: 20), "\(letter.answerBy)")
        try await bench.answer(letter.reference, "driver")
        let ticket = try #require(try await bench.state(first).ticket)
        #expect(ticket.payBy <= bench.today.adding(days: 20), "\(ticket.payBy)")
        let record = try await bench.engine.legalCase(named: first)
        #expect(bench.engine.payBy(record) <= bench.today.adding(days: 20))
        let other = try await bench.letter("0002", as: "E2")
        #expect(try await bench.state(other).letter.answerBy >= bench.today.adding(days: 50))
        try await bench.verify()
    }

    @Test func `tickets of the same person count, acquittals and void ones do not`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        func history(_ reference: String) async throws -> [String: Int] {
            try #require(try await bench.ticket(of: reference)["penalty_points"] as? [String: Int])
        }
        // The same vehicle, each time long enough after the last.
        let first = try await bench.letter("0001", as: "E1", secondsAgo: 86_400 * 3)
        let points = try #require(try await history(first)["points"])
        #expect(points > 0)
        #expect(try await history(first) == ["points": points, "earlier_tickets": 0, "earlier_points": 0])
        let second = try await bench.letter("0001", as: "E2", secondsAgo: 86_400 * 2)
        #expect(try await history(second) == ["points": points, "earlier_tickets": 1, "earlier_points": points])
        // Two tickets of one case are one.
        let today = bench.today
        try await bench.act(second) { .courtChosen(hearing: today, on: $0) }
        try await bench.act(second) { .judged(fineRupiah: 100_000, payBy: today.adding(days: 9), on: $0) }
        #expect(try await history(second)["earlier_tickets"] == 1)
        let third = try await bench.letter("0001", as: "E3", secondsAgo: 86_400)
        #expect(try await history(third) == ["points": points, "earlier_tickets": 2, "earlier_points": 2 * points])
        try await bench.act(third) { .courtChosen(hearing: today, on: $0) }
        #expect(
            try await bench.act(third) { .judged(fineRupiah: 0, payBy: today, on: $0) }.ending == .judged)
        try await bench.act(first) { .withdrawn(on: $0) }
        // Of three there are the second, and not the third, of which the court acquitted, nor the first, which was withdrawn.
        let fourth = try await bench.letter("0001", as: "E4", secondsAgo: 3600)
        #expect(try await history(fourth)["earlier_tickets"] == 1)
        bench.pass(days: 366)
        let fifth = try await bench.letter("0001", as: "E5", secondsAgo: 3600)
        #expect(try await history(fifth)["earlier_tickets"] == 0)
        try await bench.verify()
    }
}
