import Domain
import GRDB
import Storage

/// The name of a letter's number series: one per unit and year.
public func letterCounter(unit: String, year: Int) -> String { "letter/\(unit)/\(year)" }

/// The name of a ticket's number series: one per unit and year.
public func ticketCounter(unit: String, year: Int) -> String { "ticket/\(unit)/\(year)" }

/// Another event that charges the same plate at the same camera.
public struct EarlierCharge: Hashable, Sendable {
    public let eventID: String
    public let capturedAt: Timestamp
    /// The violations that both have.
    public let codes: Set<String>
    /// False if a letter for it went out or is on its way.
    public let waitsForOfficer: Bool
}

/// Makes a letter from its running number, inside the transaction that takes the number, with the terms of the case that it opens.
/// `termEnd` is the last day of the term that runs at once; nil where none does.
public typealias NoticeDraft =
    @Sendable (_ number: Int) throws -> (
        content: NoticeContent, value: LegalCase, termEnd: LocalDate?
    )

extension Journal {
    /// Up to `limit` events that wait in a stage, oldest first, after the event `id`, none that waits for a later retry.
    public func waiting(
        in stage: EventRecord.Stage, after id: Int64, limit: Int, now: Timestamp
    ) async throws -> [EventRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM event
                    WHERE stage = ? AND stage <> 'done' AND id > ? AND retry_at <= ? ORDER BY id LIMIT ?
                    """,
                arguments: [stage.rawValue, id, now.milliseconds, limit]
            ).map(EventRecord.init)
        }
    }

    /// Recognition's result; the event goes on to matching.
    public func store(_ reading: EventReading, for event: EventRecord, at now: Timestamp) async throws {
        let text = try CanonicalJSON.encode(reading)
        try await pool.write { [self] database in
            try database.execute(
                sql: """
                    UPDATE event SET stage = 'matching', reading = ?, plate = ?, attempts = 0, retry_at = 0, last_error = NULL
                    WHERE id = ? AND stage = 'recognition'
                    """,
                arguments: [text, reading.candidates.first?.text, event.id])
            try requireChange(database, event.subject)
            try append(
                .reading, subject: event.subject,
                payload: ["reading": Digest.sha256(text.utf8), "model": reading.model], at: now, database)
        }
    }

    /// Matching's result. `issued` makes a draft of the letter and goes on to issuance; the event's outcome stands once the
    /// letter is signed. `review` and `dismissed` end here.
    /// - Parameters:
    ///   - marks: earlier events that turn out to be suspected clones by this one.
    ///   - notice: needed for `issued`, not called otherwise.
    public func store(
        _ decision: Decision, for event: EventRecord, unitYear: (unit: String, year: Int), marks: [CloneMark] = [],
        at now: Timestamp, notice: @escaping NoticeDraft
    ) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: """
                    UPDATE event SET stage = ?, outcome = ?, attempts = 0, retry_at = 0, last_error = NULL
                    WHERE id = ? AND stage = 'matching'
                    """,
                arguments: [
                    (decision.outcome == .issued ? EventRecord.Stage.issuance : .done).rawValue,
                    decision.outcome == .issued ? nil : decision.outcome.rawValue, event.id,
                ])
            try requireChange(database, event.subject)
            try record(decision, plate: event.plate, for: event, at: now, database)
            try append(
                .decision, subject: event.subject,
                payload: DecisionPayload(decision, try CanonicalJSON.encode(decision)), at: now, database)
            if decision.outcome == .issued {
                try draftNotice(decision, for: event, unitYear: unitYear, notice: notice, database)
            }
            try mark(marks, by: event, at: now, database)
        }
    }

    /// Writes down that a try failed; the event waits in its stage until `retryAt`.
    public func noteFailure(_ message: String, for event: EventRecord, retryAt: Timestamp) async throws {
        try await pool.write { database in
            try database.execute(
                sql:
                    "UPDATE event SET attempts = attempts + 1, last_error = ?, retry_at = ? WHERE id = ? AND stage = ?",
                arguments: [message, retryAt.milliseconds, event.id, event.stage.rawValue])
        }
    }

    /// Gives up on an event's stage for now: an officer decides.
    public func sendToReview(_ event: EventRecord, decision: Decision, at now: Timestamp) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: "UPDATE event SET stage = 'done', outcome = 'review' WHERE id = ? AND stage = ?",
                arguments: [event.id, event.stage.rawValue])
            try requireChange(database, event.subject)
            try record(decision, plate: event.plate, for: event, at: now, database)
            try append(
                .decision, subject: event.subject,
                payload: DecisionPayload(decision, try CanonicalJSON.encode(decision)), at: now, database)
        }
    }

    /// The nearest other event within `seconds` whose decision keeps one of `codes` for the same plate at the same camera and that
    /// was not dismissed since; with the codes that its decision keeps.
    public func earlierCharge(
        plate: String, codes: [String], camera: String, near captured: Timestamp, seconds: Double, except event: Int64
    ) async throws -> EarlierCharge? {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT e.event_id, e.outcome, v.event, v.code, v.captured_at FROM charged_violation v
                    JOIN event e ON e.id = v.event
                    WHERE v.plate = ? AND v.code IN (\(codes.map { _ in "?" }.joined(separator: ","))) AND v.camera_id = ?
                      AND v.captured_at BETWEEN ? AND ? AND v.event <> ? AND e.outcome IS NOT 'dismissed'
                    """,
                arguments: [plate] + StatementArguments(codes) + [
                    camera, captured.adding(seconds: -seconds).milliseconds,
                    captured.adding(seconds: seconds).milliseconds, event,
                ])
            let nearest = rows.min { one, other in
                abs(one["captured_at"] as Int64 - captured.milliseconds)
                    < abs(other["captured_at"] as Int64 - captured.milliseconds)
            }
            guard let nearest else { return nil }
            let id: Int64 = nearest["event"]
            return EarlierCharge(
                eventID: nearest["event_id"], capturedAt: Timestamp(milliseconds: nearest["captured_at"]),
                codes: Set(rows.filter { $0["event"] as Int64 == id }.map { $0["code"] }),
                waitsForOfficer: nearest["outcome"] as String? == Outcome.review.rawValue)
        }
    }

    // MARK: Within a transaction

    func record(
        _ decision: Decision, plate: String?, for event: EventRecord, at now: Timestamp, _ database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE event SET decision = ?, decided_at = ?, plate = ? WHERE id = ?",
            arguments: [try CanonicalJSON.encode(decision), now.milliseconds, plate, event.id])
        try database.execute(sql: "DELETE FROM charged_violation WHERE event = ?", arguments: [event.id])
        guard let plate, decision.outcome != .dismissed else { return }
        for violation in decision.violations {
            try database.execute(
                sql: """
                    INSERT INTO charged_violation (event, plate, camera_id, code, captured_at) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    event.id, plate, event.capture.cameraID, violation.code, event.capture.capturedAt.milliseconds,
                ])
        }
    }

    func draftNotice(
        _ decision: Decision, for event: EventRecord, unitYear: (unit: String, year: Int), notice: NoticeDraft,
        _ database: Database
    ) throws {
        let number = try Journal.next(letterCounter(unit: unitYear.unit, year: unitYear.year), database)
        let (content, value, termEnd) = try notice(number)
        try insert(content, event: event.id, database)
        try Journal.insert(value, event: event.id, zone: content.unit.timeZone, termEnd: termEnd, database)
        try append(
            .legalCase, subject: content.reference,
            payload: ["case": Digest.sha256(try CanonicalJSON.encode(value).utf8), "step": "opened"],
            at: content.issuedAt, database)
        try database.execute(
            sql: "UPDATE document SET running = ? WHERE name = ?", arguments: [number, content.reference])
    }

    func requireChange(_ database: Database, _ subject: String) throws {
        guard database.changesCount == 1 else { throw Journal.changedMeanwhile(subject) }
    }

    public static func changedMeanwhile(_ subject: String) -> JournalError {
        JournalError(.stateChanged, "\(subject) was changed by somebody else in the meantime; look again")
    }
}

struct DecisionPayload: Encodable {
    let outcome: Outcome
    let reasons: [String]
    let decision: String

    init(_ decision: Decision, _ canonical: String) {
        outcome = decision.outcome
        reasons = decision.reasons
        self.decision = Digest.sha256(canonical.utf8)
    }
}
