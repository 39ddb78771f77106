import Domain
import Foundation
import GRDB
import Storage

/// An upload that is complete, checked, and whose pictures are in the evidence store.
public struct AcceptableUpload: Sendable {
    public let capture: Capture
    public let unitID: String
    /// SHA-256 over the hashes of the manifest and of every frame: the same upload again has the same.
    public let uploadSHA256: String
    /// The files in the drop folder, to be removed once the event is in the journal.
    public let files: [UploadedFile]

    public init(capture: Capture, unitID: String, uploadSHA256: String, files: [UploadedFile]) {
        self.capture = capture
        self.unitID = unitID
        self.uploadSHA256 = uploadSHA256
        self.files = files
    }
}

/// A file in a drop folder, with the content that was taken in.
public struct UploadedFile: Hashable, Sendable {
    public let path: RawPath
    public let sha256: String
    /// What the folder said of it before it was read; nil where nobody knows any more. Spares reading it again for its removal.
    public let seen: FolderEntry?

    public init(path: RawPath, sha256: String, seen: FolderEntry? = nil) {
        self.path = path
        self.sha256 = sha256
        self.seen = seen
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
        if let known, known != upload.uploadSHA256 { return .conflict }
        try plan(removalOf: upload.files, database)
        if known != nil { return .repeated }
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
        for frame in capture.frames {
            try database.execute(
                sql: "INSERT OR IGNORE INTO picture (sha256, event) VALUES (?, ?)", arguments: [frame.sha256, id])
        }
        try append(
            .eventAccepted, subject: EventRecord.subject(camera: capture.cameraID, event: capture.eventID),
            payload: AcceptancePayload(
                unit: upload.unitID, capturedAt: capture.capturedAt, upload: upload.uploadSHA256,
                frames: capture.frames.map(\.sha256),
                capture: Digest.sha256(try CanonicalJSON.encode(capture).utf8)),
            at: now, database)
        return .accepted(id: id)
    }

    /// Which of these uploads have an event in the journal already, whether with the same bytes or others.
    public func areKnown(_ uploads: [AcceptableUpload]) async throws -> [Bool] {
        try await pool.read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM event WHERE camera_id = ? AND event_id = ?)")
            return try uploads.map { upload in
                try Bool.fetchOne(statement, arguments: [upload.capture.cameraID, upload.capture.eventID]) ?? false
            }
        }
    }

    /// Files whose content is in the journal and that are still to be removed from their folders.
    public func plannedRemovals() async throws -> [UploadedFile] {
        try await pool.read { database in
            try Row.fetchAll(database, sql: "SELECT path, sha256 FROM removal").map { row in
                UploadedFile(
                    path: RawPath(bytes: [UInt8](try row.decode(Data.self, forColumn: "path"))),
                    sha256: try row.decode(forColumn: "sha256"))
            }
        }
    }

    /// Forgets planned removals that are done, durably.
    public func noteRemoved(_ files: [UploadedFile]) async throws {
        try await pool.write { database in
            for file in files {
                try database.execute(sql: "DELETE FROM removal WHERE path = ?", arguments: [Data(file.path.bytes)])
            }
        }
    }

    // MARK: Within a transaction

    func plan(removalOf files: [UploadedFile], _ database: Database) throws {
        for file in files {
            try database.execute(
                sql: "INSERT OR REPLACE INTO removal (path, sha256) VALUES (?, ?)",
                arguments: [Data(file.path.bytes), file.sha256])
        }
    }
}

struct AcceptancePayload: Codable {
    /// The event's unit; absent in entries of earlier versions.
    let unit: String?
    let capturedAt: Timestamp
    let upload: String
    let frames: [String]
    /// SHA-256 of the normal form of the camera's data.
    let capture: String

    enum CodingKeys: String, CodingKey {
        case capturedAt = "captured_at"
        case unit, upload, frames, capture
    }
}
