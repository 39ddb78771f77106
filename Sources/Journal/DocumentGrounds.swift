import GRDB

/// The entries that must stand in the ledger before a letter or ticket of an event is signed, by their numbers; nil for what it hasn't.
public struct DocumentGrounds: Hashable, Sendable {
    /// That the event was accepted.
    public let accepted: Int64?
    /// That a letter was decided, by the rules or an officer.
    public let decided: Int64?
    /// That its case was opened.
    public let opened: Int64?

    // The index is named, or the planner might look for the lowest number through all entries.
    private static let selection = """
        SELECT
            (SELECT min(sequence) FROM ledger INDEXED BY ledger_subject
                WHERE subject = e.camera_id || '/' || e.event_id AND sequence > 0 AND kind = 'event-accepted'),
            (SELECT min(sequence) FROM ledger INDEXED BY ledger_subject
                WHERE subject = e.camera_id || '/' || e.event_id AND sequence > 0 AND kind = 'decision'
                AND CASE WHEN json_valid(payload) THEN json_extract(payload, '$.outcome') END = 'issued'),
            (SELECT min(l.sequence) FROM legal_case c JOIN ledger l INDEXED BY ledger_subject ON l.subject = c.reference
                WHERE c.event = e.id AND l.sequence > 0 AND l.kind = 'case'
                AND CASE WHEN json_valid(l.payload) THEN json_extract(l.payload, '$.step') END = 'opened')
        FROM event e WHERE e.id = ?
        """

    static func fetch(of event: Int64, _ database: Database) throws -> DocumentGrounds {
        let row = try Row.fetchOne(database.cachedStatement(sql: selection), arguments: [event])
        return DocumentGrounds(accepted: row?[0], decided: row?[1], opened: row?[2])
    }

    /// Whether they stand in this order, before an entry of this number.
    /// - Parameter opening: the first entry that tells of any case's opening; decisions before are of versions that wrote none.
    public func areComplete(before entry: Int64, opening: Int64?) -> Bool {
        guard let accepted, let decided, accepted < decided, decided < entry else { return false }
        return opened.map { decided < $0 && $0 < entry } ?? (decided < opening ?? .max)
    }
}
