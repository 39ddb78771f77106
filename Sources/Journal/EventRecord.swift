import Domain
import GRDB

/// An event as the journal has it.
public struct EventRecord: Sendable, Identifiable {
    /// What waits to be done with an event.
    public enum Stage: String, Codable, Sendable, CaseIterable {
        case recognition, matching, issuance, done
    }

    /// The journal's own number of the event.
    public let id: Int64
    public let unitID: String
    public let capture: Capture
    public let receivedAt: Timestamp
    public let stage: Stage
    public let outcome: Outcome?
    /// The plate that was read or that an officer gave; nil before, and if there is none.
    public let plate: String?
    public let reading: EventReading?
    public let decision: Decision?
    public let decidedAt: Timestamp?
    /// Failed tries of the present stage.
    public let attempts: Int
    public let lastError: String?

    /// What the ledger calls the event.
    public var subject: String { EventRecord.subject(camera: capture.cameraID, event: capture.eventID) }

    static func subject(camera: String, event: String) -> String { "\(camera)/\(event)" }

    init(row: Row) throws {
        id = row["id"]
        unitID = row["unit_id"]
        capture = try CanonicalJSON.decode(from: row["capture"])
        receivedAt = Timestamp(milliseconds: row["received_at"])
        guard let stage = Stage(rawValue: row["stage"]) else {
            throw JournalError(.unreadable, "event \(id) is in a stage that this version does not know")
        }
        self.stage = stage
        outcome = (row["outcome"] as String?).flatMap(Outcome.init)
        plate = row["plate"]
        reading = try (row["reading"] as String?).map { try CanonicalJSON.decode(from: $0) }
        decision = try (row["decision"] as String?).map { try CanonicalJSON.decode(from: $0) }
        decidedAt = (row["decided_at"] as Int64?).map(Timestamp.init(milliseconds:))
        attempts = row["attempts"]
        lastError = row["last_error"]
    }
}
