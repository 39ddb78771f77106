import ArgumentParser
import Domain
import Foundation
import Ingest
import Journal
import Logging
import Storage
import Synchronization

/// Takes uploads in as the daemon does while cameras send them, one of them nothing but junk, and says how many and how late.
///
/// The cameras run in the same process and on the same cores: what they take, ingest lacks.
@main
struct IngestBenchmark: AsyncParsableCommand {
    @Option(help: "Cameras that send events.") var cameras = 200
    @Option(help: "Events a second over all cameras.") var rate = 500.0
    @Option(help: "Seconds for which the cameras send.") var seconds = 20.0
    @Option(help: "Bytes of each picture.") var bytes = 300_000
    @Option(help: "Broken files a second from one more camera.") var junk = 200.0
    @Option(help: "Seconds without a change after which a file counts as whole.") var settle = 0.2
    @Option(help: "Uploads that wait when ingest starts, in one camera's folder.") var backlog = 0
    @Option(help: "Where the folders are made; removed afterwards.") var folder = NSTemporaryDirectory()

    @Option(help: "Where the cameras' folders are made, if elsewhere: as with a spool of its own.") var spool: String?

    func run() async throws {
        let root = RawPath("\(folder)/etle-ingest-benchmark-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: root.display) }
        let spool = RawPath("\(spool ?? folder)/etle-ingest-benchmark-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: spool.display) }
        let files = FileLayer()
        let evidence = EvidenceStore(root: root.appending("evidence"), files: files)
        let rejected = RejectedFolder(root: spool.appending("rejected"), files: files)
        try evidence.recover()
        let journal = try Journal(
            path: root.appending("etle.sqlite").display,
            key: try LedgerKey.load(from: root.appending("keys"), files: files))
        let ids = (0..<cameras).map { "CAM-\($0)" } + ["JUNK"]
        let start = ContinuousClock.now
        let clock = Clock(now: IngestBenchmark.now, uptime: { IngestBenchmark.seconds(ContinuousClock.now - start) })
        let intake = Intake(
            incoming: spool.appending("incoming"), cameras: ids.map { CameraAccount(id: $0, unitID: "unit") },
            settings: IngestSettings(settle: settle, retry: 0), files: files, evidence: evidence, rejected: rejected,
            journal: journal, clock: clock,
            logger: Logger(label: "benchmark", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await intake.recover()
        let sender = Sender(root: spool.appending("incoming"), picture: try Sender.picture(bytes: bytes))
        for number in 0..<backlog { try sender.send(number, camera: "CAM-0", event: "B\(number)") }
        if backlog > 0 { print("\(backlog) uploads wait in one folder") }
        let isDone = Atomic(false)
        let sent = Atomic(0)
        let (rate, junk, seconds, cameras) = (rate, junk, seconds, cameras)
        let thread = Thread {
            sender.run(rate: rate, junk: junk, seconds: seconds, cameras: cameras, start: start) {
                sent.add(1, ordering: .relaxed)
            }
            isDone.store(true, ordering: .releasing)
        }
        thread.start()

        var taken = 0
        var refused = 0
        var memory: [Int] = []
        while true {
            let wasDone = isDone.load(ordering: .acquiring)
            let pass = try await intake.pass()
            for problem in pass.problems { print(problem) }
            taken += pass.accepted
            refused += pass.rejected
            memory.append(IngestBenchmark.residentBytes())
            if pass.hasMore || pass.didSomething { continue }
            if wasDone, pass.nextDue == nil { break }
            try await Task.sleep(for: .seconds(min(0.02, pass.nextDue ?? 0.02)))
        }
        let wall = IngestBenchmark.seconds(ContinuousClock.now - start)
        let delays = try await delays(journal)
        func delay(_ share: Double) -> String {
            delays.isEmpty
                ? "-" : String(format: "%.2f s", delays[min(delays.count - 1, Int(share * Double(delays.count)))])
        }
        let count = sent.load(ordering: .relaxed)
        print(
            "sent \(count) events and took \(taken) in, \(refused) broken files set aside, in \(String(format: "%.1f", wall)) s"
        )
        print("that is \(String(format: "%.0f", Double(taken) / wall)) events a second of \(bytes) bytes")
        print(
            "delay from the rename to the commit: p50 \(delay(0.5)), p99 \(delay(0.99)), worst \(delay(0.9999)), of which \(settle) s settling"
        )
        let half = memory.count / 2
        print(
            "memory: \((memory[..<half].max() ?? 0) >> 20) MiB in the first half, \((memory[half...].max() ?? 0) >> 20) MiB in the second"
        )
    }

    /// Seconds from each event's capture, which is when its manifest was put in place, to its row; sorted.
    private func delays(_ journal: Journal) async throws -> [Double] {
        var delays: [Double] = []
        var last: Int64 = 0
        while true {
            let events = try await journal.events(after: last, outcome: nil, limit: 1000)
            guard let newest = events.last else { return delays.sorted() }
            last = newest.id
            delays += events.filter { !$0.capture.eventID.hasPrefix("B") }.map {
                $0.receivedAt.seconds(since: $0.capture.capturedAt)
            }
        }
    }

    @Sendable static func now() -> Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
    }
}
