import Domain
import ImageCodecs
import Imaging

/// One capture, ready to be uploaded.
public struct SimulatedEvent: Sendable {
    /// In the order in which a camera sends them: frames, then the manifest.
    public var files: [UploadFile]
    public var labels: [PlateLabel]
    public var truth: EventTruth
}

/// A camera that the simulator plays.
public struct SimulatedCamera: Sendable, Hashable {
    public var id: String
    public var zone: LocalTimeZone

    public init(id: String, zone: LocalTimeZone) {
        self.id = id
        self.zone = zone
    }
}

/// Everything about an event but its bytes.
public struct EventPlan: Sendable {
    public var camera: SimulatedCamera
    /// The running number of the day, part of the event's name and its files' names.
    public var number: Int
    public var capturedAt: Timestamp
    public var violations: [ClaimedViolation]
    public var claimed: ClaimedVehicle
    public var scene: StreetScene
    /// A second frame of the plate alone.
    public var closeUp: Bool
    /// The frame of the plate as PNG instead of JPEG.
    public var png: Bool
    public var record: RegisterRecord
    public var colour: BodyColour
    public var expected: EventTruth.Expected
    public var note: String

    public init(
        camera: SimulatedCamera, number: Int, capturedAt: Timestamp, violations: [ClaimedViolation],
        claimed: ClaimedVehicle, scene: StreetScene, closeUp: Bool = true, png: Bool = false, record: RegisterRecord,
        colour: BodyColour, expected: EventTruth.Expected, note: String
    ) {
        self.camera = camera
        self.number = number
        self.capturedAt = capturedAt
        self.violations = violations
        self.claimed = claimed
        self.scene = scene
        self.closeUp = closeUp
        self.png = png
        self.record = record
        self.colour = colour
        self.expected = expected
        self.note = note
    }

    /// `SDR-014-20260721-0042`
    public var eventID: String {
        let day = camera.zone.date(of: capturedAt).iso8601.replacing("-", with: "")
        return "\(camera.id)-\(day)-\(padded(number, 4))"
    }

    /// Renders, encodes and describes the event.
    public func make() throws -> SimulatedEvent {
        let local = capturedAt.rfc3339(in: camera.zone)
        var overview = scene
        overview.caption =
            "\(camera.id) \(LocalDateTime(capturedAt, in: camera.zone).date.iso8601) \(LocalDateTime(capturedAt, in: camera.zone).clock)"
        var frames: [Manifest.Frame] = []
        var files: [UploadFile] = []
        var labels: [PlateLabel] = []
        for (index, (view, role)) in [(overview, CaptureFrame.Role.overview), (scene.closeUp(), .plate)].enumerated() {
            guard index == 0 || closeUp else { continue }
            let asPNG = png && index == 1
            let picture = view.render()
            let name = "\(padded(number, 4))-\(index + 1).\(asPNG ? "png" : "jpg")"
            let quality = view.sensor.jpegQuality
            let bytes = try asPNG ? encodePNG(picture.image) : encodeJPEG(picture.image, quality: quality)
            let file = UploadFile(name: name, bytes: bytes)
            frames.append(Manifest.Frame(file: name, sha256: file.sha256, role: role, capturedAt: local))
            files.append(file)
            for seen in index == 0 ? picture.plates : Array(picture.plates.prefix(1)) {
                labels.append(PlateLabel(file: name, seen: seen, in: view))
            }
        }
        let manifest = Manifest(
            eventID: eventID, cameraID: camera.id, capturedAt: local, lane: 2, violations: violations, vehicle: claimed,
            frames: frames)
        files.append(UploadFile(name: "\(padded(number, 4)).json", bytes: try manifest.encoded()))
        let truth = EventTruth(
            eventID: eventID, cameraID: camera.id, plate: record.vehicle.plate, ownerNIK: record.owner.nik,
            kind: record.vehicle.kind ?? .car, colour: colour, expected: expected, note: note)
        return SimulatedEvent(files: files, labels: labels, truth: truth)
    }
}
