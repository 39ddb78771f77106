/// One line of a list of vehicles that are treated in a special way: exempt from letters, or watched.
public struct VehicleListEntry: Hashable, Codable, Sendable {
    /// Which vehicles the line is about.
    public enum Subject: Hashable, Codable, Sendable {
        /// Normalised, without spaces.
        case plate(String)
        /// All vehicles that the register has as this kind.
        case kind(VehicleKind)
    }

    public var subject: Subject
    /// For officers (`ambulance`, `known clone`).
    public var reason: String
    /// The first day on which it holds; nil if it has always held.
    public var validFrom: LocalDate?
    /// The last day on which it holds; nil if open.
    public var validUntil: LocalDate?

    public init(subject: Subject, reason: String, validFrom: LocalDate?, validUntil: LocalDate?) {
        self.subject = subject
        self.reason = reason
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    public func holds(on date: LocalDate) -> Bool {
        (validFrom.map { $0 <= date } ?? true) && (validUntil.map { date <= $0 } ?? true)
    }
}
