import Domain
import Journal

extension BlockRecord {
    /// Which office keeps the vehicle: by the plate's region letters.
    var samsat: String { String(plate.prefix { $0.isLetter }) }
}

/// A block or its lifting that no Samsat has carried out as far as is known, as `etle cases list --unacknowledged` prints it.
public struct BlockChangeLine: Encodable, Sendable, CustomStringConvertible {
    /// The number of the block, as in the lists.
    public let block: Int64
    /// `block` or `unblock`.
    public let action: String
    /// The reference of the case's first letter.
    public let reference: String
    public let unit: String
    public let plate: String
    /// The office that keeps the vehicle, as its lists are named: the plate's region letters.
    public let samsat: String
    public let date: LocalDate
    public let ageDays: Int
    /// `refused`, or null where the Samsat hasn't answered.
    public let answer: BlockRecord.Answer?

    init(_ change: BlockChange, today: LocalDate) {
        block = change.block.id
        action = change.isLift ? "unblock" : "block"
        reference = change.block.reference
        unit = change.block.unitID
        plate = change.block.plate
        samsat = change.block.samsat
        date = change.on
        ageDays = max(0, today.dayNumber - change.on.dayNumber)
        answer = change.answer
    }

    enum CodingKeys: String, CodingKey {
        case block, action, reference, unit, plate, samsat, date
        case ageDays = "age_days"
        case answer
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(block, forKey: .block)
        try container.encode(action, forKey: .action)
        try container.encode(reference, forKey: .reference)
        try container.encode(unit, forKey: .unit)
        try container.encode(plate, forKey: .plate)
        try container.encode(samsat, forKey: .samsat)
        try container.encode(date, forKey: .date)
        try container.encode(ageDays, forKey: .ageDays)
        try container.encode(answer, forKey: .answer)
    }

    public var description: String {
        "\(reference)  \(unit)  Samsat \(samsat)  \(PlateNumber(plate)?.spaced ?? plate)  \(action) \(block)  since \(date.iso8601) (\(ageDays) days)  \(answer?.rawValue ?? "no answer")"
    }
}

extension Engine {
    /// Blocks and liftings that a Samsat refused, or has left unanswered for `deadlines.acknowledge_days`: oldest first.
    public func unacknowledgedBlocks() async throws -> [BlockChangeLine] {
        let now = clock.now()
        return try await journal.unacknowledgedBlocks().compactMap { change in
            let today = (configuration.unit(change.block.unitID)?.timeZone ?? .jakarta).date(of: now)
            guard change.isDue(on: today, after: configuration.deadlines.acknowledgeDays) else { return nil }
            return BlockChangeLine(change, today: today)
        }
    }
}
