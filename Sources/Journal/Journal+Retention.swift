import Domain
import GRDB

/// An event whose pictures need not be kept any longer.
public struct ExpiredEvent: Sendable {
    public enum Cause: String, Codable, Sendable {
        /// It was dismissed: nobody is accused of anything.
        case dismissed
        /// Its case is closed.
        case closed
    }

    public let id: Int64
    /// `camera/event`.
    public let subject: String
    public let cause: Cause
    /// SHA-256 of its pictures.
    public let pictures: [String]
    /// SHA-256 of the figures made of them in advance.
    public let annex: String?
}

/// A picture of a deleted event, or figures made of some, whose file may still be there.
public struct PlannedDeletion: Sendable {
    public let event: Int64
    public let sha256: String
    /// Whether another event needs the picture.
    public let isShared: Bool
}

extension Journal {
    /// Up to `limit` events whose pictures are still there and that were dismissed, or whose case was closed, before these instants; nil
    /// keeps that kind for ever. Dismissed ones first, oldest first.
    public func expired(
        dismissedBefore dismissed: Timestamp?, closedBefore closed: Timestamp?, limit: Int
    ) async throws -> [ExpiredEvent] {
        try await pool.read { database in
            var events: [(id: Int64, subject: String, cause: ExpiredEvent.Cause)] = []
            func add(_ cause: ExpiredEvent.Cause, _ sql: String, _ argument: some DatabaseValueConvertible) throws {
                for row in try Row.fetchAll(database, sql: "\(sql) LIMIT \(limit)", arguments: [argument]) {
                    events.append((row[0], EventRecord.subject(camera: row[1], event: row[2]), cause))
                }
            }
            if let dismissed {
                try add(
                    .dismissed,
                    """
                    SELECT id, camera_id, event_id FROM event
                    WHERE decided_at < ? AND outcome = 'dismissed' AND removed_at IS NULL ORDER BY decided_at
                    """, dismissed.milliseconds)
            }
            if let closed {
                try add(
                    .closed,
                    """
                    SELECT e.id, e.camera_id, e.event_id FROM legal_case c JOIN event e ON e.id = c.event
                    WHERE c.phase = 'closed' AND e.removed_at IS NULL AND json_extract(c.value, '$.closed_on') < ?
                    ORDER BY e.id
                    """, LocalTimeZone.jakarta.date(of: closed).iso8601)
            }
            return try events.prefix(limit).map { event in
                ExpiredEvent(
                    id: event.id, subject: event.subject, cause: event.cause,
                    pictures: try Journal.pictures(of: event.id, database),
                    annex: try Journal.annex(of: event.id, database))
            }
        }
    }

    /// Writes down that an event's pictures and figures are removed, before they are: what a crash leaves is removed by the next pass.
    public func noteDeletion(of event: ExpiredEvent, at now: Timestamp) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: "UPDATE event SET removed_at = ? WHERE id = ? AND removed_at IS NULL",
                arguments: [now.milliseconds, event.id])
            try requireChange(database, event.subject)
            if let annex = event.annex {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO picture (sha256, event) VALUES (?, ?)", arguments: [annex, event.id])
            }
            try append(
                .deletion, subject: event.subject,
                payload: DeletionPayload(cause: event.cause, pictures: event.pictures),
                at: now, database)
        }
    }

    /// Up to `limit` pictures and figures of deleted events whose files may still be there, after `last`, in a fixed order.
    public func plannedDeletions(after last: PlannedDeletion? = nil, limit: Int) async throws -> [PlannedDeletion] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.event, p.sha256, EXISTS (
                        SELECT 1 FROM picture q JOIN event f ON f.id = q.event
                        WHERE q.sha256 = p.sha256 AND f.removed_at IS NULL)
                    FROM picture p JOIN event e ON e.id = p.event
                    WHERE e.removed_at IS NOT NULL AND (p.event, p.sha256) > (?, ?)
                    ORDER BY p.event, p.sha256 LIMIT \(limit)
                    """, arguments: [last?.event ?? -1, last?.sha256 ?? ""]
            ).map { PlannedDeletion(event: $0[0], sha256: $0[1], isShared: $0[2]) }
        }
    }

    /// Notes that a picture's file is gone, or stays because another event needs it.
    public func noteDeleted(_ sha256: String, of event: Int64) async throws {
        try await pool.write { database in
            try database.execute(
                sql: "DELETE FROM picture WHERE sha256 = ? AND event = ?", arguments: [sha256, event])
        }
    }

    private static func annex(of event: Int64, _ database: Database) throws -> String? {
        try String.fetchOne(
            database, sql: "SELECT json_extract(reading, '$.annex') FROM event WHERE id = ?", arguments: [event])
    }

    static func pictures(of event: Int64, _ database: Database) throws -> [String] {
        try String.fetchAll(
            database, sql: "SELECT sha256 FROM picture WHERE event = ? ORDER BY sha256", arguments: [event])
    }
}

private struct DeletionPayload: Encodable {
    let cause: ExpiredEvent.Cause
    let pictures: [String]
}
