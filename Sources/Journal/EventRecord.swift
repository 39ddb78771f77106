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
    public var reading: EventReading?
    public let decision: Decision?
    public let decidedAt: Timestamp?
    /// Failed tries of the present stage.
    public let attempts: Int
    public let lastError: String?

    /// What the ledger calls the event.
    public var subject: String { EventRecord.subject(camera: capture.cameraID, event: capture.eventID) }

    static func subject(camera: String, event: String) -> String { "\(camera)/\(event)" }

    init(row: Row) throws {
        id = try row.decode(forColumn: "id")
        unitID = try row.decode(forColumn: "unit_id")
        capture = try CanonicalJSON.decode(from: row.decode(forColumn: "capture"))
        receivedAt = Timestamp(milliseconds: try row.decode(forColumn: "received_at"))
        guard let stage = Stage(rawValue: try row.decode(forColumn: "stage")) else {
            throw JournalError(.unreadable, "event \(id) is in a stage that this version does not know")
        }
        self.stage = stage
        outcome = try (row.decode(String?.self, forColumn: "outcome")).flatMap(Outcome.init)
        plate = try row.decode(forColumn: "plate")
        reading = try (row.decode(String?.self, forColumn: "reading")).map { try CanonicalJSON.decode(from: $0) }
        decision = try (row.decode(String?.self, forColumn: "decision")).map { try CanonicalJSON.decode(from: $0) }
        decidedAt = try (row.decode(Int64?.self, forColumn: "decided_at")).map(Timestamp.init(milliseconds:))
        attempts = try row.decode(forColumn: "attempts")
        lastError = try row.decode(forColumn: "last_error")
    }
}
