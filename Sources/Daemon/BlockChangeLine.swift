import Domain
import Journal

/// A block or its lifting that no Samsat has carried out as far as is known, as `etle cases list --unacknowledged` prints it.
public struct BlockChangeLine: Encodable, Sendable, CustomStringConvertible {
    /// The number of the block, as in the lists.
    public let block: Int64
    /// `block` or `unblock`.
    public let action: String
    /// The reference of the case's first letter.
    public let reference: String
    public let unit: String
    public let date: LocalDate
    public let ageDays: Int
    /// `refused`, or null where the Samsat hasn't answered.
    public let answer: BlockRecord.Answer?

    init(_ change: BlockChange, today: LocalDate) {
        block = change.block.id
        action = change.isLift ? "unblock" : "block"
        reference = change.block.reference
        unit = change.block.unitID
        date = change.on
        ageDays = max(0, today.dayNumber - change.on.dayNumber)
        answer = change.answer
    }

    enum CodingKeys: String, CodingKey {
        case block, action, reference, unit, date
        case ageDays = "age_days"
        case answer
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(block, forKey: .block)
        try container.encode(action, forKey: .action)
        try container.encode(reference, forKey: .reference)
        try container.encode(unit, forKey: .unit)
        try container.encode(date, forKey: .date)
        try container.encode(ageDays, forKey: .ageDays)
        try container.encode(answer, forKey: .answer)
    }

    public var description: String {
        "\(reference)  \(unit)  \(action) \(block)  since \(date.iso8601) (\(ageDays) days)  \(answer?.rawValue ?? "no answer")"
    }
}

extension Engine {
    /// Blocks and liftings that no Samsat has carried out as far as is known, oldest first.
    public func unacknowledgedBlocks() async throws -> [BlockChangeLine] {
        let now = clock.now()
        return try await journal.unacknowledgedBlocks().map { change in
            let zone = configuration.unit(change.block.unitID)?.timeZone ?? .jakarta
            return BlockChangeLine(change, today: zone.date(of: now))
        }
    }
}
