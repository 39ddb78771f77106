/// How somebody can be reached other than by post, from what a register or an answer holds: `-`, `0`, two numbers with a slash, blanks in numbers.
public struct ContactDetails: Hashable, Sendable {
    /// A mobile number in international form, `+6281234567890`.
    public let mobile: String?
    public let email: String?
    /// How many entries there were of which nothing can be used.
    public let skipped: Int

    /// - Parameters:
    ///   - phone: one or more numbers; the first mobile number of Indonesia counts.
    ///   - email: likewise; the first that has the form of an address counts.
    public init(phone: String, email: String) {
        let (phone, email) = (printable(phone), printable(email))
        mobile = ContactDetails.entries(phone, "/;,|").lazy.compactMap(ContactDetails.mobile).first
        self.email = ContactDetails.entries(email, "/;,| ").lazy.map(String.init).first(where: ContactDetails.isAddress)
        skipped = (!phone.isEmpty && mobile == nil ? 1 : 0) + (!email.isEmpty && self.email == nil ? 1 : 0)
    }

    private static func entries(_ text: String, _ separators: String) -> [Substring] {
        text.split { separators.contains($0) }
    }

    /// Digits with `+`, blanks, hyphens, dots and brackets only; `0`, `62`, `0062` or nothing before the `8` of mobile numbers, then 8 to 11 digits.
    private static func mobile(_ text: Substring) -> String? {
        guard text.utf8.allSatisfy({ ContactDetails.isDigit($0) || " -.()+".utf8.contains($0) }) else { return nil }
        var digits = Substring(decoding: text.utf8.filter(isDigit), as: UTF8.self)
        for prefix in ["0062", "62", "0"] where digits.hasPrefix(prefix) {
            digits = digits.dropFirst(prefix.count)
            // `+62 (0)812...`
            if prefix != "0", digits.hasPrefix("0") { digits = digits.dropFirst() }
            break
        }
        guard digits.hasPrefix("8"), (9...12).contains(digits.utf8.count) else { return nil }
        return "+62\(digits)"
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// One `@` between ASCII of which nothing means anything to a mail program, and a dot in the domain.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, !parts[0].isEmpty, parts[0].count <= 64 else { return false }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        func isPlain(_ bytes: Substring.UTF8View, _ others: String) -> Bool {
            bytes.allSatisfy { isDigit($0) || (0x41...0x5A).contains($0 & 0xDF) || others.utf8.contains($0) }
        }
        return isPlain(parts[0], "._%+-'") && labels.count > 1
            && labels.allSatisfy { !$0.isEmpty && $0.count <= 63 && isPlain($0, "-") }
    }
}
