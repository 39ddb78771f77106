import Domain

/// A camera that may deliver events.
public struct Camera: Hashable, Encodable, Sendable {
    public enum Format: String, Codable, Sendable, CaseIterable {
        /// A JSON manifest (`etle.event/1`) and the frames that it names.
        case manifest
    }

    /// Also the name of its folder in `incoming` and `rejected`: 1 to 64 of A-Z a-z 0-9 . _ -, first a letter or digit.
    public var id: String
    public var format: Format
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

    public init(
        id: String, format: Format = .manifest, unit: String, place: String, location: GeoPoint? = nil,
        violations: [String], timeZone: LocalTimeZone, enabled: Bool = true
    ) {
        self.id = id
        self.format = format
        self.unit = unit
        self.place = place
        self.location = location
        self.violations = violations
        self.timeZone = timeZone
        self.enabled = enabled
    }
}
