import Domain
import GRDB
import Storage

/// A block of a vehicle at the register, with what the Samsat said to it.
public struct BlockRecord: Sendable, Identifiable {
    /// What a Samsat says to a block or its lifting.
    public enum Answer: String, Codable, Sendable, CaseIterable {
        case done, refused
    }

    public let id: Int64
    /// The case: the reference of its first letter.
    public let reference: String
    public let unitID: String
    public let plate: String
    /// The articles that the case is about, as printed on its letter.
    public let articles: String
    public let cause: CaseBlock.Cause
    public let blockedOn: LocalDate
    public let liftedOn: LocalDate?
    public let lift: CaseBlock.Lift?
    public let blockAnswer: Answer?
    public let liftAnswer: Answer?

    init(row: Row) throws {
        id = try row.decode(forColumn: "id")
        guard let cause = CaseBlock.Cause(rawValue: try row.decode(forColumn: "cause")),
            let day = LocalDate(iso8601: try row.decode(String.self, forColumn: "blocked_on"))
        else { throw JournalError(.unreadable, "block \(id) has a cause or day that this version cannot read") }
        reference = try row.decode(forColumn: "reference")
        unitID = try row.decode(forColumn: "unit_id")
        plate = try row.decode(forColumn: "plate")
        articles = try row.decode(forColumn: "articles")
        self.cause = cause
        blockedOn = day
        liftedOn = try (row.decode(String?.self, forColumn: "lifted_on")).flatMap { LocalDate(iso8601: $0) }
        lift = try (row.decode(String?.self, forColumn: "lift")).flatMap(CaseBlock.Lift.init)
        blockAnswer = try (row.decode(String?.self, forColumn: "block_answer")).flatMap(Answer.init)
        liftAnswer = try (row.decode(String?.self, forColumn: "lift_answer")).flatMap(Answer.init)
    }

    /// As it was known at the end of a day.
    func asOf(_ day: LocalDate) -> BlockRecord {
        guard let liftedOn, liftedOn > day else { return self }
        return BlockRecord(unlifted: self)
    }

    private init(unlifted block: BlockRecord) {
        (id, reference, unitID, plate) = (block.id, block.reference, block.unitID, block.plate)
        (articles, cause, blockedOn, blockAnswer) = (block.articles, block.cause, block.blockedOn, block.blockAnswer)
        (liftedOn, lift, liftAnswer) = (nil, nil, nil)
    }
}

/// What became of a line of a Samsat's file.
public enum BlockAnswerResult: String, Hashable, Sendable {
    case taken
    /// The same was said before.
    case repeated
    case unknownBlock = "unknown-block"
    /// The plate isn't that of the block, or the block was not lifted.
    case contradiction = "block-mismatch"
}

/// A block or its lifting that a Samsat has yet to carry out.
public struct BlockChange: Sendable {
    public let block: BlockRecord
    public let isLift: Bool

    /// The day of the block, or of its lifting.
    public var on: LocalDate { isLift ? block.liftedOn ?? block.blockedOn : block.blockedOn }
    /// What the Samsat said last; nil if nothing.
    public var answer: BlockRecord.Answer? { isLift ? block.liftAnswer : block.blockAnswer }

    /// What is still to be done about a block, as the Samsat's answers stand; nil if nothing is. Of a block that was lifted only
    /// the lifting matters; one that was refused, and its lifting too, is settled.
    public init?(open block: BlockRecord) {
        isLift = block.liftedOn != nil
        self.block = block
        guard answer != .done, !(isLift && block.blockAnswer == .refused && block.liftAnswer == .refused) else {
            return nil
        }
    }

    /// Whether it is to be told again: the Samsat refused it, or has been silent for `days` (0: never for silence).
    public func isDue(on day: LocalDate, after days: Int) -> Bool {
        answer == .refused || (days > 0 && on.adding(days: days) <= day)
    }
}

extension Journal {
    /// Blocks of which something can stand in a day's lists: those that were open at any moment of it, and those of
    /// which the Samsat hadn't carried out something, by id. Each as it was known at the end of that day.
    public func blocks(listedOn day: LocalDate) async throws -> [BlockRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    \(Journal.blockSelection)
                    WHERE b.blocked_on <= ?1 AND (b.lifted_on IS NULL OR b.lifted_on >= ?1 OR b.id IN (
                        SELECT id FROM block WHERE lifted_on IS NOT NULL AND lift_answer IS NOT 'done'
                        UNION SELECT block FROM block_answer WHERE day > ?1))
                    ORDER BY b.unit_id, b.id
                    """, arguments: [day.iso8601]
            ).map { try BlockRecord(row: $0).asOf(day) }
        }
    }

    /// Blocks and liftings that no Samsat has carried out as far as is known, oldest first.
    public func unacknowledgedBlocks() async throws -> [BlockChange] {
        try await pool.read { try Journal.unacknowledgedBlocks($0) }
    }

    static func unacknowledgedBlocks(_ database: Database) throws -> [BlockChange] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT b.*, c.reference FROM block b JOIN legal_case c ON c.event = b.event WHERE b.id IN (
                    SELECT id FROM block WHERE lifted_on IS NULL AND block_answer IS NOT 'done'
                    UNION SELECT id FROM block WHERE lifted_on IS NOT NULL AND lift_answer IS NOT 'done')
                ORDER BY b.id
                """
        ).compactMap { BlockChange(open: try BlockRecord(row: $0)) }.sorted {
            ($0.on, $0.block.id) < ($1.on, $1.block.id)
        }
    }

    /// Days through `last` whose block lists were not closed, oldest first: those on which something changed, and all after the newest
    /// that was closed, or since the first block.
    public func blockDaysToClose(through last: LocalDate) async throws -> [LocalDate] {
        try await pool.read { database in
            let changed = try String.fetchAll(
                database,
                sql: """
                    SELECT day FROM (
                        SELECT blocked_on AS day FROM block UNION SELECT lifted_on FROM block WHERE lifted_on IS NOT NULL)
                    WHERE day <= ?1 AND NOT EXISTS (
                        SELECT 1 FROM ledger WHERE subject = 'blocks/' || day AND kind = 'export')
                    """, arguments: [last.iso8601]
            ).compactMap { LocalDate(iso8601: $0) }
            let closed = try String.fetchOne(
                database,
                sql: """
                    SELECT subject FROM ledger WHERE subject > 'blocks/' AND subject < 'blocks0' AND kind = 'export'
                    ORDER BY subject DESC LIMIT 1
                    """
            ).flatMap { LocalDate(iso8601: String($0.dropFirst(7))) }
            guard var day = closed?.adding(days: 1) ?? changed.min() else { return [] }
            var days = Set(changed)
            while day <= last {
                days.insert(day)
                day = day.adding(days: 1)
            }
            return days.sorted()
        }
    }

    /// The newest entry, and whether one after `sequence` tells of something that block lists show: blocks, answers to them, closed lists.
    public func blockEntries(after sequence: Int64) async throws -> (newest: Int64, hasSome: Bool) {
        try await pool.read { database in
            (
                try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM ledger") ?? 0,
                try Bool.fetchOne(
                    database,
                    sql: """
                        SELECT EXISTS (
                            SELECT 1 FROM ledger WHERE sequence > ? AND kind IN ('block', 'unblock', 'export'))
                        """, arguments: [sequence]) ?? false
            )
        }
    }

    /// A block, or its lifting.
    public struct ChangeName: Hashable, Sendable {
        public let block: Int64
        public let isLift: Bool

        public init(_ block: Int64, isLift: Bool) {
            self.block = block
            self.isLift = isLift
        }
    }

    /// Blocks and liftings of earlier days that came when the lists of the day before were closed already, and before those of `day` were:
    /// a clock that ran ahead closes lists too early. No list has them yet.
    public func lateChanges(listedOn day: LocalDate) async throws -> Set<ChangeName> {
        try await pool.read { database in
            let closing = "(SELECT min(sequence) FROM ledger WHERE subject = ? AND kind = 'export')"
            let payloads = try Row.fetchAll(
                database,
                sql: """
                    SELECT kind, payload FROM ledger
                    WHERE sequence > \(closing) AND sequence < ifnull(\(closing), 9223372036854775807)
                    AND kind IN ('block', 'unblock')
                    """, arguments: ["blocks/\(day.adding(days: -1).iso8601)", "blocks/\(day.iso8601)"])
            return try payloads.reduce(into: []) { late, row in
                let change: [String: String] = try CanonicalJSON.decode(
                    from: row.decode(String.self, forColumn: "payload"))
                // An answer of the Samsat has no day.
                guard let on = change["day"].flatMap({ LocalDate(iso8601: $0) }), on < day,
                    let block = change["block"].flatMap({ Int64($0) })
                else { return }
                late.insert(ChangeName(block, isLift: try row.decode(String.self, forColumn: "kind") == "unblock"))
            }
        }
    }

    /// With the Samsat's last answers until the end of the day `?1`.
    private static let blockSelection = """
        SELECT b.id, b.unit_id, b.plate, b.articles, b.cause, b.blocked_on, b.lifted_on, b.lift, c.reference,
            (SELECT answer FROM block_answer a WHERE a.block = b.id AND a.is_lift = 0 AND a.day <= ?1
             ORDER BY a.id DESC LIMIT 1) AS block_answer,
            (SELECT answer FROM block_answer a WHERE a.block = b.id AND a.is_lift = 1 AND a.day <= ?1
             ORDER BY a.id DESC LIMIT 1) AS lift_answer
        FROM block b JOIN legal_case c ON c.event = b.event
        """

    /// Takes down what a Samsat says to a block (`isLift` false) or to its lifting.
    public func accept(
        _ answer: BlockRecord.Answer, toBlock id: Int64, plate: String, isLift: Bool, file: String, at now: Timestamp
    ) async throws -> BlockAnswerResult {
        try await pool.write { [self] database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT b.*, c.reference, c.time_zone FROM block b JOIN legal_case c ON c.event = b.event
                        WHERE b.id = ?
                        """, arguments: [id])
            else { return .unknownBlock }
            let block = try BlockRecord(row: row)
            guard block.plate == plate, !isLift || block.liftedOn != nil else { return .contradiction }
            if (isLift ? block.liftAnswer : block.blockAnswer) == answer { return .repeated }
            let zone = LocalTimeZone(rawValue: try row.decode(forColumn: "time_zone")) ?? .jakarta
            try database.execute(
                sql: "UPDATE block SET \(isLift ? "lift_answer" : "block_answer") = ? WHERE id = ?",
                arguments: [answer.rawValue, id])
            try database.execute(
                sql: "INSERT INTO block_answer (block, is_lift, answer, day) VALUES (?, ?, ?, ?)",
                arguments: [id, isLift, answer.rawValue, zone.date(of: now).iso8601])
            try append(
                isLift ? .unblock : .block, subject: block.reference,
                payload: ["answer": answer.rawValue, "block": "\(id)", "file": file], at: now, database)
            return .taken
        }
    }

    // MARK: Within a transaction

    func insertBlock(
        _ cause: CaseBlock.Cause, of record: CaseRecord, on day: LocalDate, at now: Timestamp, _ database: Database
    ) throws {
        let content: String? = try String.fetchOne(
            database,
            sql: "SELECT d.content FROM notice n JOIN document d ON d.id = n.document WHERE n.reference = ?",
            arguments: [record.value.letter.reference])
        guard let content else { throw JournalError(.notFound, "case \(record.reference) has no letter") }
        let notice: NoticeContent = try CanonicalJSON.decode(from: content)
        let articles = notice.violations.map(\.article).joined(separator: "; ")
        try database.execute(
            sql: """
                INSERT INTO block (event, unit_id, plate, articles, cause, blocked_on) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.event, record.unitID, notice.vehicle.plate, articles, cause.rawValue, day.iso8601,
            ])
        try append(
            .block, subject: record.reference,
            payload: ["block": "\(database.lastInsertedRowID)", "cause": cause.rawValue, "day": day.iso8601], at: now,
            database)
    }

    func liftBlock(
        _ lift: CaseBlock.Lift, of record: CaseRecord, on day: LocalDate, at now: Timestamp, _ database: Database
    ) throws {
        let id = try Int64.fetchOne(
            database,
            sql: "UPDATE block SET lifted_on = ?, lift = ? WHERE event = ? AND lifted_on IS NULL RETURNING id",
            arguments: [day.iso8601, lift.rawValue, record.event])
        guard let id else { throw JournalError(.notFound, "case \(record.reference) has no open block to lift") }
        try append(
            .unblock, subject: record.reference,
            payload: ["block": "\(id)", "cause": lift.rawValue, "day": day.iso8601], at: now, database)
    }
}
