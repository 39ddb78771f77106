/// The secret that an answer must carry: `7K3M-Q9XV`. It stands on the letter and nowhere else that leaves the machine.
///
/// Seven random characters (31.7 bits) and a check character. Enough, because answers to one reference are held for review after
/// a few wrong tries.
public struct AnswerCode: Hashable, Sendable {
    /// As printed and stored.
    public let text: String

    static let length = 8

    /// - Parameter random: at least 8 bytes from a cryptographic source.
    /// - Throws: ``CodeError/tooLittleRandomness(needed:found:)``.
    public init(random: [UInt8]) throws(CodeError) {
        guard random.count >= 8 else { throw .tooLittleRandomness(needed: 8, found: random.count) }
        let body = CodeAlphabet.characters(AnswerCode.length - 1, from: random)
        text = CodeAlphabet.grouped(body + (CodeAlphabet.check(body).map { [$0] } ?? []))
    }

    /// Reads what a citizen typed: small letters, blanks and missing dashes are all right.
    ///
    /// - Throws: ``CodeError``.
    public init(typed: String) throws {
        text = try CodeAlphabet.parse(CodeAlphabet.typed(typed), length: AnswerCode.length)
    }

    /// Compares in a time that doesn't depend on where the codes differ.
    public func matches(_ other: AnswerCode) -> Bool {
        let (a, b) = (Array(text.utf8), Array(other.text.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
