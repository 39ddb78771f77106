/// A day on which offices are shut: a row of `holidays.csv`.
public struct Holiday: Hashable, Codable, Sendable {
    /// Where and for whom the day is off.
    public enum Scope: Hashable, Sendable {
        /// A public holiday in the whole country (*hari libur nasional*).
        case national
        /// A day of joint leave (*cuti bersama*): offices are shut, but it is no public holiday.
        case jointLeave
        /// A holiday only in the area of the unit with this id.
        case unit(String)
    }

    public var date: LocalDate
    /// Bahasa Indonesia (`Hari Raya Nyepi`).
    public var name: String
    public var scope: Scope

    public init(date: LocalDate, name: String, scope: Scope) {
        self.date = date
        self.name = name
        self.scope = scope
    }
}

/// Coded as in the file: `national`, `joint-leave`, or the unit's id.
extension Holiday.Scope: Codable, RawRepresentable {
    public init(rawValue: String) {
        switch rawValue {
        case "national": self = .national
        case "joint-leave": self = .jointLeave
        default: self = .unit(rawValue)
        }
    }

    public var rawValue: String {
        switch self {
        case .national: "national"
        case .jointLeave: "joint-leave"
        case .unit(let id): id
        }
    }
}
