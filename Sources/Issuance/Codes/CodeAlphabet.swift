/// The characters of codes that people type, and their check character.
///
/// 23 characters, none of which is taken for another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V. As 23 is prime, a check
/// sum with the weights 1, 2, 3, ... modulo 23 finds every wrong character and every swap of two different ones, in codes of up to
/// 22 characters (as ISBN-10 does modulo 11).
enum CodeAlphabet {
    static let characters = Array("34679ACDEFHJKMNPQRTVWXY")

    /// `count` characters from `random`, read as one number: each is used equally often to within 2^-(8n - 4.53 count)
    /// for n bytes.
    static func characters(_ count: Int, from random: [UInt8]) -> [Character] {
        var number = random
        return (0..<count).map { _ in
            var remainder = 0
            for index in number.indices {
                let value = remainder << 8 | Int(number[index])
                number[index] = UInt8(value / characters.count)
                remainder = value % characters.count
            }
            return characters[remainder]
        }
    }

    /// The character that makes the weighted sum zero.
    static func check(_ body: some Collection<Character>) -> Character? {
        var sum = 0
        for (index, character) in body.enumerated() {
            guard let value = characters.firstIndex(of: character) else { return nil }
            sum += value * (index + 1)
        }
        // The check character's own weight is the next one; its inverse exists because 23 is prime.
        let weight = body.count + 1
        return characters.indices.first { (sum + $0 * weight) % characters.count == 0 }.map { characters[$0] }
    }

    /// What was typed, in capitals, without blanks, dashes and dots.
    static func typed(_ text: String) -> [Character] {
        Array(text.uppercased().filter { !$0.isWhitespace && !"-‐‑–—._/".contains($0) })
    }

    /// `body` and its check character in groups of four.
    static func grouped(_ code: some Collection<Character>) -> String {
        var text = ""
        for (index, character) in code.enumerated() {
            if index > 0, index % 4 == 0 { text.append("-") }
            text.append(character)
        }
        return text
    }

    /// - Throws: ``CodeError``.
    static func parse(_ typed: [Character], length: Int) throws -> String {
        if let index = typed.firstIndex(where: { !characters.contains($0) }) {
            throw CodeError.unknownCharacter(position: index + 1)
        }
        guard typed.count == length else { throw CodeError.wrongLength(expected: length, found: typed.count) }
        guard check(typed.dropLast()) == typed.last else { throw CodeError.wrongCheck }
        return grouped(typed)
    }
}
