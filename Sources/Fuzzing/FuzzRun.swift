import Foundation

/// Feeds one target with mutated seeds and watches over time and memory. A crash ends the process: the last input is in ``lastInput`` then.
public struct FuzzRun {
    /// What a run found.
    public struct Result: Sendable, CustomStringConvertible {
        public let target: String
        public var executions = 0
        public var seconds = 0.0
        /// Outcomes that were seen, so many kinds.
        public var outcomes = 0
        /// Of processor time, for one input.
        public var slowestSeconds = 0.0
        /// By how much the process's memory grew after the first hundredth of the run, in bytes.
        public var grownBytes = 0

        public var description: String {
            "\(target): \(executions) executions in \(Int(seconds)) s, \(outcomes) outcomes, slowest "
                + "\(Int(slowestSeconds * 1000)) ms, memory grew by \(grownBytes >> 20) MiB"
        }
    }

    /// Inputs are cut to this many bytes.
    static let longest = 64 << 10

    private let target: FuzzTarget
    private let seed: UInt64
    /// The file that holds the input in work; nil to keep none.
    private let lastInput: String?

    public init(_ target: FuzzTarget, seed: UInt64, lastInput: String? = nil) {
        self.target = target
        self.seed = seed
        self.lastInput = lastInput
    }

    /// Runs until so many executions or seconds are over, whichever comes first.
    public func run(executions: Int, seconds: Double) -> Result {
        var result = Result(target: target.name)
        var mutator = Mutator(seed: seed, words: target.words)
        var seeds = target.seeds
        var seen: Set<String> = []
        let keeper = lastInput.map { open($0, O_RDWR | O_CREAT | O_TRUNC, 0o600) } ?? -1
        defer { if keeper >= 0 { close(keeper) } }
        let start = ContinuousClock.now
        var baseline = 0
        while result.executions < executions {
            if result.executions.isMultiple(of: 1024) {
                result.seconds = FuzzRun.seconds(ContinuousClock.now - start)
                if result.seconds >= seconds { break }
                let memory = FuzzRun.residentBytes()
                if baseline == 0, result.executions >= executions / 100 || result.seconds >= seconds / 100 {
                    baseline = memory
                }
                if baseline > 0 { result.grownBytes = max(result.grownBytes, memory - baseline) }
            }
            let input = mutator.mutated(
                seeds[mutator.choice(seeds.count)], other: seeds[mutator.choice(seeds.count)], longest: FuzzRun.longest)
            if keeper >= 0 {
                ftruncate(keeper, input.count)
                _ = input.withUnsafeBytes { pwrite(keeper, $0.baseAddress, $0.count, 0) }
            }
            let began = FuzzRun.processorSeconds()
            let outcome = target.run(input)
            result.slowestSeconds = max(result.slowestSeconds, FuzzRun.processorSeconds() - began)
            if seen.count < 4096, seen.insert(outcome).inserted, seeds.count < 256 { seeds.append(input) }
            result.executions += 1
        }
        result.outcomes = seen.count
        result.seconds = FuzzRun.seconds(ContinuousClock.now - start)
        return result
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    /// Processor time of this thread: how long others have kept it waiting doesn't count.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Of this process, from `/proc/self/statm`.
    private static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
    }
}
