import Domain
import GRDB

/// Another event of the same plate.
public struct OtherCapture: Hashable, Sendable {
    /// The journal's own number of the event.
    public let id: Int64
    public let eventID: String
    public let cameraID: String
    public let capturedAt: Timestamp
}

extension Journal {
    /// Most other events that one question takes into account, the nearest in time first.
    public static let mostOtherCaptures = 100

    /// Events of other cameras within `seconds` whose plate is certainly the given one: read with at least `confidence`, named by
    /// an officer, or behind a letter. Events that an officer dismissed don't count. By time distance; one indexed range.
    public func otherCaptures(
        plate: String, near captured: Timestamp, seconds: Double, confidence: Double, exceptCamera camera: String
    ) async throws -> [OtherCapture] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, event_id, camera_id, captured_at FROM event
                    WHERE plate = ? AND captured_at BETWEEN ? AND ? AND camera_id <> ?
                      AND (outcome = 'issued' OR json_extract(reading, '$.candidates[0].text') IS NOT plate
                        OR json_extract(reading, '$.candidates[0].confidence') >= ?)
                      AND (outcome IS NOT 'dismissed' OR instr(decision, '"officer-dismissed"') = 0)
                    ORDER BY abs(captured_at - ?), id LIMIT ?
                    """,
                arguments: [
                    plate, captured.adding(seconds: -seconds).milliseconds,
                    captured.adding(seconds: seconds).milliseconds, camera, confidence, captured.milliseconds,
                    Self.mostOtherCaptures,
                ]
            ).map { row in
                OtherCapture(
                    id: try row.decode(forColumn: "id"), eventID: try row.decode(forColumn: "event_id"),
                    cameraID: try row.decode(forColumn: "camera_id"),
                    capturedAt: Timestamp(milliseconds: try row.decode(forColumn: "captured_at")))
            }
        }
    }
}
