/// The median of the wall-clock times of `repeats` calls, after one that isn't counted.
func medianSeconds(repeats: Int, _ work: () throws -> Void) rethrows -> Double {
    try work()
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<repeats {
        let time = try clock.measure { try work() }
        times.append(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    }
    return times.sorted()[repeats / 2]
}

func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
