import Domain
import GRDB
import Storage

/// What an officer did with an event that waited for review.
public struct OfficerAct: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case issue, correct, dismiss
        /// Had the rules look again, after what they go by was put right.
        case retry
        /// Has seen that the plate was seen elsewhere after the letter had gone out.
        case acknowledge
    }

    public let kind: Kind
    /// The officer's number.
    public let officer: String
    /// In the officer's words. May hold personal data: the ledger holds its hash.
    public let reason: String
    /// The corrected plate, for `correct`.
    public let plate: String?

    public init(kind: Kind, officer: String, reason: String, plate: String?) {
        self.kind = kind
        self.officer = officer
        self.reason = reason
        self.plate = plate
    }
}

extension Journal {
    /// Ends a review: `decision` is what follows from the act (issued or dismissed, or again review after a correction).
    /// - Parameter reading: what was read of the event's pictures for the act, if that is to stand in the place of its reading.
    /// - Throws: ``JournalError`` `stateChanged` if the event does not wait for review.
    public func apply(
        _ act: OfficerAct, decision: Decision, reading: EventReading? = nil, to event: EventRecord,
        unitYear: (unit: String, year: Int), marks: [CloneMark] = [], at now: Timestamp, notice: @escaping NoticeDraft
    ) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: "UPDATE event SET stage = ?, outcome = ? WHERE id = ? AND stage = 'done' AND outcome = 'review'",
                arguments: [
                    (decision.outcome == .issued ? EventRecord.Stage.issuance : .done).rawValue,
                    decision.outcome == .issued ? nil : decision.outcome.rawValue, event.id,
                ])
            try requireChange(database, event.subject)
            if let reading { try replace(reading, of: event, at: now, database) }
            try append(
                .officer, subject: event.subject, payload: OfficerPayload(act), at: now, database)
            try record(decision, plate: act.plate ?? event.plate, for: event, at: now, database)
            try append(
                .decision, subject: event.subject,
                payload: DecisionPayload(decision, try CanonicalJSON.encode(decision)), at: now, database)
            if decision.outcome == .issued {
                try draftNotice(decision, for: event, unitYear: unitYear, notice: notice, database)
            }
            try mark(marks, by: event, at: now, database)
        }
    }

    private func replace(
        _ reading: EventReading, of event: EventRecord, at now: Timestamp, _ database: Database
    ) throws {
        let text = try CanonicalJSON.encode(reading)
        try database.execute(sql: "UPDATE event SET reading = ? WHERE id = ?", arguments: [text, event.id])
        try append(
            .reading, subject: event.subject,
            payload: ["reading": Digest.sha256(text.utf8), "model": reading.model], at: now, database)
    }

    /// Whether an officer named the event's plate: then that one counts, not what was read.
    public func hasOfficersPlate(_ event: EventRecord) async throws -> Bool {
        try await pool.read { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM ledger
                        WHERE subject = ? AND kind = 'officer' AND json_extract(payload, '$.act') = 'correct')
                    """, arguments: [event.subject]) ?? false
        }
    }

    /// Puts an event whose stage failed back to work at once. True if there was such an event.
    public func retry(_ event: EventRecord) async throws -> Bool {
        try await pool.write { database in
            try database.execute(
                sql: "UPDATE event SET retry_at = 0, attempts = 0 WHERE id = ? AND stage <> 'done'",
                arguments: [event.id])
            return database.changesCount == 1
        }
    }
}

struct OfficerPayload: Encodable {
    let act: OfficerAct.Kind
    let officer: String
    let reason: String

    init(_ act: OfficerAct) {
        self.act = act.kind
        officer = act.officer
        reason = Digest.sha256(act.reason.utf8)
    }
}
