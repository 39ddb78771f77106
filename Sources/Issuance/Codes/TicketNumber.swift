import Domain

/// A ticket's number in the unit's register: `TE/METRO-JAYA/2026/0000123`. Runs without gaps for each unit and year.
///
/// It names the unit by its id and not by its letter code, which units may share where their suffixes differ.
public struct TicketNumber: Hashable, Sendable, CustomStringConvertible {
    /// The unit's id in capitals.
    public var unit: String
    public var year: Int
    /// From 1; at least seven digits are printed.
    public var running: Int

    /// - Parameter issued: the day of the ticket where the unit is.
    public init(running: Int, unitID: String, issued: LocalDate) {
        unit = unitID.uppercased()
        year = issued.year
        self.running = running
    }

    /// Nil if `text` is no such number.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "TE", !parts[1].isEmpty, parts[1] == parts[1].uppercased(),
            let year = Int(parts[2]), (1...9999).contains(year), let running = Int(parts[3]), running > 0
        else { return nil }
        self.unit = parts[1]
        self.year = year
        self.running = running
        guard description == text else { return nil }
    }

    public var description: String {
        let digits = String(running)
        return "TE/\(unit)/\(year)/\(String(repeating: "0", count: max(0, 7 - digits.count)))\(digits)"
    }

    /// The name of the ticket's files without extension: the number with `-` for `/`.
    public var fileName: String { TicketNumber.fileName(description) }

    /// The same for a number as ``Domain/TicketContent/number`` holds it. Anything that isn't a letter, digit, dot or dash becomes
    /// a dash.
    public static func fileName(_ number: String) -> String {
        String(number.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" })
    }
}
