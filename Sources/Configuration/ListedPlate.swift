import Domain

/// A vehicle on the list of exempt or of watched ones. Personal data: never in logs.
public struct ListedPlate: Hashable, Sendable {
    /// Normalised, without spaces: `B1234XYZ`.
    public var plate: String
    public var reason: String
    /// The first day; nil if there is none.
    public var validFrom: LocalDate?
    /// The last day; nil if open.
    public var validUntil: LocalDate?

    public init(plate: String, reason: String, validFrom: LocalDate?, validUntil: LocalDate?) {
        self.plate = plate
        self.reason = reason
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    public func holds(on date: LocalDate) -> Bool {
        (validFrom.map { $0 <= date } ?? true) && (validUntil.map { date <= $0 } ?? true)
    }
}
