import Daemon
import Domain
import Foundation
import Ingest
import Journal
import Registry
import RegistrySynthesis
import Storage
import Synchronization

/// A wall clock that skips time.
final class SkippingClock: Sendable {
    private let skipped = Mutex(0.0)

    var clock: Clock {
        Clock(
            now: { Clock.system.now().adding(seconds: self.skipped.withLock { $0 }) }, uptime: Clock.system.uptime)
    }

    func pass(days: Int) { skipped.withLock { $0 += Double(days) * 86_400 } }
}

/// Cases from reading to closing, through the program's own stages: letters, print batches, answers, tickets, payments, and blocks of
/// those who keep silent. Says how long each took.
struct Cases {
    let engine: Engine
    let clock: SkippingClock
    let folder: String
    let count: Int

    /// Of five addressees one keeps silent, of five tickets one is not paid.
    private func keepsSilent(_ index: Int) -> Bool { index % 5 == 0 }
    private func pays(_ index: Int) -> Bool { index % 5 != 1 }

    func run() async throws {
        try await timed("readings") { try await read() }
        try await timed("letters") { try await work() }
        clock.pass(days: 1)
        try await timed("print batches of the letters") { try await work() }
        clock.pass(days: 2)
        let letters = try await letters()
        try handPost(letters)
        try await timed("post list") { try await work() }
        try handAnswers(letters)
        try await timed("answers and tickets") { try await work() }
        clock.pass(days: 1)
        try await timed("print batches of the tickets") { try await work() }
        try await handPayments()
        try await timed("payments") { try await work() }
        clock.pass(days: 30)
        try await timed("blocks of those who kept silent") { try await work() }
        try await timed("a pass with nothing to do, lists of the day included") { try await work() }
    }

    private func timed(_ name: String, _ body: () async throws -> Void) async throws {
        let start = ContinuousClock.now
        try await body()
        print("\(name): \(start.duration(to: .now))")
    }

    private func work() async throws {
        let pipeline = Pipeline(engine, once: true)
        try await pipeline.recover()
        try await pipeline.runOnce()
    }

    /// Events whose plates the register knows, read without doubt.
    private func read() async throws {
        let register = SyntheticRegister(seed: 1, vehicles: count)
        let extract = "\(folder)/register.csv"
        _ = register.writeExtract(to: extract)
        let now = engine.clock.now()
        _ = try engine.registry.importExtract(
            extract, options: ImportOptions(asOf: LocalTimeZone.jakarta.date(of: now)), now: now)
        let captured = now.adding(seconds: -3600)
        for start in stride(from: 0, to: count, by: 500) {
            let numbers = start..<min(start + 500, count)
            let uploads = numbers.map { number in
                AcceptableUpload(
                    capture: Capture(
                        eventID: "C\(number)", cameraID: "CAM-1", capturedAt: captured, lane: nil,
                        violations: [ClaimedViolation(code: "red-light")], vehicle: nil, frames: []),
                    unitID: "u", uploadSHA256: Digest.sha256("case \(number)".utf8), files: [])
            }
            _ = try await engine.journal.accept(uploads, at: now)
            for event in try await engine.journal.waiting(in: .recognition, after: 0, limit: 500, now: now) {
                guard let number = Int(event.capture.eventID.dropFirst()) else { continue }
                let reading = EventReading(
                    candidates: [.init(text: register.plate(number).filter { $0 != " " }, confidence: 0.9999)],
                    colour: .unknown, expiry: nil, sightings: [], doubts: [], model: "model")
                try await engine.journal.store(reading, for: event, at: now)
            }
        }
    }

    /// Every letter, in the order of events.
    private func letters() async throws -> [NoticeRecord] {
        var letters: [NoticeRecord] = []
        var last: Int64 = 0
        while true {
            let cases = try await engine.journal.cases(after: last, phase: nil, limit: 1000)
            guard let newest = cases.last else { break }
            last = newest.event
            for item in cases {
                if let letter = try await engine.journal.notice(item.value.letter.reference) { letters.append(letter) }
            }
        }
        print("\(letters.count) letters of \(count) events")
        return letters
    }

    private func handPost(_ letters: [NoticeRecord]) throws {
        let day = LocalTimeZone.jakarta.date(of: engine.clock.now()).iso8601
        let lines = letters.map { "\($0.reference),delivered,\(day)\n" }
        try hand("document,status,date\n" + lines.joined(), to: "post", as: "delivered.csv")
    }

    private func handAnswers(_ letters: [NoticeRecord]) throws {
        for (index, letter) in letters.enumerated() where !keepsSilent(index) {
            try hand(
                #"{"schema":"etle.answer/1","reference":"\#(letter.reference)","code":"\#(letter.answerCode)","answer":"driver"}"#,
                to: "answers", as: "\(letter.reference).json")
        }
    }

    private func handPayments() async throws {
        let now = engine.clock.now()
        let issued = LocalTimeZone.jakarta.date(of: now).adding(days: -1)
        let tickets = try await engine.journal.documents(issuedOn: issued, unit: "u").filter { $0.kind == .ticket }
        var lines = "code,amount,paid_at,bank_reference\n"
        for (index, ticket) in tickets.enumerated() where pays(index) {
            let content = try CanonicalJSON.decode(TicketContent.self, from: ticket.content)
            lines += "\(content.paymentCode),\(content.depositRupiah),\(now.rfc3339),BANK-\(index)\n"
        }
        print("\(tickets.count) tickets")
        try hand(lines, to: "payments", as: "bank.csv")
    }

    private func hand(_ text: String, to exchange: String, as name: String) throws {
        let path = RawPath("\(folder)/spool/\(exchange)")
        try engine.files.makeFolders(path)
        try engine.files.create(path.appending(name), bytes: text.utf8)
    }
}
