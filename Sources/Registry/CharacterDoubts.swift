import Domain

/// How much the reader doubts each character of a text, and what it sees in its place instead.
package struct CharacterDoubts {
    /// A character that the reader is sure of is still taken for another now and then.
    private static let least = 0.1

    /// 0.1 (sure) to 1 (in doubt, or nothing is known), a factor on every substitution of the character.
    private var factors: [Double]
    private var others: [[UInt8: Double]]

    /// - Parameter characters: those of `text`; ignored if they aren't.
    package init(text: String, _ characters: [EventReading.Character] = []) {
        let length = text.utf8.count
        factors = Array(repeating: 1, count: length)
        others = Array(repeating: [:], count: length)
        guard characters.count == length, characters.map(\.text).joined() == text else { return }
        for (index, character) in characters.enumerated() {
            // From one error in ten on, a character is as doubtful as any; written so that not-a-number doubts.
            let sure = character.confidence <= 1 ? max(0, 1 - 10 * (1 - character.confidence)) : 0
            factors[index] = 1 - (1 - Self.least) * sure
            for other in character.others where other.text.utf8.count == 1 {
                guard let byte = other.text.utf8.first, other.confidence.isFinite else { continue }
                others[index][byte] = min(1, max(0, 10 * other.confidence))
            }
        }
    }

    /// The weight of `other` in the place of the character at `index`, where `prior` is what is usual.
    func weight(_ index: Int, _ other: UInt8, prior: Double) -> Double {
        guard factors.indices.contains(index) else { return prior }
        return max(prior * factors[index], others[index][other] ?? 0)
    }

    /// What the reader itself sees at `index`.
    func seen(_ index: Int) -> [UInt8] { others.indices.contains(index) ? others[index].keys.sorted() : [] }
}
