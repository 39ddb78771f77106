#if canImport(Glibc)
    import Glibc
#endif

/// Texts that many rows share (areas, makes and models, colours), each stored once and named by a number.
///
/// Open addressing over one byte arena: looking up costs a hash and a comparison and allocates nothing.
///
/// Exclusivity isn't checked at run time: nothing here calls out, and the checks took a fifth of an import.
package final class WordTable {
    package static let most = 1_000_000

    @exclusivity(unchecked) private var arena: [UInt8] = []
    /// Where word i begins in the arena; one more entry than there are words.
    @exclusivity(unchecked) private var starts: [Int] = [0]
    /// The database's number of word i.
    @exclusivity(unchecked) private var numbers: [Int32] = []
    @exclusivity(unchecked) private var slots: [Int32]

    package init() {
        slots = Array(repeating: -1, count: 1024)
    }

    var count: Int { numbers.count }

    /// The number of `text`; nil if the table doesn't have it.
    func number(of text: UnsafeRawBufferPointer) -> Int32? {
        let slot = find(text)
        return slots[slot] < 0 ? nil : numbers[Int(slots[slot])]
    }

    /// Adds a text that the table doesn't have.
    func add(_ text: UnsafeRawBufferPointer, number: Int32) {
        if numbers.count * 2 >= slots.count { grow() }
        slots[find(text)] = Int32(numbers.count)
        arena.append(contentsOf: text)
        starts.append(arena.count)
        numbers.append(number)
    }

    private func find(_ text: UnsafeRawBufferPointer) -> Int {
        var slot = Int(truncatingIfNeeded: Self.hash(text)) & (slots.count - 1)
        while slots[slot] >= 0, !equals(Int(slots[slot]), text) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func equals(_ word: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let start = starts[word]
        guard starts[word + 1] - start == text.count else { return false }
        guard let other = text.baseAddress else { return true }
        return arena.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0 + start, other, text.count) == 0 } ?? false
        }
    }

    private func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        arena.withUnsafeBytes { bytes in
            for word in 0..<numbers.count {
                let text = UnsafeRawBufferPointer(rebasing: bytes[starts[word]..<starts[word + 1]])
                var slot = Int(truncatingIfNeeded: Self.hash(text)) & (slots.count - 1)
                while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = Int32(word)
            }
        }
    }

    /// Multiply and fold, eight bytes at a time.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        func mix(_ word: UInt64) {
            let (high, low) = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            state = high ^ low &+ 0x9E37_79B9_7F4A_7C15
        }
        var at = 0
        while at + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        var rest: UInt64 = 0
        while at < bytes.count {
            rest = rest << 8 | UInt64(bytes[at])
            at += 1
        }
        mix(rest)
        return state
    }
}
