import ArgumentParser
import Configuration
import Daemon
import Domain
import Foundation
import Ingest
import Journal
import Logging
import Storage

/// Makes a journal of so many entries and times how long checking all of it takes.
@main
struct LedgerBenchmark: AsyncParsableCommand {
    @Option(help: "Events that an officer dismisses; each has five entries in the ledger.")
    var events = 200_000

    @Option(
        help: """
            Events of a made-up register's vehicles, without pictures: one in four becomes a letter and a case, which goes all the way; \
            of the others the number doesn't fit the vehicle, so they wait for an officer.
            """)
    var matched = 0

    @Option(help: "An empty folder for the state, best one in memory: what is timed is the computing.")
    var folder = "/dev/shm/etle-ledger-benchmark"

    @Flag(help: "Only check what an earlier run made.")
    var keep = false

    @Flag(help: "Verify the signature of each entry.")
    var everySignature = false

    private static let configuration = """
        paths: {spool: spool, state: state}
        ingest: {settle_seconds: 0.1, retry_seconds: 0}
        units:
          - {id: u, name: U, city: Jakarta, letter_code: A, time_zone: Asia/Jakarta, answer_url: "https://example.id",
             signatory: {name: A, rank: B, nrp: "1"}}
        cameras:
          - {id: CAM-1, unit: u, place: P, violations: [red-light]}
        """

    func run() async throws {
        if !keep { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/etle.yaml"
        try LedgerBenchmark.configuration.write(toFile: path, atomically: true, encoding: .utf8)
        let clock = SkippingClock()
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        let engine = try Engine(
            configuration: Configuration.load(from: path).get(), clock: clock.clock, logger: logger)
        if !keep {
            try await fill(engine)
            if matched > 0 { try await Cases(engine: engine, clock: clock, folder: folder, count: matched).run() }
            try await engine.exportLedgerIfAlone()
        }
        let cpu = processorSeconds()
        let start = ContinuousClock.now
        let report = try await Verification(engine, .init(everySignature: everySignature)).all()
        let elapsed = start.duration(to: .now)
        print(
            """
            \(report.entries) entries, \(report.documents) documents checked in \(elapsed), \(processorSeconds() - cpu) s \
            of processor time
            """)
        print(report.findings.isEmpty ? "all holds" : "\(report.findings.prefix(5))")
    }

    private func fill(_ engine: Engine) async throws {
        let now = Clock.system.now()
        let reading = EventReading(
            candidates: [.init(text: "B1234XYZ", confidence: 0.99)], colour: .whiteOnBlack, expiry: nil, sightings: [],
            doubts: [], model: "model")
        let decision = Decision(
            outcome: .review,
            rules: [.init(rule: "confidence", verdict: .doubt, reason: "uncertain-reading", detail: "x")],
            violations: [], vehicle: nil, owner: nil)
        var dismissed = decision
        dismissed.outcome = .dismissed
        for start in stride(from: 0, to: events, by: 500) {
            let uploads = (start..<min(start + 500, events)).map { number in
                AcceptableUpload(
                    capture: Capture(
                        eventID: "E\(number)", cameraID: "CAM-1", capturedAt: now, lane: nil,
                        violations: [ClaimedViolation(code: "red-light")], vehicle: nil, frames: []),
                    unitID: "u", uploadSHA256: Digest.sha256("\(number)".utf8), files: [])
            }
            _ = try await engine.journal.accept(uploads, at: now)
            for event in try await engine.journal.waiting(in: .recognition, after: 0, limit: 500, now: now) {
                try await engine.journal.store(reading, for: event, at: now)
            }
            for event in try await engine.journal.waiting(in: .matching, after: 0, limit: 500, now: now) {
                try await engine.journal.store(
                    decision, for: event, unitYear: ("u", 2026), at: now, notice: { _ in throw CancellationError() })
                let waiting = try await engine.journal.event(event.id)
                try await engine.journal.apply(
                    OfficerAct(kind: .dismiss, officer: "70010001", reason: "x", plate: nil), decision: dismissed,
                    to: waiting, unitYear: ("u", 2026), at: now, notice: { _ in throw CancellationError() })
            }
        }
    }

    private func processorSeconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
