import Domain
import Journal
import Storage

/// The lists that go to the Samsat offices: `<out>/blocks/<day>/<samsat>-changes.csv` with the day's new blocks and unblocks, and with
/// earlier ones that the Samsat refused or hasn't answered, `<samsat>-open.csv` with all blocks that were open at its end, to compare.
///
/// Made from committed rows, as they were known at the end of the day: they can be made again at any time. A Samsat has both
/// lists of each day on which something of its was open or to be told, also where they have no line any more.
struct BlockLists: Sendable {
    static let changeColumns = ["block", "action", "date", "plate", "articles", "case", "cause", "unit", "answer"]
    static let openColumns = ["block", "since", "plate", "articles", "case", "cause", "unit", "answer"]

    let engine: Engine

    /// Lines of one Samsat's two lists.
    private struct Lists {
        var changes = ""
        var open = ""
    }

    /// Writes the lists of one local day. Returns the files.
    @discardableResult
    func write(_ day: LocalDate) async throws -> [RawPath] {
        try await engine.writeLists("blocks", of: day, files(of: day))
    }

    /// The lists of one local day, by name.
    func files(of day: LocalDate) async throws -> [(path: RawPath, text: String)] {
        var lists: [String: Lists] = [:]
        let silence = engine.configuration.deadlines.acknowledgeDays
        // Those of a unit that the configuration lost, too: what was blocked must be lifted.
        for block in try await engine.journal.blocks(listedOn: day) {
            let wasOpen = block.liftedOn.map { $0 >= day } ?? true
            let again = again(block, on: day, silence)
            guard wasOpen || again != nil else { continue }
            lists[block.samsat, default: Lists()].changes += lines(block, on: day) + (again ?? "")
            guard block.liftedOn == nil else { continue }
            lists[block.samsat, default: Lists()].open += csvLine([
                "\(block.id)", block.blockedOn.iso8601, spaced(block.plate), block.articles, block.reference,
                block.cause.rawValue, block.unitID, block.blockAnswer?.rawValue ?? "",
            ])
        }
        let folder = RawPath(engine.configuration.paths.blocks).appending(day.iso8601)
        // A list that had a line in the course of the day is brought up to date when it has none any more.
        for file in try engine.files.list(folder) {
            let name = String(decoding: file.name, as: UTF8.self)
            guard !name.hasPrefix("."), let samsat = name.split(separator: "-").first else { continue }
            lists[String(samsat), default: Lists()].open += ""
        }
        return lists.sorted { $0.key < $1.key }.flatMap { samsat, lists in
            [
                (folder.appending("\(samsat)-changes.csv"), csvLine(BlockLists.changeColumns) + lists.changes),
                (folder.appending("\(samsat)-open.csv"), csvLine(BlockLists.openColumns) + lists.open),
            ]
        }
    }

    /// A line for the block and one for its lifting, where they fall on the day.
    private func lines(_ block: BlockRecord, on day: LocalDate) -> String {
        (block.blockedOn == day ? line(block, isLift: false) : "")
            + (block.liftedOn == day ? line(block, isLift: true) : "")
    }

    /// The line of an earlier change that is to be told again; nil if none is.
    private func again(_ block: BlockRecord, on day: LocalDate, _ silence: Int) -> String? {
        guard let change = BlockChange(open: block), change.on < day, change.isDue(on: day, after: silence) else {
            return nil
        }
        return line(block, isLift: change.isLift)
    }

    private func line(_ block: BlockRecord, isLift: Bool) -> String {
        csvLine([
            "\(block.id)", isLift ? "unblock" : "block", (isLift ? block.liftedOn : block.blockedOn)?.iso8601 ?? "",
            spaced(block.plate), block.articles, block.reference,
            (isLift ? block.lift?.rawValue : block.cause.rawValue) ?? "", block.unitID,
            (isLift ? block.liftAnswer : block.blockAnswer)?.rawValue ?? "",
        ])
    }

    private func spaced(_ plate: String) -> String { PlateNumber(plate)?.spaced ?? plate }
}
