import Daemon
import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

struct BlockListTests {
    /// A case whose vehicle is blocked, with its bill.
    private func blocked(_ bench: CaseBench) async throws -> (reference: String, code: String, rupiah: Int) {
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        try await bench.nextDay()
        bench.pass(days: 30)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock != nil)
        return (reference, bill.code, bill.rupiah)
    }

    /// The Samsat's answer to the only block.
    private func acknowledge(_ bench: CaseBench, _ action: String, _ result: String) async throws {
        let fields = try #require((bench.blockList("B-changes") + bench.blockList("B-open")).first)
            .split(separator: ",").map(String.init)
        let plate = try #require(fields.first { PlateNumber($0) != nil && $0.contains(" ") })
        try await bench.drop(
            "block,action,plate,result\n\(fields[0]),\(action),\(plate),\(result)\n", into: "acknowledgements")
    }

    @Test func `a list that becomes empty is written again, without lines`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let bill = try await blocked(bench)
        #expect(bench.blockList("B-open").count == 1)
        let open = "blocks/\(bench.today.iso8601)/B-open.csv"
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        #expect(bench.lines(open) == [])
        #expect(bench.blockList("B-changes").count == 2, "blocked and lifted on one day")
    }

    @Test func `the last word of a day is written once it is over, after a standstill of any length`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let bill = try await blocked(bench)
        let blockedOn = bench.today
        bench.pass(days: 1)
        let paidOn = bench.today
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        #expect(try await bench.engine.journal.export("blocks/\(paidOn.iso8601)") == nil, "the day goes on")
        let folder = "blocks/\(paidOn.iso8601)"
        let lists = bench.installation.files("state/out/\(folder)").map { ($0, bench.lines("\(folder)/\($0)")) }
        #expect(lists.count == 2)
        try FileManager.default.removeItem(atPath: bench.installation.path("state/out/\(folder)"))
        bench.pass(days: 100)
        // Something of another day, so that the recovery looks elsewhere.
        _ = try await bench.letter("0002", as: "E2")
        try await bench.work()
        for day in [blockedOn, paidOn] {
            #expect(try await bench.engine.journal.export("blocks/\(day.iso8601)") != nil)
        }
        for (name, lines) in lists { #expect(bench.lines("\(folder)/\(name)") == lines, "\(name)") }
        #expect(bench.lines("blocks/\(paidOn.iso8601)/B-changes.csv")?.first?.contains(",unblock,") == true)
        let entries = try await bench.query("SELECT count(*) FROM ledger WHERE kind = 'export'")
        bench.pass(days: 1)
        try await bench.work()
        let later = try await bench.query("SELECT count(*) FROM ledger WHERE subject LIKE 'blocks/%'")
        let days = bench.today.dayNumber - blockedOn.dayNumber
        #expect(entries >= 2 && later == days, "each day is closed once")
        try await bench.verify()
        // A closed day's lists come back as they were handed out, and never otherwise.
        let list = RawPath(bench.installation.path("state/out/\(folder)/B-changes.csv"))
        let handedOut = try FileLayer().read(list, limit: 1 << 20)
        try FileLayer().remove(list)
        #expect(try bench.installation.run("report", "--from", paidOn.iso8601).status == 0)
        #expect(try FileLayer().read(list, limit: 1 << 20) == handedOut)
        try await bench.tamper("UPDATE block SET articles = 'Pasal 1'")
        #expect(try bench.installation.run("report", "--from", paidOn.iso8601).status == 0)
        #expect(try FileLayer().read(list, limit: 1 << 20) == handedOut)
    }

    @Test func `each day has its lists while something is open or to be told, and a forged line is found`() async throws
    {
        let bench = try CaseBench(postedOnIssue)
        let bill = try await blocked(bench)
        // Nobody changes anything, and nobody works.
        bench.pass(days: 3)
        try await bench.work()
        for days in 1...3 {
            #expect(bench.lines("blocks/\(bench.today.adding(days: -days).iso8601)/B-open.csv")?.count == 1, "\(days)")
        }
        // Only a refused lifting is left.
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        try await acknowledge(bench, "unblock", "refused")
        bench.pass(days: 1)
        try await bench.work()
        let told = "blocks/\(bench.today.iso8601)/B-changes.csv"
        #expect(bench.lines(told)?.count == 1)
        bench.pass(days: 2)
        try await bench.work()
        try await bench.verify()
        let path = RawPath(bench.installation.path("state/out/\(told)"))
        let bytes = try FileLayer().read(path, limit: 1 << 20)
        try FileLayer().writeDurably(path, bytes: bytes + bytes.suffix(80))
        #expect(try await Verification(bench.engine).all().findings.map(\.part) == ["export"])
    }

    @Test(arguments: [0, 3])
    func `a lifting that came when a clock had closed its day already is in the next list`(silence: Int) async throws {
        let bench = try CaseBench {
            postedOnIssue($0).replacingOccurrences(of: "log:", with: "deadlines: {acknowledge_days: \(silence)}\nlog:")
        }
        #expect(bench.engine.configuration.deadlines.acknowledgeDays == silence)
        let bill = try await blocked(bench)
        try await acknowledge(bench, "block", "done")
        bench.pass(days: 1)
        try await bench.work()
        let day = bench.today
        bench.pass(days: 1)
        try await bench.work()
        #expect(try await bench.engine.journal.export("blocks/\(day.iso8601)") != nil, "closed while it goes on")
        bench.pass(days: -1)
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        #expect(bench.blockList("B-changes").isEmpty, "what is closed stays as it is")
        bench.pass(days: 1)
        try await bench.work()
        #expect(bench.blockList("B-changes").filter { $0.contains(",unblock,\(day.iso8601),") }.count == 1)
        bench.pass(days: 1)
        try await bench.work()
        #expect(bench.blockList("B-changes").isEmpty, "told once")
        try await bench.verify()
    }

    @Test func `lists that a ledger closed which is gone are kept beside the new ones`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let bill = try await blocked(bench)
        let older = bench.installation.path("older.sqlite")
        try bench.copyJournal(to: older, changedBy: "")
        bench.pass(days: 1)
        let day = bench.today
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        let list = RawPath(bench.installation.path("state/out/blocks/\(day.iso8601)/B-changes.csv"))
        let handedOut = try FileLayer().read(list, limit: 1 << 20)
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: bench.installation.path("state/etle.sqlite\(ending)"))
        }
        try FileManager.default.moveItem(atPath: older, toPath: bench.installation.path("state/etle.sqlite"))
        let restored = try CaseBench(continuing: bench) { $0 }
        restored.pass(days: 1)
        // It says that published roots are missing.
        await #expect(throws: DaemonError.self) { try await restored.work() }
        #expect(try FileLayer().read(list, limit: 1 << 20) != handedOut)
        let aside = RawPath(bytes: list.bytes + Array(".aside-1".utf8))
        #expect(try FileLayer().read(aside, limit: 1 << 20) == handedOut)
        let notes = try await Verification(restored.engine).all().notes.map(\.subject)
        #expect(notes.contains(aside.display), "\(notes)")
    }

    @Test func `a lifting that the Samsat refuses or leaves unanswered is told until it is done`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let bill = try await blocked(bench)
        try await acknowledge(bench, "block", "done")
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        let liftedOn = bench.today
        bench.pass(days: 1)
        try await bench.work()
        #expect(bench.blockList("B-changes").isEmpty, "the Samsat has three days")
        bench.pass(days: 2)
        try await bench.work()
        #expect(bench.blockList("B-changes").count == 1)
        let silent = try await bench.engine.status().blockChanges
        #expect(silent.unacknowledged == 1 && silent.refused == 0 && silent.oldestDays == 3)
        try await acknowledge(bench, "unblock", "refused")
        bench.pass(days: 1)
        try await bench.work()
        let line = try #require(bench.blockList("B-changes").first)
        #expect(line.contains(",unblock,\(liftedOn.iso8601),") && line.hasSuffix(",refused"))
        #expect(try await bench.engine.status().blockChanges.refused == 1)
        let listed = try bench.installation.run("cases", "list", "--unacknowledged", "--json")
        #expect(listed.status == 0 && listed.output.contains(#""answer":"refused""#), "\(listed.output)")
        if SchemaValidator.python != nil {
            #expect(
                try SchemaValidator.disagreements([
                    .init(schema: "block-change", json: listed.output, isValid: true),
                    .init(
                        schema: "status", json: try bench.installation.run("status", "--json").output, isValid: true),
                ]) == [])
        }
        let yesterday = "blocks/\(bench.today.iso8601)/B-changes.csv"
        bench.pass(days: 1)
        try await bench.work()
        let before = bench.lines(yesterday)
        try await acknowledge(bench, "unblock", "done")
        #expect(bench.blockList("B-changes").isEmpty)
        #expect(try bench.installation.run("cases", "list", "--unacknowledged").output == "")
        _ = try await bench.engine.writeReports(for: bench.today.adding(days: -1))
        #expect(bench.lines(yesterday) == before, "what a day's list said doesn't change afterwards")
        try await bench.verify()
    }
}
