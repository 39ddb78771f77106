import Domain

/// Plates that a misread plate may really be, by how readers and eyes err.
package enum PlateNeighbourhood {
    /// Characters that are taken for one another, and how readily (0...1).
    private static let confusions: [(characters: String, weight: Double)] = [
        ("0ODQ", 1), ("1ILT", 1), ("2Z", 1), ("5S", 1), ("6G", 1), ("8B", 1), ("MW", 1), ("UV", 1), ("3B", 0.6),
        ("17", 0.6), ("38", 0.6), ("68", 0.6), ("08", 0.5), ("06", 0.5), ("56", 0.5), ("89", 0.5), ("EF", 0.6),
        ("CG", 0.6), ("PR", 0.6), ("KX", 0.5), ("HN", 0.5), ("NM", 0.5), ("VY", 0.6), ("4A", 0.5), ("7T", 0.5),
        ("7Z", 0.4), ("IJ", 0.4),
    ]

    private static let pairs: [UInt8: [(other: UInt8, weight: Double)]] = {
        var pairs: [UInt8: [UInt8: Double]] = [:]
        for (characters, weight) in confusions {
            for one in characters.utf8 {
                for other in characters.utf8 where other != one {
                    pairs[one, default: [:]][other] = max(pairs[one]?[other] ?? 0, weight)
                }
            }
        }
        return pairs.mapValues { $0.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 } }
    }()

    private static let letters = Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    private static let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))

    private static let doubled = 0.5
    private static let swapped = 0.4
    private static let missing = 0.2
    private static let anyOther = 0.05

    /// The plates near `text`, the likeliest first, without `text` itself; at most `limit`.
    ///
    /// - Parameter doubts: what the reader says of each character; nil if it says nothing.
    package static func plates(
        near text: String, doubts: CharacterDoubts? = nil, limit: Int
    ) -> [(plate: PlateKey, weight: Double)] {
        let doubts = doubts ?? CharacterDoubts(text: text)
        let text = Array(text.utf8)
        guard (2...12).contains(text.count) else { return [] }
        var found: [PlateKey: Double] = [:]
        func add(_ bytes: [UInt8], _ weight: Double) {
            guard let key = bytes.withUnsafeBytes({ PlateKey(ascii: $0) }) else { return }
            found[key] = max(found[key] ?? 0, weight)
        }
        let confused = confusions(of: text, doubts)
        for (bytes, weight) in confused {
            add(bytes, weight)
            for (twice, second) in confusions(of: bytes, doubts) { add(twice, weight * second * 0.3) }
        }
        lengths(text, add)
        for index in text.indices.dropLast() where text[index] != text[index + 1] {
            var bytes = text
            bytes.swapAt(index, index + 1)
            add(bytes, swapped)
        }
        for index in text.indices {
            var bytes = text
            for other in digits.contains(text[index]) ? digits : letters {
                bytes[index] = other
                add(bytes, doubts.weight(index, other, prior: anyOther))
            }
        }
        if let own = text.withUnsafeBytes({ PlateKey(ascii: $0) }) { found[own] = nil }
        return Array(found.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(limit).map { ($0.key, $0.value) })
    }

    /// All texts with one character confused: with a usual partner, or with what the reader sees there besides.
    private static func confusions(
        of text: [UInt8], _ doubts: CharacterDoubts
    ) -> [(bytes: [UInt8], weight: Double)] {
        text.indices.flatMap { index in
            let usual = pairs[text[index]] ?? []
            let seen = doubts.seen(index).filter { byte in
                byte != text[index] && !usual.contains { $0.other == byte }
            }
            return (usual + seen.map { ($0, anyOther) }).map { other, weight in
                var bytes = text
                bytes[index] = other
                return (bytes, doubts.weight(index, other, prior: weight))
            }
        }
    }

    /// A first or last character that was lost, or read twice.
    private static func lengths(_ text: [UInt8], _ add: ([UInt8], Double) -> Void) {
        add(Array(text.dropFirst()), text[0] == text[1] ? doubled : missing)
        add(Array(text.dropLast()), text[text.count - 1] == text[text.count - 2] ? doubled : missing)
        for letter in letters {
            add([letter] + text, missing)
            add(text + [letter], missing)
        }
        if text.last.map(digits.contains) == true {
            for digit in digits { add(text + [digit], missing) }
        }
    }
}
