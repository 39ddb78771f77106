import Domain

/// A letter's number in the office's register: `B/41686/IX/YAN.1.2/2026/DITLANTAS`.
public struct LetterNumber: Hashable, Sendable, CustomStringConvertible {
    /// The running number, from 1.
    public var running: Int
    /// 1...12, printed in Roman numerals.
    public var month: Int
    /// The unit's part, `YAN.1.2`. It holds no `/`.
    public var letterCode: String
    public var year: Int

    /// - Parameter issued: the day of the letter where the unit is.
    public init(running: Int, letterCode: String, issued: LocalDate) {
        self.running = running
        month = issued.month
        self.letterCode = letterCode
        year = issued.year
    }

    /// Nil if `text` is no such number.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "B", parts[5] == "DITLANTAS", let running = Int(parts[1]), running > 0,
            String(running) == parts[1], let month = LetterNumber.romanMonths.firstIndex(of: parts[2]),
            !parts[3].isEmpty, let year = Int(parts[4]), (1...9999).contains(year), String(year) == parts[4]
        else { return nil }
        self.running = running
        self.month = month + 1
        letterCode = parts[3]
        self.year = year
    }

    public var description: String {
        "B/\(running)/\(LetterNumber.romanMonths[month - 1])/\(letterCode)/\(year)/DITLANTAS"
    }

    static let romanMonths = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
}
