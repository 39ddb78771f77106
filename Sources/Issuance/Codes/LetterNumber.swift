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
    /// The directorate, `DITLANTAS`. It holds no `/`. Numbers run for each unit, so no two units have both code and suffix in common.
    public var suffix: String

    /// Where a unit names none.
    public static let standardSuffix = "DITLANTAS"

    /// - Parameter issued: the day of the letter where the unit is.
    public init(running: Int, unit: Unit, issued: LocalDate) {
        self.running = running
        month = issued.month
        letterCode = unit.letterCode
        year = issued.year
        suffix = unit.letterSuffix ?? LetterNumber.standardSuffix
    }

    /// Nil if `text` is no such number.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "B", !parts[5].isEmpty, let running = Int(parts[1]), running > 0,
            String(running) == parts[1], let month = LetterNumber.romanMonths.firstIndex(of: parts[2]),
            !parts[3].isEmpty, let year = Int(parts[4]), (1...9999).contains(year), String(year) == parts[4]
        else { return nil }
        self.running = running
        self.month = month + 1
        letterCode = parts[3]
        self.year = year
        suffix = parts[5]
    }

    public var description: String {
        "B/\(running)/\(LetterNumber.romanMonths[month - 1])/\(letterCode)/\(year)/\(suffix)"
    }

    static let romanMonths = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
}
