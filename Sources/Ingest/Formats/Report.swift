import Domain

/// One event as a camera reported it, whatever its format, before its pictures are looked at.
struct Report: Sendable {
    /// A picture that belongs to the event.
    struct Picture: Sendable {
        /// Names below the data file's folder that it may have, the likeliest first; the first that is there is it.
        var names: [String]
        /// Nil where the camera sends none.
        var sha256: String?
        var role: CaptureFrame.Role = .overview
        var capturedAt: Timestamp?
        /// What the camera saw in it.
        var boxes: [SeenBox] = []
    }

    /// A box in the camera's coordinates.
    struct SeenBox: Sendable {
        var what: String
        /// Left, top, width, height in units of which `scale` make the picture's whole width and height; pixels where it is nil.
        var box: [Double]
        var scale: Double?
    }

    var eventID: String
    var capturedAt: Timestamp
    var lane: Int?
    var violations: [ClaimedViolation]
    var vehicle: ClaimedVehicle?
    var pictures: [Picture]
    var claims: CameraClaims?
    var doubts: [Capture.Doubt] = []
    /// How many of ``pictures`` must be there; with fewer after the waiting time, the event is ``Capture/Doubt/incomplete`` or, if
    /// ``isStrict``, rejected.
    var neededPictures: Int
    /// Whether the camera promised every picture by name.
    var isStrict = false

    /// The claimed violations, each code once, in their order; at most 16.
    static func merged(_ violations: [ClaimedViolation]) -> [ClaimedViolation] {
        var codes: Set<String> = []
        return Array(violations.filter { codes.insert($0.code).inserted }.prefix(16))
    }
}

/// What a data file turned out to be.
enum Reported: Sendable {
    case event(Report)
    /// Nothing happened: heartbeats, ends of events. To be removed.
    case nothing
}

extension Report {
    init(_ manifest: Manifest) {
        self.init(
            eventID: manifest.eventID, capturedAt: manifest.capturedAt, lane: manifest.lane,
            violations: manifest.violations, vehicle: manifest.vehicle,
            pictures: manifest.frames.map {
                Picture(names: [$0.file], sha256: $0.sha256, role: $0.role, capturedAt: $0.capturedAt)
            },
            claims: manifest.signal.map { CameraClaims(format: "manifest", signal: $0) },
            neededPictures: manifest.frames.count, isStrict: true)
    }
}

/// A number as cameras write it; nil where it is none, or not finite.
func cameraNumber(_ text: String?) -> Double? {
    guard let text, text.utf8.count <= 32, let number = Double(text), number.isFinite else { return nil }
    return number
}

/// A whole number as cameras write it, within bounds.
func cameraInteger(_ text: String?, in bounds: ClosedRange<Int>) -> Int? {
    cameraNumber(text).flatMap { Int(exactly: $0) }.flatMap { bounds.contains($0) ? $0 : nil }
}

/// A text of a camera for a plate or colour: nil where it says that it doesn't know.
func cameraWord(_ text: String?) -> String? {
    guard let text, (1...64).contains(text.utf8.count),
        !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }),
        !["unknown", "unknow", "none", "null", "noplate", "-"].contains(text.lowercased())
    else { return nil }
    return text
}
