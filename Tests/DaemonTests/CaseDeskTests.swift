import Daemon
import Domain
import Foundation
import Issuance
import Storage
import TestSupport
import Testing

/// What officers find out about cases and do with them, on the command line.
struct CaseDeskTests {
    private func run(_ bench: CaseBench, _ arguments: String...) throws -> Program.Result {
        try bench.installation.etle.run(["cases"] + arguments + ["--config", bench.installation.config])
    }

    @Test func `an answer on paper counts as one from the site, and the ledger says who took it in`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter(secondsAgo: 3600)
        let act = [
            "--officer", "70010001", "--reason", "brought to the counter", "--config", bench.installation.config,
        ]
        func answer(_ arguments: String...) throws -> Program.Result {
            try bench.installation.etle.run(["cases", "answer", reference] + arguments + act)
        }
        #expect(try answer("--kind", "other-driver").status == 64)
        #expect(try answer("--kind", "driver", "--made-on", "2020-01-01").errors.contains("was made on a day from"))
        let wrong = try answer(
            "--kind", "other-driver", "--name", "SOPIR", "--nik", "12", "--address", "JL. SOPIR 1", "--city", "BOGOR")
        #expect(wrong.status == 1 && wrong.errors.contains("driver.nik"))
        let taken = try answer(
            "--kind", "other-driver", "--name", "SOPIR CONTOH", "--address", "JL. SOPIR 1", "--city", "BOGOR",
            "--remark", "lives next door", "--made-on", bench.today.iso8601)
        #expect(taken.status == 0, "\(taken.errors)")
        let value = try await bench.state(reference)
        #expect(value.letter.recipient == .driver && value.letters.count == 2)
        #expect(try answer("--kind", "driver").errors.contains("took the place of"))
        try await bench.work()
        let page = try run(bench, "show", reference).output
        for text in [
            "answered: other-driver", "driver: SOPIR CONTOH, JL. SOPIR 1, BOGOR", "remark: lives next door",
            "on paper, taken in by officer: 70010001", "because: brought to the counter",
            ", to SOPIR CONTOH, JL. SOPIR 1",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(page.contains(#""officer":"70010001""#))
        let json = try run(bench, "show", reference, "--json").output
        #expect(json.contains(#""remark":"lives next door""#) && json.contains(#""addressee":{"#))
        try await bench.verify()
    }

    @Test func `an answer on paper to a held letter waits for its release`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        for index in 0..<10 {
            try await bench.answer(reference, "driver", #","remark":"\#(index)""#, code: "3333-3333")
        }
        let taken = try run(
            bench, "answer", reference, "--kind", "not-mine", "--differences", "mine is red", "--officer", "70010001",
            "--reason", "by post")
        #expect(taken.status == 0 && taken.errors.contains("is held"), "\(taken.errors)")
        #expect(try run(bench, "show", reference).output.contains("kept until the letter is released: not-mine"))
        #expect(
            try run(bench, "release", reference, "--officer", "70010001", "--reason", "spoke to the owner").status == 0)
        #expect(try await bench.state(reference).question == .notMine)
        #expect(try run(bench, "show", reference).output.contains("differences: mine is red"))
        try await bench.verify()
    }

    @Test func `cases are listed by age and hearing, and say what is owed only while it is`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        func list(_ arguments: String...) throws -> [[String: Any]] {
            let result = try bench.installation.etle.run(
                ["cases", "list", "--json", "--config", bench.installation.config] + arguments)
            #expect(result.status == 0, "\(result.errors)")
            if SchemaValidator.python != nil, !result.output.isEmpty {
                #expect(
                    try SchemaValidator.disagreements([.init(schema: "case", json: result.output, isValid: true)]) == []
                )
            }
            return try bench.installation.lines(result.output)
        }
        let line = try #require(try list().first)
        #expect(line["issued_on"] as? String == bench.today.iso8601 && line["since"] as? String == bench.today.iso8601)
        #expect(try list("--older-than", "0").isEmpty && list("--hearing-before", "2100-01-01").isEmpty)
        // Two days ago, by the entry that opened it.
        try await bench.tamper("UPDATE ledger SET at = at - 172800000 WHERE kind = 'case'")
        #expect(try list("--older-than", "1").count == 1 && list("--older-than", "2").isEmpty)
        #expect(try list("--older-than", "1", "--phase", "review").isEmpty)

        try await bench.answer(reference, "driver")
        #expect(try list("--phase", "ticketed").first?["owed_rupiah"] is Int)
        let hearing = bench.today.adding(days: 30)
        try await bench.act(reference) { .courtChosen(hearing: hearing, on: $0) }
        #expect(try list("--hearing-before", hearing.iso8601).isEmpty)
        let heard = try #require(try list("--hearing-before", hearing.adding(days: 1).iso8601).first)
        #expect(heard["hearing_on"] as? String == hearing.iso8601)
        try await bench.act(reference) { .withdrawn(on: $0) }
        let closed = try #require(try list().first)
        #expect(closed["owed_rupiah"] is NSNull && closed["hearing_on"] is NSNull)
        #expect(!(try run(bench, "list").output.contains("owed")))
        #expect(try list("--older-than", "0").isEmpty)
        #expect(try run(bench, "list", "--unacknowledged", "--phase", "court").status == 64)
    }

    @Test func `a case is found by whatever of it somebody holds in hand`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        let reference = try await bench.letter()
        let other = try await bench.letter(as: "E2", secondsAgo: 90_000)
        let number = try #require(try await bench.state(reference).ticket?.number)
        let notice = try #require(try await bench.engine.journal.notice(reference))
        let row = try #require(try await bench.engine.journal.documentRow(fileName: reference))
        let barcode = Barcode(document: row.record.id).description
        let names = [
            reference, reference.lowercased(), "\(reference).pdf", notice.content.number, number,
            number.replacingOccurrences(of: "/", with: "-"),
            "out/" + number.replacingOccurrences(of: "/", with: "-") + ".json",
            barcode, try await bench.bill(reference).code, "E1", "SDR-014/E1",
        ]
        for name in names {
            let shown = try run(bench, "show", name)
            #expect(shown.status == 0 && shown.output.hasPrefix(reference), "\(name): \(shown.errors)")
        }
        let both = try run(bench, "show", "B 1487 SVR", "--json")
        #expect(
            try bench.installation.lines(both.output).compactMap { $0["reference"] as? String } == [reference, other])
        let act = ["--officer", "70010001", "--reason", "a caller", "--config", bench.installation.config]
        let refused = try bench.installation.etle.run(["cases", "withdraw", "b1487svr"] + act)
        #expect(refused.status == 1 && refused.errors.contains(other))
        #expect(try run(bench, "show", "B 1 ZZZ").status == 1)
    }

    @Test func `an answer to an earlier letter isn't taken for the later addressee's, whatever names the letter`()
        async throws
    {
        let bench = try CaseBench()
        let first = try await bench.letter()
        let barcode = Barcode(
            document: try #require(try await bench.engine.journal.documentRow(fileName: first)).record.id
        ).description
        try await bench.answer(
            first, "other-driver", #","driver":{"name":"SOPIR CONTOH","address":"JL. SOPIR 1","city":"BOGOR"}"#)
        let act = ["--officer", "70010001", "--reason", "on paper", "--config", bench.installation.config]
        func answer(_ name: String) throws -> Program.Result {
            try bench.installation.etle.run(["cases", "answer", name, "--kind", "driver"] + act)
        }
        for name in [first, "\(first).pdf", barcode] {
            let refused = try answer(name)
            #expect(refused.status == 1 && refused.errors.contains("took the place of"), "\(name): \(refused.errors)")
        }
        #expect(try await bench.state(first).phase == .noticed)
        // Where the case takes no answer, nothing is signed.
        let second = try await bench.state(first).letter.reference
        try await bench.post(second, "returned")
        #expect(try await bench.state(first).question == .returned)
        let entries = try await bench.query("SELECT count(*) FROM ledger WHERE kind = 'answer'")
        #expect(try answer(second).status == 1)
        #expect(try await bench.query("SELECT count(*) FROM ledger WHERE kind = 'answer'") == entries)
        try await bench.verify()
    }

    @Test func `a number that may be an event or a barcode names both, and no act takes one for the other`()
        async throws
    {
        let bench = try CaseBench()
        let first = try await bench.letter()
        let document = try #require(try await bench.engine.journal.documentRow(fileName: first)).record.id
        let number = String(Barcode(document: document).description.drop { $0 == "0" })
        let second = try await bench.letter("0002", as: number)
        let shown = try bench.installation.lines(try run(bench, "show", number, "--json").output)
        #expect(shown.compactMap { $0["reference"] as? String } == [first, second])
        let refused = try run(bench, "withdraw", number, "--officer", "70010001", "--reason", "r")
        #expect(refused.status == 1 && refused.errors.contains("several cases"), "\(refused.errors)")
    }

    @Test func `a renamed letter is known by its bytes, and another one's under a letter's name is named`() async throws
    {
        let bench = try CaseBench()
        let (first, second) = (try await bench.letter(), try await bench.letter("0002", as: "E2"))
        func path(_ reference: String) throws -> String {
            let name = try #require(
                bench.installation.files("state/out/notices").first { $0.hasSuffix("\(reference).pdf") })
            return bench.installation.path("state/out/notices/\(name)")
        }
        func check(_ name: String, _ source: String) throws -> Program.Result {
            let copy = bench.installation.path(name)
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: source, toPath: copy)
            return try bench.installation.run("verify", copy)
        }
        let renamed = try check("surat.pdf", path(first))
        #expect(renamed.status == 0 && renamed.errors.contains("the PDF of \(first), under another name"))
        let swapped = try check("\(second).pdf", path(first))
        #expect(swapped.status == 1 && swapped.output.contains("the file is the PDF of \(first), put in the place"))
        let forged = try check("forged.pdf", bench.installation.config)
        #expect(forged.status == 1 && forged.output.contains("or with these bytes"))
    }
}
