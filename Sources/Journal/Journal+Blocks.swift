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

extension Journal {
    /// Blocks of a unit that began or were lifted on a day, by id.
    public func blocks(changedOn day: LocalDate, unit: String) async throws -> [BlockRecord] {
        try await blocks(
            "WHERE b.unit_id = ?1 AND (b.blocked_on = ?2 OR b.lifted_on = ?2)", [unit, day.iso8601])
    }

    /// Blocks of a unit that were open at the end of a day, by id.
    public func blocks(openOn day: LocalDate, unit: String) async throws -> [BlockRecord] {
        try await blocks(
            "WHERE b.unit_id = ?1 AND b.blocked_on <= ?2 AND (b.lifted_on IS NULL OR b.lifted_on > ?2)",
            [unit, day.iso8601])
    }

    private func blocks(_ condition: String, _ arguments: StatementArguments) async throws -> [BlockRecord] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql:
                    "SELECT b.*, c.reference FROM block b JOIN legal_case c ON c.event = b.event \(condition) ORDER BY b.id",
                arguments: arguments
            ).map(BlockRecord.init)
        }
    }

    /// Takes down what a Samsat says to a block (`isLift` false) or to its lifting.
    public func accept(
        _ answer: BlockRecord.Answer, toBlock id: Int64, plate: String, isLift: Bool, file: String, at now: Timestamp
    ) async throws -> BlockAnswerResult {
        try await pool.write { [self] database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT b.*, c.reference FROM block b JOIN legal_case c ON c.event = b.event WHERE b.id = ?
                        """, arguments: [id])
            else { return .unknownBlock }
            let block = try BlockRecord(row: row)
            guard block.plate == plate, !isLift || block.liftedOn != nil else { return .contradiction }
            if (isLift ? block.liftAnswer : block.blockAnswer) == answer { return .repeated }
            try database.execute(
                sql: "UPDATE block SET \(isLift ? "lift_answer" : "block_answer") = ? WHERE id = ?",
                arguments: [answer.rawValue, id])
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
