/// A small random generator whose numbers depend on its seed only (SplitMix64; Steele, Lea, Flood, "Fast Splittable
/// Pseudorandom Number Generators", 2014). Not for secrets.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A generator of its own for one purpose, so that more draws there don't change what comes after here.
    public mutating func split() -> SeededRandom { SeededRandom(seed: next()) }

    /// Uniform in `range`, in steps of 2^-53 of its length.
    public mutating func number(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * (Double(next() >> 11) * 0x1p-53)
    }

    /// Uniform; both bounds occur.
    public mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// True with the given probability, 0...1.
    public mutating func chance(_ probability: Double) -> Bool { number(0...1) < probability }

    /// - Precondition: `choices` isn't empty.
    public mutating func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element {
        choices[choices.index(choices.startIndex, offsetBy: integer(0...choices.count - 1))]
    }

    /// About normal with mean 0 and deviation 1, within ±6 (sum of twelve; needs no logarithm).
    public mutating func gaussian() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += Double(next() >> 11) * 0x1p-53 }
        return sum
    }
}
