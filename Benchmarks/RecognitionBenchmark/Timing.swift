import Foundation

/// Seconds of processor time that this thread has used: what other programs on the machine do doesn't count.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The median processor time of `repeats` calls, after one that isn't counted; in seconds.
func medianSeconds(repeats: Int, _ work: () throws -> Void) rethrows -> Double {
    median(try seconds(repeats: repeats, work))
}

/// The least, for times too short to tell from what disturbs them.
func leastSeconds(repeats: Int, _ work: () throws -> Void) rethrows -> Double {
    try seconds(repeats: repeats, work).min() ?? 0
}

private func seconds(repeats: Int, _ work: () throws -> Void) rethrows -> [Double] {
    try work()
    return try (0..<repeats).map { _ in
        let start = processorSeconds()
        try work()
        return processorSeconds() - start
    }
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
