import ArgumentParser
import Domain
import Foundation
import Registry
import RegistrySynthesis
import Synchronization

/// Measures import, size, lookups and changes on a made-up register. See `docs/registry.md` for figures.
@main
struct RegistryBenchmark: ParsableCommand {
    @Option(help: "How many vehicles the register has.") var vehicles = 1_000_000
    @Option(help: "Seed of the made-up data.") var seed: UInt64 = 1
    @Option(help: "Lookups to measure.") var lookups = 50_000
    @Option(help: "Rows of the change file.") var changes = 100_000
    @Option(help: "Folder for the files; emptied of them at the end.") var folder = NSTemporaryDirectory()
    @Option(help: .hidden) var coldStart: String?

    private static let day = LocalDate(year: 2026, month: 7, day: 21)!
    private static let now = Timestamp(milliseconds: 1_784_600_000_000)

    func run() throws {
        if let coldStart {
            _ = try Registry(path: coldStart).lookup(
                SyntheticRegister(seed: seed, vehicles: vehicles).plate(0), on: Self.day)
            return
        }
        let base = folder + "/registry-benchmark-\(vehicles)"
        let files = ["", "-wal", "-shm", ".import-lock", ".csv", "-changes.csv"].map { base + $0 }
        for file in files { try? FileManager.default.removeItem(atPath: file) }
        defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
        let synthetic = SyntheticRegister(seed: seed, vehicles: vehicles)
        let extract = base + ".csv"
        say("generate: \(figure(seconds { synthetic.writeExtract(to: extract) })) s, \(size(extract) >> 20) MiB")
        let registry = try Registry(path: base)
        let cpu = processorSeconds()
        let report = try registry.importExtract(extract, options: .init(asOf: Self.day), now: Self.now)
        let used = processorSeconds() - cpu
        say(
            "import: \(report.rows) rows, \(figure(report.seconds)) s, \(Int(Double(report.rows) / report.seconds)) rows/s; "
                + "processor \(figure(used)) s, \(Int(Double(report.rows) / used)) rows/s")
        try? FileManager.default.removeItem(atPath: extract)
        let bytes = size(base) + size(base + "-wal")
        say("size: \(bytes >> 20) MiB, \(bytes / vehicles) bytes a vehicle, \(bytes / report.rows) a row")
        try warm(base)
        try measureLookups(registry, synthetic, "lookup")
        try measureNear(registry, synthetic)
        try measureChanges(registry, synthetic, base + "-changes.csv")
        try registry.close()
        say(
            "cold start, file not in memory, a process from start to end with one lookup: \(figure(try coldSeconds(base) * 1000)) ms"
        )
        say("peak resident memory: \(peakMemory() >> 20) MiB")
    }

    /// Reads the file once, so that it lies in memory as far as there is room: writing it has driven a part out.
    private func warm(_ path: String) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        while let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty {}
    }

    private func measureLookups(_ registry: Registry, _ synthetic: SyntheticRegister, _ name: String) throws {
        var random = SeededGenerator(seed: seed)
        var times: [Double] = []
        let cpu = processorSeconds()
        for _ in 0..<lookups {
            let plate = synthetic.plate(Int.random(in: 0..<vehicles, using: &random))
            times.append(try seconds { _ = try registry.lookup(plate, on: Self.day) })
        }
        sayTimes(name, times)
        say("  processor time: \(figure((processorSeconds() - cpu) / Double(lookups) * 1_000_000)) us each")
    }

    private func measureNear(_ registry: Registry, _ synthetic: SyntheticRegister) throws {
        var random = SeededGenerator(seed: seed &+ 1)
        var times: [Double] = []
        let traits = PictureTraits(kind: .car, colour: .white, plateColour: .blackOnWhite, expiry: nil)
        for _ in 0..<max(1000, lookups / 50) {
            var plate = Array(synthetic.plate(Int.random(in: 0..<vehicles, using: &random)).filter { $0 != " " })
            plate[plate.count - 1] = "Q"
            let candidates = [EventReading.Candidate(text: String(plate), confidence: 0.9)]
            times.append(try seconds { _ = try registry.near(candidates, on: Self.day, traits: traits) })
        }
        sayTimes("near", times)
    }

    private func measureChanges(_ registry: Registry, _ synthetic: SyntheticRegister, _ path: String) throws {
        synthetic.writeChanges(changes, on: "2026-07-20", to: path)
        let isDone = Atomic(false)
        let failures = Atomic(0)
        let (day, vehicles) = (Self.day, vehicles)
        let times = Mutex<[Double]>([])
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) {
            var random = SeededGenerator(seed: 7)
            while !isDone.load(ordering: .relaxed) {
                let plate = synthetic.plate(Int.random(in: 0..<vehicles, using: &random))
                let start = ContinuousClock.now
                if (try? registry.lookup(plate, on: day)) == nil { failures.add(1, ordering: .relaxed) }
                let time = (ContinuousClock.now - start) / .seconds(1)
                times.withLock { $0.append(time) }
            }
        }
        let cpu = threadSeconds()
        let report = try registry.apply(path, options: .init(asOf: Self.day), now: Self.now)
        let used = threadSeconds() - cpu
        isDone.store(true, ordering: .relaxed)
        group.wait()
        say(
            "changes: \(report.rows) rows, \(report.refused) refused, \(figure(report.seconds)) s, processor \(figure(used)) s"
        )
        times.withLock { sayTimes("lookup meanwhile (\(failures.load(ordering: .relaxed)) failed)", $0) }
    }

    /// Forgets what the system holds of the file in memory, and times a process of its own.
    private func coldSeconds(_ base: String) throws -> Double {
        let descriptor = open(base, O_RDONLY)
        fsync(descriptor)
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        close(descriptor)
        let child = Process()
        child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        child.arguments = ["--cold-start", base, "--vehicles", "\(vehicles)", "--seed", "\(seed)"]
        return try seconds {
            try child.run()
            child.waitUntilExit()
        }
    }

    private func sayTimes(_ name: String, _ times: [Double]) {
        let sorted = times.sorted()
        guard let last = sorted.last else { return }
        func at(_ share: Double) -> String { figure(sorted[Int(Double(sorted.count - 1) * share)] * 1_000_000) }
        say("\(name): \(sorted.count), p50 \(at(0.5)) us, p99 \(at(0.99)) us, most \(figure(last * 1_000_000)) us")
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// At once, so that an interrupted run has shown what it measured.
    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    private func figure(_ value: Double) -> String { String(format: "%.1f", value) }

    private func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    /// What this process has used of processors: other processes on the machine don't count in it.
    private func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func threadSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Bytes, as Linux counts them.
    private func peakMemory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
    }
}
