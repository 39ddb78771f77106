import Domain

/// A camera that may deliver events, or a section between two cameras.
public struct Camera: Hashable, Encodable, Sendable {
    /// Also the name of its folder in `incoming` and `rejected`: 1 to 64 of A-Z a-z 0-9 . _ -, first a letter or digit.
    public var id: String
    /// How it uploads. Nil for a section: its events are made from those of its two cameras.
    public var format: CameraFormat?
    /// The id of the unit in whose name its letters go out.
    public var unit: String
    /// The street, as printed on letters.
    public var place: String
    /// Where it stands; nil if not given: its captures are then compared with no others.
    public var location: GeoPoint?
    /// Codes of violations it may report; others are not believed.
    public var violations: [String]
    /// The zone of the place.
    public var timeZone: LocalTimeZone
    /// Nothing is taken in from a camera that isn't enabled; its uploads stay where they are.
    public var enabled: Bool
    /// When the odd-even rule is in force at the place.
    public var oddEven: [OddEvenHours]
    /// Nil unless it is a section.
    public var section: SpeedSection?

    public init(
        id: String, format: CameraFormat? = CameraFormat(), unit: String, place: String, location: GeoPoint? = nil,
        violations: [String], timeZone: LocalTimeZone, enabled: Bool = true,
        oddEven: [OddEvenHours] = OddEvenHours.standard, section: SpeedSection? = nil
    ) {
        self.id = id
        self.format = format
        self.unit = unit
        self.place = place
        self.location = location
        self.violations = violations
        self.timeZone = timeZone
        self.enabled = enabled
        self.oddEven = oddEven
        self.section = section
    }
}
