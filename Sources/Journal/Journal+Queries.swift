import Domain
import GRDB

/// How much work there is and how old it is.
public struct JournalStatus: Codable, Sendable, Equatable {
    public struct Stage: Codable, Sendable, Equatable {
        public var stage: String
        public var waiting: Int
        /// When the oldest of them came in; nil if none waits.
        public var oldest: Timestamp?
        /// Events whose last try failed.
        public var failing: Int
        /// The newest of their errors.
        public var lastError: String?

        enum CodingKeys: String, CodingKey {
            case stage, waiting, oldest, failing
            case lastError = "last_error"
        }
    }

    public var stages: [Stage]
    /// Events by outcome.
    public var outcomes: [String: Int]
    /// Letters and tickets by kind.
    public var documents: [String: Int]
    /// Signed documents that are not in the output folder yet.
    public var unwritten: Int
    /// Documents whose last try failed, and the newest of their errors.
    public var failingDocuments: Int
    public var documentError: String?
    /// Signed documents in which characters stand as boxes because the fonts lack them.
    public var unprintableDocuments: Int
    /// Cases that are not closed, by phase.
    public var cases: [String: Int]
    /// Open blocks.
    public var blocks: Int
    /// Letters whose answers wait for an officer, and answers that are kept for them.
    public var heldLetters: Int
    public var heldAnswers: Int
    /// Answers with the reference of no letter, in the last 90 days.
    public var wrongReferences: Int
    /// The newest entry's number.
    public var ledger: Int64
}

extension Journal {
    /// An event by `event_id`, or by `camera_id/event_id` where several cameras use one name.
    /// - Returns: all that fit; empty if none does.
    public func events(named name: String) async throws -> [EventRecord] {
        try await pool.read { database in
            let plain = try Row.fetchAll(database, sql: "SELECT * FROM event WHERE event_id = ?", arguments: [name])
            if !plain.isEmpty { return try plain.map(EventRecord.init) }
            guard let slash = name.firstIndex(of: "/") else { return [] }
            return try Row.fetchAll(
                database, sql: "SELECT * FROM event WHERE camera_id = ? AND event_id = ?",
                arguments: [String(name[..<slash]), String(name[name.index(after: slash)...])]
            ).map(EventRecord.init)
        }
    }

    /// An event by the journal's number.
    public func event(_ id: Int64) async throws -> EventRecord {
        try await pool.read { database in
            guard let row = try Row.fetchOne(database, sql: "SELECT * FROM event WHERE id = ?", arguments: [id]) else {
                throw JournalError(.notFound, "the journal has no event \(id)")
            }
            return try EventRecord(row: row)
        }
    }

    /// Events with an id above `id`, oldest first, all or those with one outcome. For going through in batches.
    public func events(after id: Int64, outcome: Outcome?, limit: Int) async throws -> [EventRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM event WHERE id > ? \(outcome == nil ? "" : "AND outcome = ?") ORDER BY id LIMIT \(limit)
                    """,
                arguments: outcome.map { [id, $0.rawValue] } ?? [id]
            ).map(EventRecord.init)
        }
    }

    /// Events of a camera in which this plate was read within a time, oldest first.
    public func sightings(
        of plate: String, at camera: String, in range: ClosedRange<Timestamp>
    ) async throws -> [EventRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM event WHERE camera_id = ? AND plate = ? AND captured_at BETWEEN ? AND ?
                    ORDER BY captured_at LIMIT 100
                    """,
                arguments: [camera, plate, range.lowerBound.milliseconds, range.upperBound.milliseconds]
            ).map(EventRecord.init)
        }
    }

    /// References of an event's letters, oldest first.
    public func references(of event: Int64) async throws -> [String] {
        try await pool.read { database in
            try String.fetchAll(
                database, sql: "SELECT reference FROM notice WHERE event = ? ORDER BY document", arguments: [event])
        }
    }

    /// Events whose decision fell within `range`, for reports; ordered by the journal's number.
    public func decided(in range: Range<Timestamp>, unit: String) async throws -> [EventRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM event WHERE decided_at >= ? AND decided_at < ? AND unit_id = ? ORDER BY id
                    """,
                arguments: [range.lowerBound.milliseconds, range.upperBound.milliseconds, unit]
            ).map(EventRecord.init)
        }
    }

    /// Signed documents issued on a local day by a unit, oldest first.
    public func documents(issuedOn day: LocalDate, unit: String) async throws -> [DocumentRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    \(DocumentRecord.selection)
                    WHERE d.day = ? AND d.unit_id = ? AND d.ledger_sequence IS NOT NULL ORDER BY d.id
                    """,
                arguments: [day.iso8601, unit]
            ).map(DocumentRecord.init)
        }
    }

    public func status() async throws -> JournalStatus {
        try await pool.read { database in
            var stages: [JournalStatus.Stage] = []
            for stage in EventRecord.Stage.allCases where stage != .done {
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) AS waiting, min(received_at) AS oldest, count(last_error) AS failing
                        FROM event WHERE stage = ? AND stage <> 'done'
                        """, arguments: [stage.rawValue])
                stages.append(
                    JournalStatus.Stage(
                        stage: stage.rawValue, waiting: row?["waiting"] ?? 0,
                        oldest: (row?["oldest"] as Int64?).map(Timestamp.init(milliseconds:)),
                        failing: row?["failing"] ?? 0,
                        lastError: try String.fetchOne(
                            database,
                            sql: """
                                SELECT last_error FROM event WHERE stage = ? AND stage <> 'done' AND last_error IS NOT NULL
                                ORDER BY id DESC LIMIT 1
                                """, arguments: [stage.rawValue])))
            }
            func counts(_ sql: String) throws -> [String: Int] {
                try Row.fetchAll(database, sql: sql).reduce(into: [:]) { $0[$1["name"]] = $1["count"] }
            }
            let failing = try Journal.failingDocuments(database)
            return JournalStatus(
                stages: stages,
                outcomes: try counts(
                    "SELECT outcome AS name, count(*) AS count FROM event WHERE outcome IS NOT NULL GROUP BY outcome"),
                documents: try counts(
                    "SELECT kind AS name, count(*) AS count FROM document WHERE ledger_sequence IS NOT NULL GROUP BY kind"
                ),
                unwritten: try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM document WHERE written_at IS NULL AND ledger_sequence IS NOT NULL") ?? 0,
                failingDocuments: failing.count, documentError: failing.newest,
                unprintableDocuments: try Journal.unprintableDocuments(database),
                cases: try counts(
                    "SELECT phase AS name, count(*) AS count FROM legal_case WHERE phase <> 'closed' GROUP BY phase"),
                blocks: try Int.fetchOne(database, sql: "SELECT count(*) FROM block WHERE lifted_on IS NULL") ?? 0,
                heldLetters: try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM notice n WHERE n.held_at IS NOT NULL AND \(Journal.isOpenToAnswers)")
                    ?? 0,
                heldAnswers: try Int.fetchOne(database, sql: "SELECT count(*) FROM held_answer") ?? 0,
                wrongReferences: try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM wrong_answer WHERE reference = ''") ?? 0,
                ledger: try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM ledger") ?? 0)
        }
    }
}
