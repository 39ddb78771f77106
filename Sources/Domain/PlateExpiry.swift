extension LocalDate {
    /// As the second row of a plate gives it: `MM.YY`.
    public var plateExpiry: String { "\(padded(month, 2)).\(padded(year % 100, 2))" }
}
