/// What is wrong with a code that somebody typed. Never holds the code.
public enum CodeError: Error, Hashable, Sendable {
    /// Without the prefix, blanks and dashes.
    case wrongLength(expected: Int, found: Int)
    /// Counted from 1, without the prefix, blanks and dashes.
    case unknownCharacter(position: Int)
    /// A character is wrong or two are swapped.
    case wrongCheck
    /// Fewer random bytes than the code needs.
    case tooLittleRandomness(needed: Int, found: Int)
}

extension CodeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .wrongLength(let expected, let found): "has \(found) characters instead of \(expected)"
        case .unknownCharacter(let position): "has a character at position \(position) that no code contains"
        case .wrongCheck: "has a wrong or swapped character"
        case .tooLittleRandomness(let needed, let found): "needs \(needed) random bytes, got \(found)"
        }
    }
}
