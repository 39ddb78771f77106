/// A mistake in one row of a registry file. Names the place and the rule, never the content.
public struct RowFault: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The line on which the row begins, counted from 1 (the header's line).
    public var line: Int
    /// The column's name; nil if the whole row is malformed.
    public var column: String?
    /// What is wrong, for operators; no personal data.
    public var reason: String

    public init(line: Int, column: String?, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    public var description: String {
        "line \(line): \(column.map { "\($0): " } ?? "")\(reason)"
    }
}

/// The rule that a field breaks; thrown within a row, where the line is known.
struct FieldFault: Error {
    var column: String?
    var reason: String
}
