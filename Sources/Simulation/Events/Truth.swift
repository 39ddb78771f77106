import Domain

/// What is true about an event, and what the back office should make of it.
public struct EventTruth: Sendable {
    /// The outcome that an event should have.
    public enum Expected: String, Sendable {
        case issued, review, dismissed
        /// Not an event: set aside with a reason.
        case rejected
        /// Readable for a person, perhaps not for the program: issued with the right plate, or review.
        case issuedOrReview = "issued-or-review"
    }

    public var eventID: String
    public var cameraID: String
    public var plate: String
    public var ownerNIK: String
    public var kind: VehicleKind
    public var colour: BodyColour
    public var expected: Expected
    /// Why, in a word or two (`colour-mismatch`).
    public var note: String

    /// Columns of `truth.csv`.
    public static let columns = ["event_id", "camera_id", "plate", "owner_nik", "kind", "colour", "expected", "note"]

    public var values: [String] {
        [eventID, cameraID, plate, ownerNIK, kind.rawValue, colour.rawValue, expected.rawValue, note]
    }
}

/// A line of `labels.csv` as `etle evaluate` reads it.
public struct PlateLabel: Sendable {
    public var file: String
    public var plate: String
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public static let columns = ["file", "plate", "x", "y", "w", "h"]
    public var values: [String] { [file, plate, String(x), String(y), String(width), String(height)] }

    public init(file: String, seen: RenderedScene.SeenPlate, in scene: StreetScene) {
        let box = seen.box.clamped(toWidth: scene.width, height: scene.height)
        self.file = file
        plate = seen.number.compact
        (x, y, width, height) = (box.x, box.y, box.width, box.height)
    }
}
