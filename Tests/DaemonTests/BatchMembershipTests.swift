import Daemon
import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

/// Every signed document goes into one print batch, and what must not be sent into none.
struct BatchMembershipTests {
    @Test func `a report of a day that isn't over prints nothing, and what is signed later is printed`() async throws {
        let bench = try CaseBench()
        let day = bench.today
        let first = try await bench.letter("0001", as: "E1")
        let report = try bench.installation.run("report", "--from", day.iso8601)
        #expect(report.status == 0, "\(report.errors)")
        #expect(bench.installation.files("state/out/batches").isEmpty)
        let second = try await bench.letter("0002", as: "E2")
        try await bench.nextDay()
        #expect(try bench.printed(on: day) == [first, second].sorted())
        // No second batch holds them.
        try await bench.nextDay()
        #expect(try bench.printed(on: day.adding(days: 1)).isEmpty)
    }

    /// The unit's day is over an hour before that of the place of its camera.
    @Test func `a letter of a day whose batch is made goes into the next one`() async throws {
        let bench = try CaseBench { text in
            text.replacingOccurrences(
                of: "unit: bali, place: \"Jl. Teuku Umar\"",
                with: "unit: bali, time_zone: Asia/Jakarta, place: \"Jl. Teuku Umar\"")
        }
        // 23:30 in Bali.
        let midnight = LocalTimeZone.jakarta.start(of: bench.today.adding(days: 1))
        bench.pass(seconds: midnight.seconds(since: bench.now) - 5400)
        let day = bench.today
        let early = try await bench.letter("0005", as: "E1")
        bench.pass(seconds: 3600)
        try await bench.work()
        #expect(try bench.printed(on: day, by: "bali").contains(early))
        let late = try await bench.letter("0005", as: "E2", secondsAgo: 60)
        #expect(bench.today == day)
        try await bench.nextDay()
        #expect(try !bench.printed(on: day, by: "bali").contains(late))
        #expect(try bench.printed(on: day.adding(days: 1), by: "bali").contains(late))
        try await bench.verify()
    }

    @Test func `a batch is closed at the configured hour`() async throws {
        let bench = try CaseBench {
            $0.replacingOccurrences(of: "log:", with: "post: {batch_hour: 14}\nlog:")
        }
        let day = bench.today.adding(days: 1)
        bench.pass(to: day, hour: 13.5)
        let early = try await bench.letter("0001", as: "E1")
        #expect(try bench.printed(on: day).isEmpty)
        bench.pass(to: day, hour: 14.5)
        // Issued in the same run that makes the batch.
        let late = try await bench.letter("0002", as: "E2")
        #expect(try bench.printed(on: day) == [early])
        try await bench.nextDay()
        #expect(try bench.printed(on: day) == [early] && bench.printed(on: day.adding(days: 1)) == [late])
        try await bench.verify()
    }

    @Test func `a letter takes the ticket along that goes out with it, whenever that was made`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        let day = bench.today
        let letter = try await bench.letter("0001", as: "E1")
        let ticket = try #require(try await bench.state(letter).ticket?.number)
        // The ticket was made after midnight.
        try await bench.tamper(
            "UPDATE document SET day = '\(day.adding(days: 1).iso8601)' WHERE kind = 'ticket'")
        // While it isn't there at all, the letter waits.
        try await bench.tamper("UPDATE notice SET ticket_due = 1")
        let closing = LocalTimeZone.jakarta.end(of: day)
        let waiting = try await bench.engine.journal.documentsToPost(unit: "metro-jaya", through: day, before: closing)
        #expect(waiting.isEmpty)
        try await bench.tamper("UPDATE notice SET ticket_due = 0")
        try await bench.nextDay()
        let rows = try bench.rows("state/out/batches/\(day.iso8601)/metro-jaya.csv")
        #expect(rows.map { $0[3] } == [letter] && rows.first?[4].contains("ticket") == true, "\(rows)")
        #expect(
            try await bench.engine.journal.documents(inBatch: "batch/metro-jaya/\(day.iso8601)")
                .map(\.document.name).sorted() == [letter, ticket].sorted())
    }

    @Test func `a ticket that is replaced before the post goes lies with its letter like the first one`() async throws {
        let bench = try CaseBench(CaseBench.immediate)
        let day = bench.today
        let letter = try await bench.letter("0001", as: "E1")
        try await bench.act(letter) { .objected($0, on: $0) }
        let value = try await bench.act(letter) { .resumed(payBy: $0.adding(days: 14), on: $0) }
        let ticket = try #require(value.ticket)
        #expect(ticket.isWithLetter && value.formerTickets.count == 1)
        // What a newer database had handed out is kept.
        let folder = "state/out/batches/\(day.iso8601)"
        let posted = RawPath(bench.installation.path("\(folder)/metro-jaya-001.pdf"))
        try FileLayer().writeDurably(posted, bytes: [1, 2, 3])
        try await bench.nextDay()
        let rows = try bench.rows("\(folder)/metro-jaya.csv")
        #expect(rows.map { $0[3] } == [letter] && rows.first?[4].contains("ticket") == true, "\(rows)")
        #expect(
            try FileLayer().read(RawPath(bench.installation.path("\(folder)/metro-jaya-001.pdf.aside-1")), limit: 9)
                == [1, 2, 3])
        #expect(try await bench.engine.journal.export("batch/metro-jaya/\(day.iso8601)") != nil)
    }

    @Test func `what was closed or superseded before it was printed is not sent`() async throws {
        let bench = try CaseBench()
        let day = bench.today
        let withdrawn = try await bench.letter("0001", as: "E1")
        let superseded = try await bench.letter("0002", as: "E2")
        // What a daemon that was killed while it made the batch left behind.
        let leftover = RawPath(
            bench.installation.path("state/out/batches/.etle-making/metro-jaya/\(day.iso8601)/metro-jaya-002.pdf"))
        try FileLayer().writeDurably(leftover, bytes: [1, 2, 3])
        for (name, arguments) in [(withdrawn, ["withdraw"]), (superseded, ["resend"])] {
            let result = try bench.installation.etle.run(
                ["cases"] + arguments + [
                    name, "--officer", "70010001", "--reason", "r", "--config", bench.installation.config,
                ])
            #expect(result.status == 0, "\(result.errors)")
        }
        try await bench.nextDay()
        let further = try await bench.state(superseded).letter.reference
        #expect(further != superseded)
        #expect(try bench.printed(on: day) == [further])
        #expect(try FileLayer().inspect(leftover) == nil)
        let folder = "state/out/batches/\(day.iso8601)"
        #expect(
            try bench.rows("\(folder)/metro-jaya-withheld.csv").sorted { $0[0] < $1[0] }
                == [[withdrawn, "notice", "case-closed"], [superseded, "notice", "superseded"]].sorted { $0[0] < $1[0] }
        )
        let messages = try String(
            contentsOfFile: bench.installation.path("\(folder)/metro-jaya-messages.jsonl"), encoding: .utf8)
        #expect(messages.contains(further) && !messages.contains(withdrawn) && !messages.contains(superseded))
        try await bench.verify()
    }

    @Test func `a letter under suspicion of a cloned plate waits until an officer has looked`() async throws {
        let bench = try CaseBench { text in
            text.replacingOccurrences(of: "Sudirman\",", with: "Sudirman\", latitude: -6.2250, longitude: 106.8085,")
                .replacingOccurrences(of: "Umar\",", with: "Umar\", latitude: -8.6769, longitude: 115.2060,")
        }
        let day = bench.today
        let reference = try await bench.letter("0001", as: "E1")
        // The same plate, minutes later, in Bali.
        try FixtureUpload("0001").send(
            to: bench.installation, as: "E2", capturedAt: bench.now.adding(seconds: -3300), camera: "DPS-003")
        try await bench.work()
        let event = try #require(try await bench.engine.journal.events(named: "E1").first)
        #expect(try await bench.engine.journal.cloneFlag(of: event.id)?.seenBy == nil)
        try await bench.nextDay()
        #expect(try bench.printed(on: day).isEmpty)
        try await bench.engine.journal.acknowledge(event, officer: "70010001", reason: "r", at: bench.now)
        try await bench.work()
        #expect(try bench.printed(on: day) == [reference])
    }

    @Test func `a letter is printed with the texts that it was signed with`() async throws {
        let bench = try CaseBench()
        let day = bench.today
        _ = try await bench.letter("0001", as: "E1")
        // Another process, with other texts, signs the second letter; who prints knows the first texts only.
        let standard = try String(contentsOfFile: "\(repository)/config/texts.yaml", encoding: .utf8)
        let heading = try #require(bench.engine.configuration.texts["letter_heading"])
        try standard.replacingOccurrences(of: heading, with: "JUDUL BARU")
            .write(toFile: bench.installation.path("new.yaml"), atomically: true, encoding: .utf8)
        let config = try String(contentsOfFile: bench.installation.config, encoding: .utf8)
        try config.replacingOccurrences(of: "paths: {", with: "paths: {texts: new.yaml, ")
            .write(toFile: bench.installation.config, atomically: true, encoding: .utf8)
        try FixtureUpload("0002").send(
            to: bench.installation, as: "E2", capturedAt: bench.now.adding(seconds: -3600))
        try bench.installation.runOnce()
        try await bench.nextDay()
        let pdf = bench.installation.path("state/out/batches/\(day.iso8601)/metro-jaya-001.pdf")
        func count(_ text: String) throws -> Int {
            try run("pdftotext", ["-layout", pdf, "-"]).output.components(separatedBy: text).count - 1
        }
        #expect(try count("JUDUL BARU") == 1 && count(heading) == 1)
    }

    @Test func `a batch is restored as it was printed, or not at all`() async throws {
        let bench = try CaseBench()
        let day = bench.today
        _ = try await bench.letter("0001", as: "E1")
        try await bench.nextDay()
        let folder = "state/out/batches/\(day.iso8601)"
        let pdf = RawPath(bench.installation.path("\(folder)/metro-jaya-001.pdf"))
        let bytes = try FileLayer().read(pdf, limit: 1 << 26)
        try FileLayer().remove(pdf)
        let restored = try bench.installation.run("report", "--from", day.iso8601)
        #expect(restored.status == 0 && restored.output.contains("metro-jaya-001.pdf"), "\(restored.errors)")
        #expect(try FileLayer().read(pdf, limit: 1 << 26) == bytes)
        // Its pictures are lost, and it was altered: it cannot be made again.
        for name in bench.installation.files("state/annexes") {
            try FileLayer().remove(RawPath(bench.installation.path("state/annexes/\(name)")))
        }
        for frame in try #require(try await bench.engine.journal.events(named: "E1").first).capture.frames {
            try FileLayer().remove(
                RawPath(bench.installation.path("state/evidence/\(frame.sha256.prefix(2))/\(frame.sha256)")))
        }
        #expect(try bench.installation.run("report", "--from", day.iso8601).status == 0)
        try FileLayer().writeDurably(pdf, bytes: bytes.dropLast())
        let refused = try bench.installation.run("report", "--from", day.iso8601)
        #expect(refused.status != 0 && refused.errors.contains("cannot be made again as it was printed"))
        #expect(try FileLayer().read(pdf, limit: 1 << 26) == bytes.dropLast())
    }

    @Test func `what lost its pictures since it was signed isn't printed until they are back`() async throws {
        let bench = try CaseBench()
        let first = bench.today
        let lost = try await bench.letter("0001", as: "E1")
        let other = try await bench.letter("0002", as: "E2")
        for name in bench.installation.files("state/annexes") {
            try FileLayer().remove(RawPath(bench.installation.path("state/annexes/\(name)")))
        }
        var evidence: [(RawPath, [UInt8])] = []
        for frame in try #require(try await bench.engine.journal.events(named: "E1").first).capture.frames {
            let path = RawPath(bench.installation.path("state/evidence/\(frame.sha256.prefix(2))/\(frame.sha256)"))
            evidence.append((path, try FileLayer().read(path, limit: 1 << 26)))
            try FileLayer().remove(path)
        }
        bench.pass(days: 1)
        try? await bench.work()
        #expect(try bench.printed(on: first) == [other])
        let failing = try await bench.engine.journal.failingDocuments()
        #expect(failing.count == 1 && failing.newest?.contains("\(lost) is not printed") == true)
        // Of the next day's batch nothing is left, so there is none.
        bench.pass(days: 1)
        await #expect(throws: DaemonError.self) { try await bench.work() }
        #expect(try bench.printed(on: first.adding(days: 1)).isEmpty)
        for (path, bytes) in evidence { try FileLayer().writeDurably(path, bytes: bytes) }
        bench.pass(days: 1)
        try? await bench.work()
        #expect(try bench.printed(on: first.adding(days: 2)) == [lost])
        #expect(try await bench.engine.journal.failingDocuments().count == 0)
        try await bench.verify()
    }

    @Test func `a document that was signed without its pictures is printed so`() async throws {
        let bench = try CaseBench()
        let day = bench.today
        let letter = try await bench.letter("0001", as: "E1")
        for name in bench.installation.files("state/annexes") {
            try FileLayer().remove(RawPath(bench.installation.path("state/annexes/\(name)")))
        }
        for frame in try #require(try await bench.engine.journal.events(named: "E1").first).capture.frames {
            try FileLayer().remove(
                RawPath(bench.installation.path("state/evidence/\(frame.sha256.prefix(2))/\(frame.sha256)")))
        }
        try await bench.resend(letter, to: .same)
        let further = try await bench.state(letter).letter.reference
        try await bench.nextDay()
        #expect(try bench.printed(on: day) == [further])
    }

    @Test func `a batch of a unit that the configuration lost is restored too`() async throws {
        let bench = try CaseBench()
        let day = LocalTimeZone.makassar.date(of: bench.now)
        let letter = try await bench.letter("0005", as: "E1")
        try await bench.nextDay()
        let folder = "state/out/batches/\(day.iso8601)"
        #expect(try bench.printed(on: day, by: "bali") == [letter])
        let pdf = RawPath(bench.installation.path("\(folder)/bali-001.pdf"))
        let bytes = try FileLayer().read(pdf, limit: 1 << 26)
        try FileLayer().remove(pdf)
        let later = try CaseBench(continuing: bench) { text in
            let lines = text.components(separatedBy: "\n")
            let start = lines.firstIndex { $0.contains("- id: bali") } ?? 0
            let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("    ") } ?? start
            return (lines[..<start] + lines[end...]).joined(separator: "\n")
                .replacingOccurrences(of: "unit: bali", with: "unit: metro-jaya, time_zone: Asia/Makassar")
        }
        #expect(later.engine.configuration.unit("bali") == nil)
        _ = try await later.engine.writeReports(for: day)
        #expect(try FileLayer().read(pdf, limit: 1 << 26) == bytes)
    }

    @Test func `on-issue counts from the day on which the batch is made`() async throws {
        let bench = try CaseBench { $0.replacingOccurrences(of: "log:", with: "post: {dispatch: on-issue}\nlog:") }
        let reference = try await bench.letter()
        #expect(try await bench.state(reference).letter.posting.dispatchedOn == nil)
        // The daemon stands still for a month: the letter is printed now, and nobody is blocked for what he never got.
        bench.pass(days: 30)
        try await bench.work()
        #expect(try await bench.state(reference).letter.posting.dispatchedOn == bench.today)
        #expect(try await bench.state(reference).openBlock == nil)
        bench.pass(days: 30)
        try await bench.work()
        #expect(try await bench.state(reference).openBlock != nil)
        try await bench.verify()
    }
}

extension CaseBench {
    /// Works on the next day.
    func nextDay() async throws {
        pass(days: 1)
        try await work()
    }

    /// The documents that a day's batch has in envelopes, sorted; none where there is no batch.
    func printed(on day: LocalDate, by unit: String = "metro-jaya") throws -> [String] {
        try rows("state/out/batches/\(day.iso8601)/\(unit).csv").map { $0[3] }.sorted()
    }

    /// The rows of a CSV file; none where it isn't there.
    func rows(_ name: String) throws -> [[String]] {
        guard let text = try? String(contentsOfFile: installation.path(name), encoding: .utf8) else { return [] }
        return try CSVTable(parsing: text).rows
    }
}
