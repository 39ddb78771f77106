import Daemon
import Domain
import Foundation
import Journal
import Storage
import Synchronization
import TestSupport
import Testing

struct PaymentTests {
    @Test func `one transfer pays several tickets under one reference`() async throws {
        let bench = try CaseBench(postedOnIssue)
        var lines: [(code: String, rupiah: Int, at: Timestamp, bank: String)] = []
        var references: [String] = []
        for (index, fixture) in ["0001", "0002", "0004"].enumerated() {
            let reference = try await bench.letter(fixture, as: "E\(index)")
            try await bench.answer(reference, "driver")
            let bill = try await bench.bill(reference)
            lines.append((bill.code, bill.rupiah, bench.now, "BRI-COMPANY"))
            references.append(reference)
        }
        try await bench.drop(bench.paymentText(lines), into: "payments")
        for reference in references { #expect(try await bench.state(reference).ending == .paid) }
        // The same again, alone and among others, changes nothing.
        try await bench.drop(bench.paymentText(lines.reversed()), into: "payments")
        #expect(try bench.kept("payments") == [])
        #expect(try await bench.query("SELECT count(*) FROM refund") == 0)
        try await bench.verify()
    }

    @Test func `another amount for the same code under the same reference is kept aside, however often it comes`()
        async throws
    {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        let time = bench.now
        try await bench.drop(bench.paymentText([(bill.code, 1000, time, "BRI-1")]), into: "payments")
        let other = bench.paymentText([(bill.code, 2000, time, "BRI-1")])
        for _ in 0..<2 {
            try await bench.drop(other, into: "payments")
            #expect(try bench.kept("payments") == ["part-payment", "payment-conflict"])
        }
        #expect(try await bench.state(reference).paidRupiah == 1000)
        try await bench.verify()
    }

    @Test func `a line that is kept aside and put back is tried each time`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        // The bank reports before the ticket is known here.
        try await bench.tamper("UPDATE ticket SET payment_code = '111111111111111'")
        try await bench.drop(bench.paymentText([(bill.code, bill.rupiah, bench.now, "BRI-1")]), into: "payments")
        func keptFile() throws -> String {
            let names = bench.installation.files("spool/rejected/payments").filter { $0.hasSuffix(".csv") }
            #expect(names.count == 1, "\(names)")
            return try #require(names.first)
        }
        for _ in 0..<3 {
            let name = try keptFile()
            try FileManager.default.moveItem(
                atPath: bench.installation.path("spool/rejected/payments/\(name)"),
                toPath: bench.installation.path("spool/payments/back.csv"))
            try await bench.work()
        }
        #expect(try keptFile().hasPrefix("unknown-payment-code-"))
        try await bench.tamper("UPDATE ticket SET payment_code = '\(bill.code)'")
        try FileManager.default.moveItem(
            atPath: bench.installation.path("spool/rejected/payments/\(try keptFile())"),
            toPath: bench.installation.path("spool/payments/back.csv"))
        try await bench.work()
        #expect(try await bench.state(reference).ending == .paid)
    }

    @Test func `what is to be paid back is listed, whatever it comes from, also after a crash`() async throws {
        let bench = try CaseBench(postedOnIssue)
        var bills: [(reference: String, code: String, rupiah: Int)] = []
        for (index, fixture) in ["0001", "0002", "0004"].enumerated() {
            let reference = try await bench.letter(fixture, as: "E\(index)")
            try await bench.answer(reference, "driver")
            let bill = try await bench.bill(reference)
            bills.append((reference, bill.code, bill.rupiah))
        }
        let file = bench.paymentText([
            (bills[0].code, bills[0].rupiah + 500, bench.now, "BRI-1"),
            (bills[1].code, 700, bench.now, "BRI-2"),
            (bills[2].code, bills[2].rupiah, bench.now, "BRI-3"),
            (bills[2].code, bills[2].rupiah, bench.now.adding(seconds: 60), "BRI-4"),
        ])
        try await bench.drop(file, into: "payments")
        let withdrawn = try bench.installation.run(
            "cases", "withdraw", bills[1].reference, "--officer", "70010001", "--reason", "another vehicle")
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        try await bench.work()
        let day = bench.today
        let path = "refunds/\(day.iso8601)/metro-jaya.csv"
        let lines = try #require(bench.lines(path))
        let found = lines.map { $0.split(separator: ",").map(String.init) }
            .map { "\($0[5]) \($0[6]) \($0[7])" }.sorted()
        #expect(
            found
                == [
                    "500 overpaid BRI-1", "700 withdrawn BRI-2", "\(bills[2].rupiah) already-paid BRI-4",
                ].sorted())

        // A crash after the commit and before the notes: everything is written again from the rows.
        for folder in ["spool/rejected/payments", "state/out/refunds"] {
            try FileManager.default.removeItem(atPath: bench.installation.path(folder))
        }
        try await bench.tamper("DELETE FROM exchange_file WHERE folder = 'payments'")
        try await bench.drop(file, into: "payments")
        #expect(try bench.kept("payments") == ["already-paid", "overpaid", "part-payment"])
        #expect(bench.lines(path) == lines)
        bench.pass(days: 2)
        try await bench.work()
        #expect(try await bench.engine.journal.export("refunds/\(day.iso8601)") != nil)
        #expect(bench.lines(path) == lines)
        try await bench.verify()
    }

    @Test func `a line of a case that cannot be read is kept aside, and the others count`() async throws {
        let bench = try CaseBench(postedOnIssue)
        var bills: [(reference: String, code: String, rupiah: Int)] = []
        for (index, fixture) in ["0001", "0002"].enumerated() {
            let reference = try await bench.letter(fixture, as: "E\(index)")
            try await bench.answer(reference, "driver")
            let bill = try await bench.bill(reference)
            bills.append((reference, bill.code, bill.rupiah))
        }
        try await bench.tamper("UPDATE legal_case SET value = '{}' WHERE reference = '\(bills[0].reference)'")
        try await bench.drop(
            bench.paymentText(bills.map { ($0.code, $0.rupiah, bench.now, "BRI-1") }), into: "payments")
        #expect(try bench.kept("payments") == ["processing-failed"])
        #expect(try await bench.state(bills[1].reference).ending == .paid)
    }

    @Test func `a bank's file that takes the place of the one before while that is worked on is taken, too`()
        async throws
    {
        let replacement = Mutex<(path: RawPath, text: String)?>(nil)
        let files = FileLayer { operation, path throws(StorageError) in
            guard operation == .create, path.contains("/evidence/"),
                let (path, text) = replacement.withLock({ value in
                    defer { value = nil }
                    return value
                })
            else { return }
            try FileLayer().writeDurably(path, bytes: text.utf8)
        }
        let bench = try CaseBench(files: files, postedOnIssue)
        var bills: [(reference: String, code: String, rupiah: Int)] = []
        for (index, fixture) in ["0001", "0002"].enumerated() {
            let reference = try await bench.letter(fixture, as: "E\(index)")
            try await bench.answer(reference, "driver")
            let bill = try await bench.bill(reference)
            bills.append((reference, bill.code, bill.rupiah))
        }
        let texts = bills.map { bench.paymentText([($0.code, $0.rupiah, bench.now, "BRI-1")]) }
        try bench.put(texts[0], into: "payments", as: "bank.csv")
        replacement.withLock {
            $0 = (RawPath(bench.installation.path("spool/payments/bank.csv")), texts[1])
        }
        try await bench.work()
        #expect(replacement.withLock { $0 == nil })
        for bill in bills { #expect(try await bench.state(bill.reference).ending == .paid) }
        #expect(bench.installation.files("spool/payments") == [])
        try await bench.verify()
    }

    @Test func `an upload that stalls within its last field pays nothing under a shortened reference`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        let whole = bench.paymentText([(bill.code, bill.rupiah, bench.now, "BRI-000001")])
        try await bench.drop(String(whole.dropLast(5)), into: "payments")
        #expect(try bench.kept("payments") == ["cut-off"])
        #expect(try await bench.state(reference).ending == nil)
        try await bench.drop(whole, into: "payments")
        #expect(try await bench.state(reference).ending == .paid)
        for folder in ["post", "acknowledgements"] {
            try await bench.drop("x", into: folder)
            #expect(try bench.kept(folder) == ["cut-off"])
        }
        try await bench.verify()
    }

    @Test func `a reload's settle time holds for what other offices hand in, too`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        let pipeline = Pipeline(bench.engine, once: true)
        try await pipeline.recover()
        let text = try String(contentsOfFile: bench.installation.config, encoding: .utf8)
        func reload(settleSeconds: String) async throws {
            let path = bench.installation.path("reloaded.yaml")
            try text.replacingOccurrences(
                of: #"settle_seconds: [0-9.]+"#, with: "settle_seconds: \(settleSeconds)",
                options: .regularExpression
            ).write(toFile: path, atomically: true, encoding: .utf8)
            try await pipeline.adopt(bench.engine.configuration.reload(from: path).get().configuration)
        }
        try await reload(settleSeconds: "600")
        try bench.put(
            bench.paymentText([(bill.code, bill.rupiah, bench.now, "BRI-1")]), into: "payments", as: "bank.csv")
        try await pipeline.runOnce()
        #expect(try await bench.state(reference).ending == nil)
        try await reload(settleSeconds: "0.05")
        try await pipeline.runOnce()
        #expect(try await bench.state(reference).ending == .paid)
    }

    @Test func `a double payment is an entry, shown with its case, and its reason names the list of refunds`()
        async throws
    {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        for bank in ["BRI-1", "BRI-2"] { try await bench.pay(bill.code, bill.rupiah, bank) }
        let shown = try bench.installation.run("cases", "show", reference).output
        #expect(
            shown.contains(
                "owed back since \(bench.today.iso8601): \(bill.rupiah) rupiah (already-paid), paid as BRI-2"),
            "\(shown)")
        #expect(shown.contains(#""act":"owe-back""#) && !shown.contains(#""BRI-2""#))
        let page = try bench.installation.run("cases", "show", "--json", reference).output
        #expect(page.contains(#""cause":"already-paid""#))
        let reason = try #require(
            bench.installation.files("spool/rejected/payments").first { $0.hasSuffix(".reason.json") })
        let remedy = try bench.json("spool/rejected/payments/\(reason)")["remedy"] as? String
        #expect(remedy?.contains("out/refunds") == true && remedy?.contains("nothing twice") == true)
        try await bench.verify()
    }
}
