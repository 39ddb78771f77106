import Domain
import Journal
import Storage

/// The lists that go to the Samsat offices: `<out>/blocks/<day>/<samsat>-changes.csv` with the day's new blocks and unblocks,
/// `<samsat>-open.csv` with all blocks that were open at its end, to compare. Made from committed rows, so they can be made again.
struct BlockLists: Sendable {
    static let changeColumns = ["block", "action", "date", "plate", "articles", "case", "cause", "unit", "answer"]
    static let openColumns = ["block", "since", "plate", "articles", "case", "cause", "unit", "answer"]

    let engine: Engine

    /// Writes the lists of one local day. Returns the files.
    @discardableResult
    func write(_ day: LocalDate) async throws -> [RawPath] {
        var changes: [String: String] = [:]
        var open: [String: String] = [:]
        for unit in engine.configuration.units {
            for block in try await engine.journal.blocks(changedOn: day, unit: unit.id) {
                changes[samsat(block), default: ""] += lines(block, on: day)
            }
            for block in try await engine.journal.blocks(openOn: day, unit: unit.id) {
                open[samsat(block), default: ""] += csvLine([
                    "\(block.id)", block.blockedOn.iso8601, spaced(block.plate), block.articles, block.reference,
                    block.cause.rawValue, block.unitID, block.blockAnswer?.rawValue ?? "",
                ])
            }
        }
        let folder = RawPath(engine.configuration.paths.blocks).appending(day.iso8601)
        return try write(changes, BlockLists.changeColumns, "changes", in: folder)
            + write(open, BlockLists.openColumns, "open", in: folder)
    }

    private func write(
        _ lists: [String: String], _ columns: [String], _ name: String, in folder: RawPath
    ) throws -> [RawPath] {
        try lists.sorted { $0.key < $1.key }.map { samsat, lines in
            let path = folder.appending("\(samsat)-\(name).csv")
            try engine.files.writeDurably(path, bytes: (csvLine(columns) + lines).utf8)
            return path
        }
    }

    /// A line for the block and one for its lifting, where they fall on the day.
    private func lines(_ block: BlockRecord, on day: LocalDate) -> String {
        func line(_ action: String, _ cause: String, _ answer: BlockRecord.Answer?) -> String {
            csvLine([
                "\(block.id)", action, day.iso8601, spaced(block.plate), block.articles, block.reference, cause,
                block.unitID, answer?.rawValue ?? "",
            ])
        }
        var lines = ""
        if block.blockedOn == day { lines += line("block", block.cause.rawValue, block.blockAnswer) }
        if block.liftedOn == day, let lift = block.lift { lines += line("unblock", lift.rawValue, block.liftAnswer) }
        return lines
    }

    /// Which office keeps the vehicle: by the plate's region letters.
    private func samsat(_ block: BlockRecord) -> String { String(block.plate.prefix { $0.isLetter }) }

    private func spaced(_ plate: String) -> String { PlateNumber(plate)?.spaced ?? plate }
}
