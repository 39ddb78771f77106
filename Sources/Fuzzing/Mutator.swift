/// Changes bytes at random: the same seed gives the same changes on every machine.
public struct Mutator: Sendable {
    private var generator: Generator
    private let words: [[UInt8]]

    /// - Parameter words: what the format is made of; inserted and put in the place of others.
    public init(seed: UInt64, words: [String]) {
        generator = Generator(state: seed)
        self.words = words.map { Array($0.utf8) }
    }

    /// One to eight changes of `bytes`, which may take pieces from `other`. At most `longest` bytes.
    public mutating func mutated(_ bytes: [UInt8], other: [UInt8], longest: Int) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &generator) { change(&bytes, other) }
        if bytes.count > longest { bytes.removeLast(bytes.count - longest) }
        return bytes
    }

    public mutating func choice(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &generator) }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = other
            return
        }
        let at = choice(bytes.count)
        let length = min(1 << choice(8), bytes.count - at)
        switch choice(11) {
        case 0: bytes[at] ^= 1 << UInt8(choice(8))
        case 1: bytes[at] = UInt8(choice(256))
        case 2: bytes[at] = [0, 0xFF, 0x7F, 0x80, 0x20, 0x3C, 0x22][choice(7)]
        case 3: bytes.removeSubrange(at..<at + length)
        case 4: bytes.insert(contentsOf: bytes[at..<at + length], at: choice(bytes.count + 1))
        case 5: bytes.removeLast(bytes.count - at)
        case 6, 7:
            guard !words.isEmpty else { return }
            let word = words[choice(words.count)]
            if choice(2) == 0 {
                bytes.insert(contentsOf: word, at: at)
            } else {
                bytes.replaceSubrange(at..<min(at + word.count, bytes.count), with: word)
            }
        case 8:
            guard !other.isEmpty else { return }
            let from = choice(other.count)
            let piece = other[from..<min(other.count, from + 1 << choice(9))]
            bytes.replaceSubrange(at..<at + min(length, piece.count), with: piece)
        case 9:
            // Numbers of two and four bytes, as lengths and sizes are written.
            let width = choice(2) == 0 ? 2 : 4
            guard at + width <= bytes.count else { return }
            let number = [0, 1, 0xFFFF, 0x8000, 0xFFFF_FFFF, 0x7FFF_FFFF, 65_000, choice(1 << 16)][choice(8)]
            for index in 0..<width {
                bytes[at + index] = UInt8(truncatingIfNeeded: number >> (8 * (width - 1 - index)))
            }
        default:
            let value = bytes[at]
            bytes.insert(contentsOf: repeatElement(value, count: 1 << choice(12)), at: at)
        }
    }
}

/// SplitMix64.
private struct Generator: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
