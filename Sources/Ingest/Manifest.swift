import Domain
import Storage

/// A camera's manifest (`etle.event/1`) as far as it can be checked without its pictures.
public struct Manifest: Hashable, Sendable {
    public struct Frame: Hashable, Sendable {
        public let file: String
        /// Nil where the camera sends none.
        public let sha256: String?
        public let role: CaptureFrame.Role
        public let capturedAt: Timestamp?
    }

    public let eventID: String
    public let cameraID: String
    public let capturedAt: Timestamp
    public let lane: Int?
    public let violations: [ClaimedViolation]
    public let vehicle: ClaimedVehicle?
    public let frames: [Frame]
    /// The traffic light, where the camera tells of it.
    public let signal: CameraClaims.Signal?

    /// Reads and checks a manifest. Unknown keys are allowed, so that cameras can send more than is used.
    /// - Throws: the first ``Rejection``.
    public init(_ bytes: [UInt8], maximumFrames: Int) throws(Rejection) {
        let fields = try JSONFields(try JSONValue.parse(bytes), at: "")
        guard case .string("etle.event/1")? = fields["schema"] else {
            throw Rejection(
                .wrongSchema, "schema is not \"etle.event/1\"", remedy: "set the camera to send etle.event/1 manifests")
        }
        eventID = try fields.string("event_id", limit: 128)
        cameraID = try fields.string("camera_id", limit: 64)
        capturedAt = try Manifest.time(fields, "captured_at")
        lane = try fields.optionalNumber("lane", in: 0...99).map { Int($0) }
        violations = try Manifest.violations(fields)
        vehicle = try Manifest.vehicle(fields)
        frames = try Manifest.frames(fields, maximum: maximumFrames)
        signal = try Manifest.signal(fields)
    }

    private static func time(_ fields: JSONFields, _ key: String) throws(Rejection) -> Timestamp {
        guard let time = Timestamp(rfc3339: try fields.string(key, limit: 40)) else {
            throw fields.wrong(key, "a time with zone like 2026-07-21T08:30:15.250+07:00")
        }
        return time
    }

    private static func violations(_ fields: JSONFields) throws(Rejection) -> [ClaimedViolation] {
        let values = try fields.array("violations")
        guard (1...16).contains(values.count) else { throw fields.wrong("violations", "a list of 1 to 16") }
        var violations: [ClaimedViolation] = []
        for (index, value) in values.enumerated() {
            let violation = try JSONFields(value, at: "violations[\(index)]")
            let claimed = ClaimedViolation(
                code: try violation.string("code", limit: 64),
                measuredKmh: try violation.optionalNumber("measured_kmh", in: 0...500),
                limitKmh: try violation.optionalNumber("limit_kmh", in: 1...300))
            guard !violations.contains(where: { $0.code == claimed.code }) else {
                throw violation.wrong("code", "named once only")
            }
            violations.append(claimed)
        }
        return violations
    }

    private static func vehicle(_ fields: JSONFields) throws(Rejection) -> ClaimedVehicle? {
        guard let value = fields["vehicle"] else { return nil }
        let vehicle = try JSONFields(value, at: "vehicle")
        // A kind or colour in words that are not known here is no knowledge, and no reason to refuse the event.
        return ClaimedVehicle(
            kind: try vehicle.optionalString("kind", limit: 64).flatMap(VehicleKind.init),
            colour: try vehicle.optionalString("colour", limit: 64),
            plate: try vehicle.optionalString("plate", limit: 64))
    }

    private static func signal(_ fields: JSONFields) throws(Rejection) -> CameraClaims.Signal? {
        guard let value = fields["signal"] else { return nil }
        let signal = try JSONFields(value, at: "signal")
        return CameraClaims.Signal(
            state: try signal.optionalString("state", limit: 16).flatMap(CameraClaims.Signal.State.init),
            redSince: signal["red_since"] == nil ? nil : try Manifest.time(signal, "red_since"))
    }

    private static func frames(_ fields: JSONFields, maximum: Int) throws(Rejection) -> [Frame] {
        let values = try fields.array("frames")
        guard !values.isEmpty else { throw fields.wrong("frames", "a list with at least one picture") }
        guard values.count <= maximum else {
            throw Rejection(
                .tooManyFrames, "the manifest names \(values.count) pictures, the limit is \(maximum)",
                remedy: "send fewer pictures an event, or raise ingest.max_frames")
        }
        var frames: [Frame] = []
        for (index, value) in values.enumerated() {
            let frame = try JSONFields(value, at: "frames[\(index)]")
            let file = try frame.string("file", limit: 200)
            guard isPlainName(Array(file.utf8)) else {
                throw Rejection(
                    .unsafeName, "\(frame.path("file")) is no plain file name",
                    remedy: "name pictures that lie beside the manifest, without folders and leading dots")
            }
            guard !frames.contains(where: { $0.file == file }) else { throw frame.wrong("file", "named once only") }
            let sha256 = try frame.optionalString("sha256", limit: 64)?.lowercased()
            if let sha256, !Digest.isSHA256(sha256) { throw frame.wrong("sha256", "64 hexadecimal digits") }
            let role: CaptureFrame.Role
            if let name = try frame.optionalString("role", limit: 32) {
                guard let known = CaptureFrame.Role(rawValue: name) else {
                    throw frame.wrong("role", "overview, vehicle or plate")
                }
                role = known
            } else {
                role = .overview
            }
            let time = frame["captured_at"] == nil ? nil : try Manifest.time(frame, "captured_at")
            frames.append(Frame(file: file, sha256: sha256, role: role, capturedAt: time))
        }
        return frames
    }
}

/// Whether a name from outside may be used as it is: printable UTF-8 of at most 200 bytes, no folder, no leading dot.
func isPlainName(_ name: [UInt8]) -> Bool {
    guard (1...200).contains(name.count), name[0] != UInt8(ascii: "."), !name.contains(UInt8(ascii: "/")),
        let text = String(validating: name, as: UTF8.self)
    else { return false }
    return !text.unicodeScalars.contains { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
