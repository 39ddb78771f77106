import Domain
import Journal
import Matching
import Storage

/// An event as `etle events list --json` prints it.
public struct EventLine: Encodable, Sendable {
    public let eventID: String
    public let cameraID: String
    public let capturedAt: String
    public let receivedAt: String
    public let stage: String
    public let outcome: Outcome?
    public let reasons: [String]
    public let plate: String?
    public let references: [String]

    enum CodingKeys: String, CodingKey {
        case eventID = "event_id"
        case cameraID = "camera_id"
        case capturedAt = "captured_at"
        case receivedAt = "received_at"
        case stage, outcome, reasons, plate, references
    }

    // What is not there is null, not absent: every line has the same keys.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(eventID, forKey: .eventID)
        try container.encode(cameraID, forKey: .cameraID)
        try container.encode(capturedAt, forKey: .capturedAt)
        try container.encode(receivedAt, forKey: .receivedAt)
        try container.encode(stage, forKey: .stage)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(reasons, forKey: .reasons)
        try container.encode(plate, forKey: .plate)
        try container.encode(references, forKey: .references)
    }
}

/// Everything about one event, for `etle events show` and `etle review show`. Holds personal data: a person asked for it.
public struct EventPage: Encodable, Sendable {
    public struct File: Encodable, Sendable {
        public let name: String
        public let path: String
    }

    public struct Step: Encodable, Sendable {
        public let at: String
        public let kind: String
        public let sequence: Int64
    }

    public let line: EventLine
    public let capture: Capture
    public let reading: EventReading?
    public let decision: Decision?
    /// The ledger's entries of the event and of its documents, oldest first.
    public let history: [Step]
    /// Evidence and documents, with where they lie.
    public let files: [File]
    public let lastError: String?
    /// That the plate was seen elsewhere after the letter was signed; nil if it wasn't.
    public let cloneFlag: CloneFlag?

    enum CodingKeys: String, CodingKey {
        case line = "event"
        case capture, reading, decision, history, files
        case lastError = "last_error"
        case cloneFlag = "clone_flag"
    }
}

extension Engine {
    public func line(_ event: EventRecord) async throws -> EventLine {
        let zone = configuration.camera(event.capture.cameraID)?.timeZone ?? .jakarta
        var reasons = event.decision?.reasons ?? []
        let clone = ReasonCode.suspectedClone.rawValue
        if let flag = try await journal.cloneFlag(of: event.id), flag.seenBy == nil, !reasons.contains(clone) {
            reasons.append(clone)
        }
        return EventLine(
            eventID: event.capture.eventID, cameraID: event.capture.cameraID,
            capturedAt: event.capture.capturedAt.rfc3339(in: zone), receivedAt: event.receivedAt.rfc3339(in: zone),
            stage: event.stage.rawValue, outcome: event.outcome, reasons: reasons,
            plate: event.plate, references: try await journal.references(of: event.id))
    }

    public func page(_ event: EventRecord) async throws -> EventPage {
        let zone = configuration.camera(event.capture.cameraID)?.timeZone ?? .jakarta
        let documents = try await journal.documents(of: event.id)
        var entries = try await journal.ledger(about: event.subject)
        for document in documents { entries += try await journal.ledger(about: document.name) }
        var pages = event.capture.frames.map { frame in
            EventPage.File(name: frame.file, path: evidence.path(of: frame.sha256).display)
        }
        pages += documents.map { EventPage.File(name: $0.name, path: outputPath($0).display + ".pdf") }
        return EventPage(
            line: try await line(event), capture: event.capture, reading: event.reading, decision: event.decision,
            history: entries.sorted { $0.sequence < $1.sequence }.map { entry in
                EventPage.Step(at: entry.at.rfc3339(in: zone), kind: entry.kind.rawValue, sequence: entry.sequence)
            }, files: pages, lastError: event.lastError, cloneFlag: try await journal.cloneFlag(of: event.id))
    }

    /// The one event of this name.
    /// - Throws: ``DaemonError`` if there is none, or several cameras use the name.
    public func event(named name: String) async throws -> EventRecord {
        let events = try await journal.events(named: name)
        guard let event = events.first else { throw DaemonError("there is no event \(name); see etle events list") }
        guard events.count == 1 else {
            throw DaemonError(
                "several cameras have an event \(name): name it as "
                    + events.map { "\($0.capture.cameraID)/\($0.capture.eventID)" }.joined(separator: " or "))
        }
        return event
    }
}
