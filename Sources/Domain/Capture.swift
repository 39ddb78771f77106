/// What a camera reported: one event with its violations and pictures. Everything in it is the camera's claim.
///
/// This is also the normal form into which every camera format is brought, kept with the event for ever.
public struct Capture: Hashable, Codable, Sendable {
    /// What ingest couldn't be sure of.
    public enum Doubt: String, Codable, Sendable, CaseIterable {
        /// The camera's clock, and so the time of the violation, is doubtful.
        case clock
        /// Pictures or data that the camera announced are missing.
        case incomplete
    }

    /// The camera's own name of the event; unique together with the camera.
    public var eventID: String
    public var cameraID: String
    public var capturedAt: Timestamp
    public var lane: Int?
    public var violations: [ClaimedViolation]
    public var vehicle: ClaimedVehicle?
    /// In the camera's order; never empty.
    public var frames: [CaptureFrame]
    /// What else the camera says; nil if nothing.
    public var claims: CameraClaims?
    /// Why a person must look; nil if nothing is in doubt.
    public var doubts: [Doubt]?

    public init(
        eventID: String, cameraID: String, capturedAt: Timestamp, lane: Int?, violations: [ClaimedViolation],
        vehicle: ClaimedVehicle?, frames: [CaptureFrame], claims: CameraClaims? = nil, doubts: [Doubt]? = nil
    ) {
        self.eventID = eventID
        self.cameraID = cameraID
        self.capturedAt = capturedAt
        self.lane = lane
        self.violations = violations
        self.vehicle = vehicle
        self.frames = frames
        self.claims = claims
        self.doubts = doubts
    }

    enum CodingKeys: String, CodingKey {
        case eventID = "event_id"
        case cameraID = "camera_id"
        case capturedAt = "captured_at"
        case lane, violations, vehicle, frames, claims, doubts
    }
}

public struct ClaimedViolation: Hashable, Codable, Sendable {
    /// A code of the catalogue (`red-light`, `speed`).
    public var code: String
    public var measuredKmh: Double?
    public var limitKmh: Double?

    public init(code: String, measuredKmh: Double? = nil, limitKmh: Double? = nil) {
        self.code = code
        self.measuredKmh = measuredKmh
        self.limitKmh = limitKmh
    }

    enum CodingKeys: String, CodingKey {
        case code
        case measuredKmh = "measured_kmh"
        case limitKmh = "limit_kmh"
    }
}

public struct ClaimedVehicle: Hashable, Codable, Sendable {
    public var kind: VehicleKind?
    /// A basic colour in English, in the camera's words (`white`, `black`).
    public var colour: String?
    /// The camera's own reading of the plate. Shown to officers; never used as the reading.
    public var plate: String?

    public init(kind: VehicleKind? = nil, colour: String? = nil, plate: String? = nil) {
        self.kind = kind
        self.colour = colour
        self.plate = plate
    }
}

/// One picture of a capture, as it lies in the evidence store.
public struct CaptureFrame: Hashable, Codable, Sendable {
    public enum Role: String, Codable, Sendable, CaseIterable {
        case overview, vehicle, plate
    }

    /// The file's name in the upload.
    public var file: String
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits; the evidence store's key.
    public var sha256: String
    public var bytes: Int
    /// Pixels, from the file's header.
    public var width: Int
    public var height: Int
    public var role: Role
    public var capturedAt: Timestamp?

    public init(
        file: String, sha256: String, bytes: Int, width: Int, height: Int, role: Role, capturedAt: Timestamp?
    ) {
        self.file = file
        self.sha256 = sha256
        self.bytes = bytes
        self.width = width
        self.height = height
        self.role = role
        self.capturedAt = capturedAt
    }

    enum CodingKeys: String, CodingKey {
        case file, sha256, bytes, width, height, role
        case capturedAt = "captured_at"
    }
}
