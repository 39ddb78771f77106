import Domain
import GRDB
import Storage

/// That an event's plate was seen elsewhere at a time at which the vehicle cannot have been at both places.
public struct CloneMark: Hashable, Sendable {
    /// The journal's number of the event that is marked: the one that came earlier.
    public let event: Int64
    /// The rule's new result for it.
    public let result: Decision.RuleResult

    public init(event: Int64, result: Decision.RuleResult) {
        self.event = event
        self.result = result
    }
}

/// A mark on an event whose letter was signed before the other capture came. An officer must see it.
public struct CloneFlag: Hashable, Codable, Sendable {
    /// Which event of which camera speaks against it.
    public let other: String
    public let at: Timestamp
    public let detail: String
    /// The officer who has seen it; nil while it waits.
    public let seenBy: String?

    enum CodingKeys: String, CodingKey {
        case other, at, detail
        case seenBy = "seen_by"
    }
}

extension Journal {
    /// The mark of an event whose letter had gone out; nil if there is none.
    public func cloneFlag(of event: Int64) async throws -> CloneFlag? {
        try await pool.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT f.flagged_at, f.detail, f.seen_by, e.camera_id, e.event_id
                    FROM clone_flag f JOIN event e ON e.id = f.other WHERE f.event = ?
                    """, arguments: [event]
            ).map { row in
                CloneFlag(
                    other: EventRecord.subject(
                        camera: try row.decode(forColumn: "camera_id"), event: try row.decode(forColumn: "event_id")),
                    at: Timestamp(milliseconds: try row.decode(forColumn: "flagged_at")),
                    detail: try row.decode(forColumn: "detail"), seenBy: try row.decode(forColumn: "seen_by"))
            }
        }
    }

    /// Events with a mark that no officer has seen, oldest first.
    public func flaggedEvents(after id: Int64, limit: Int) async throws -> [EventRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT e.* FROM clone_flag f JOIN event e ON e.id = f.event
                    WHERE f.seen_by IS NULL AND f.event > ? ORDER BY f.event LIMIT ?
                    """, arguments: [id, limit]
            ).map(EventRecord.init)
        }
    }

    /// Notes that an officer has seen the mark and has done what there is to do.
    /// - Throws: ``JournalError`` `notFound` if no mark waits.
    public func acknowledge(_ event: EventRecord, officer: String, reason: String, at now: Timestamp) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: "UPDATE clone_flag SET seen_by = ?, seen_at = ? WHERE event = ? AND seen_by IS NULL",
                arguments: [officer, now.milliseconds, event.id])
            guard database.changesCount == 1 else {
                throw JournalError(
                    .notFound,
                    "no mark waits at \(event.subject): its plate was not seen elsewhere after its letter, or an officer has seen that already"
                )
            }
            let act = OfficerAct(kind: .acknowledge, officer: officer, reason: reason, plate: nil)
            try append(.officer, subject: event.subject, payload: OfficerPayload(act), at: now, database)
        }
    }

    // MARK: Within a transaction

    /// Marks what came before `event`: a letter that isn't signed goes to review instead, an event in review learns of it, and one
    /// with a signed letter is flagged. Events that are still in work find out by themselves.
    func mark(_ marks: [CloneMark], by event: EventRecord, at now: Timestamp, _ database: Database) throws {
        for mark in marks {
            guard
                let row = try Row.fetchOne(database, sql: "SELECT * FROM event WHERE id = ?", arguments: [mark.event])
            else { continue }
            let other = try EventRecord(row: row)
            switch (other.stage, other.outcome) {
            case (.issuance, _):
                if try withdrawDraft(of: other, database) {
                    try review(other, mark, at: now, database)
                } else {
                    try flag(other, mark, by: event, at: now, database)
                }
            case (.done, .review): try review(other, mark, at: now, database)
            case (.done, .issued): try flag(other, mark, by: event, at: now, database)
            default: break
            }
        }
    }

    private func review(_ event: EventRecord, _ mark: CloneMark, at now: Timestamp, _ database: Database) throws {
        guard var decision = event.decision else { return }
        decision.outcome = .review
        let isKnown = decision.rules.contains { $0.rule == mark.result.rule && $0.verdict == .doubt }
        if event.outcome == .review, isKnown { return }
        decision.rules.removeAll { $0.rule == mark.result.rule }
        decision.rules.append(mark.result)
        try database.execute(
            sql: "UPDATE event SET stage = 'done', outcome = 'review' WHERE id = ?", arguments: [event.id])
        try record(decision, plate: event.plate, for: event, at: now, database)
        try append(
            .decision, subject: event.subject,
            payload: DecisionPayload(decision, try CanonicalJSON.encode(decision)), at: now, database)
    }

    private func flag(
        _ other: EventRecord, _ mark: CloneMark, by event: EventRecord, at now: Timestamp, _ database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO clone_flag (event, other, flagged_at, detail) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [other.id, event.id, now.milliseconds, mark.result.detail])
        guard database.changesCount == 1 else { return }
        try append(
            .flag, subject: other.subject,
            payload: FlagPayload(
                other: event.subject, detail: Digest.sha256(mark.result.detail.utf8)), at: now, database)
    }

    /// Takes the unsigned letter of an event back; its number is the next one given. False if there is none.
    private func withdrawDraft(of event: EventRecord, _ database: Database) throws -> Bool {
        let draft = try Row.fetchOne(
            database,
            sql: """
                SELECT id, unit_id, day, running FROM document
                WHERE event = ? AND kind = 'notice' AND ledger_sequence IS NULL AND running IS NOT NULL
                """, arguments: [event.id])
        guard let draft, let day = LocalDate(iso8601: draft["day"] as String) else { return false }
        let (document, running): (Int64, Int) = (draft["id"], draft["running"])
        try database.execute(sql: "DELETE FROM legal_case WHERE event = ?", arguments: [event.id])
        try database.execute(sql: "DELETE FROM notice WHERE document = ?", arguments: [document])
        try database.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [document])
        try database.execute(
            sql: "INSERT INTO free_number (name, value) VALUES (?, ?)",
            arguments: [letterCounter(unit: draft["unit_id"], year: day.year), running])
        return true
    }
}

private struct FlagPayload: Encodable {
    let other: String
    /// SHA-256 of what the officer is told.
    let detail: String
}
