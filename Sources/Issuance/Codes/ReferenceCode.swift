/// The public name of a case, printed on the letter and in its QR code: `ETLE-7K3M-Q9XV-9RTA-4HNC`.
///
/// 15 random characters of 23 (67.8 bits) and a check character. It says nothing of plate, place or time. Of a thousand million
/// cases, somebody who tries a million references hits one with a chance of one in 260,000, and then still lacks the answer
/// code. Two equal ones are as good as impossible but not excluded: the journal refuses the second, and the caller draws
/// again.
public struct ReferenceCode: Hashable, Sendable, CustomStringConvertible {
    /// As printed and stored, with prefix and dashes.
    public let text: String

    static let prefix = "ETLE"
    static let length = 16

    /// - Parameter random: at least 16 bytes from a cryptographic source; all of them are used.
    /// - Throws: ``CodeError/tooLittleRandomness(needed:found:)``.
    public init(random: [UInt8]) throws(CodeError) {
        guard random.count >= 16 else { throw .tooLittleRandomness(needed: 16, found: random.count) }
        let body = CodeAlphabet.characters(ReferenceCode.length - 1, from: random)
        let check = CodeAlphabet.check(body).map { [$0] } ?? []
        text = "\(ReferenceCode.prefix)-\(CodeAlphabet.grouped(body + check))"
    }

    /// Reads what a citizen typed: small letters, missing or other dashes, blanks and a missing prefix are all right.
    ///
    /// - Throws: ``CodeError``.
    public init(typed: String) throws {
        var characters = CodeAlphabet.typed(typed)
        // `L` is in no code, so a leading ETLE is the prefix.
        if characters.starts(with: ReferenceCode.prefix) { characters.removeFirst(ReferenceCode.prefix.count) }
        let code = try CodeAlphabet.parse(characters, length: ReferenceCode.length)
        text = "\(ReferenceCode.prefix)-\(code)"
    }

    public var description: String { text }
}
