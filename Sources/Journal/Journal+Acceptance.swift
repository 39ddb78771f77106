import Domain
import GRDB
import Storage

/// An upload that is complete, checked, and whose pictures are in the evidence store.
public struct AcceptableUpload: Sendable {
    public let capture: Capture
    public let unitID: String
    /// SHA-256 of the manifest or what takes its place: together with the frames' hashes it says whether an upload is the same.
    public let uploadSHA256: String

    public init(capture: Capture, unitID: String, uploadSHA256: String) {
        self.capture = capture
        self.unitID = unitID
        self.uploadSHA256 = uploadSHA256
    }
}

/// What became of an upload.
public enum Acceptance: Hashable, Sendable {
    /// A new event.
    case accepted(id: Int64)
    /// The same bytes are here already; nothing changed.
    case repeated
    /// The camera has used this event's name before for something else.
    case conflict
}

extension Journal {
    /// Takes uploads in, all in one transaction; the results stand in the order of the uploads.
    public func accept(_ uploads: [AcceptableUpload], at now: Timestamp) async throws -> [Acceptance] {
        try await pool.write { [self] database in
            try uploads.map { try accept($0, at: now, database) }
        }
    }

    private func accept(_ upload: AcceptableUpload, at now: Timestamp, _ database: Database) throws -> Acceptance {
        let capture = upload.capture
        let known = try String.fetchOne(
            database, sql: "SELECT upload_sha256 FROM event WHERE camera_id = ? AND event_id = ?",
            arguments: [capture.cameraID, capture.eventID])
        if let known { return known == upload.uploadSHA256 ? .repeated : .conflict }
        try database.execute(
            sql: """
                INSERT INTO event (event_id, camera_id, unit_id, captured_at, received_at, upload_sha256, capture, stage)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                capture.eventID, capture.cameraID, upload.unitID, capture.capturedAt.milliseconds, now.milliseconds,
                upload.uploadSHA256, try CanonicalJSON.encode(capture), EventRecord.Stage.recognition.rawValue,
            ])
        let id = database.lastInsertedRowID
        try append(
            .eventAccepted, subject: EventRecord.subject(camera: capture.cameraID, event: capture.eventID),
            payload: AcceptancePayload(
                capturedAt: capture.capturedAt, upload: upload.uploadSHA256, frames: capture.frames.map(\.sha256)),
            at: now, database)
        return .accepted(id: id)
    }
}

struct AcceptancePayload: Codable {
    let capturedAt: Timestamp
    let upload: String
    let frames: [String]

    enum CodingKeys: String, CodingKey {
        case capturedAt = "captured_at"
        case upload, frames
    }
}
