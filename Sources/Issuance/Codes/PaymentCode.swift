/// The 15 digits with which a ticket is paid (BRIVA): a fixed prefix, random digits, and what the bank checks them by.
///
/// The random digits come from outside and have nothing to do with ticket, plate or other codes, so none can be guessed from
/// another. Uniqueness for ever is the journal's: it refuses a code that was ever given out, and the caller draws again.
public struct PaymentCode: Hashable, Sendable {
    public static let length = 15

    /// How the last digits follow from those before.
    public enum Check: String, Sendable, CaseIterable {
        case damm
        /// ISO/IEC 7812-1, annex B.
        case luhn
        /// ISO 7064 MOD 97-10: two digits.
        case mod97
        case none

        var digits: Int {
            switch self {
            case .damm, .luhn: 1
            case .mod97: 2
            case .none: 0
            }
        }

        /// What is appended to `body`, at most 15 digits.
        func suffix(of body: String) -> String {
            switch self {
            case .damm: String(Damm.checkDigit(body))
            case .luhn: String((10 - Check.luhnSum(body + "0")) % 10)
            case .mod97: String(String(198 - Check.remainder(body + "00")).suffix(2))
            case .none: ""
            }
        }

        func isRight(_ digits: String) -> Bool {
            switch self {
            case .damm: Damm.checkDigit(digits) == 0
            case .luhn: Check.luhnSum(digits) == 0
            case .mod97: Check.remainder(digits) == 1
            case .none: true
            }
        }

        /// Every second digit from the right doubled, modulo 10.
        private static func luhnSum(_ digits: String) -> Int {
            digits.utf8.reversed().enumerated().reduce(0) { sum, element in
                let digit = Int(element.element) - 48
                let doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2
                return (sum + (element.offset % 2 == 1 ? doubled : digit)) % 10
            }
        }

        private static func remainder(_ digits: String) -> Int {
            digits.utf8.reduce(0) { ($0 * 10 + Int($1) - 48) % 97 }
        }
    }

    /// 15 digits without blanks, as stored and as banks report it.
    public let digits: String

    /// - Parameters:
    ///   - prefix: 1 to 6 digits, from the bank.
    ///   - random: at least 16 bytes from a cryptographic source.
    ///   - check: what the bank checks.
    /// - Throws: ``CodeError``; `unknownCharacter` or `wrongLength` for a prefix that isn't 1 to 6 digits.
    public init(prefix: String, random: [UInt8], check: Check = .damm) throws(CodeError) {
        guard random.count >= 16 else { throw .tooLittleRandomness(needed: 16, found: random.count) }
        if let position = Array(prefix).firstIndex(where: { !PaymentCode.isDigit($0) }) {
            throw .unknownCharacter(position: position + 1)
        }
        guard (1...6).contains(prefix.count) else { throw .wrongLength(expected: 6, found: prefix.count) }
        var number = random
        var body = prefix
        while body.count < PaymentCode.length - check.digits {
            var remainder = 0
            for index in number.indices {
                let value = remainder << 8 | Int(number[index])
                number[index] = UInt8(value / 10)
                remainder = value % 10
            }
            body += String(remainder)
        }
        digits = body + check.suffix(of: body)
    }

    /// Reads what a citizen or a bank wrote; blanks and dashes are all right.
    ///
    /// - Throws: ``CodeError``.
    public init(typed: String, check: Check = .damm) throws(CodeError) {
        let characters = CodeAlphabet.typed(typed)
        if let position = characters.firstIndex(where: { !PaymentCode.isDigit($0) }) {
            throw .unknownCharacter(position: position + 1)
        }
        guard characters.count == PaymentCode.length else {
            throw .wrongLength(expected: PaymentCode.length, found: characters.count)
        }
        guard check.isRight(String(characters)) else { throw .wrongCheck }
        digits = String(characters)
    }

    /// In groups of five, for reading: `12345 67890 12345`.
    public var grouped: String { PaymentCode.grouped(digits) }

    static func grouped(_ digits: String) -> String {
        digits.enumerated().map { $0.offset > 0 && $0.offset % 5 == 0 ? " \($0.element)" : String($0.element) }.joined()
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}

/// H. M. Damm's check digit (*Total anti-symmetrische Quasigruppen*, Marburg 2004): finds every wrong digit and every swap of two
/// neighbours.
enum Damm {
    private static let table: [[Int]] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]

    /// The digit to append to `digits`; 0 for a number that ends in its check digit. Anything but 0...9 is skipped.
    static func checkDigit(_ digits: String) -> Int {
        digits.utf8.reduce(0) { interim, byte in
            let digit = Int(byte) - 48
            return (0...9).contains(digit) ? table[interim][digit] : interim
        }
    }
}
