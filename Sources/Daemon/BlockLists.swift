import Domain
import Journal
import Storage

/// The lists that go to the Samsat offices: `<out>/blocks/<day>/<samsat>-changes.csv` with the day's new blocks and unblocks, and with
/// earlier ones that the Samsat refused or hasn't answered, or that came when the lists of their day were closed; `<samsat>-open.csv` with all
/// blocks that were open at its end, to compare.
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
        let late = try await engine.journal.lateChanges(listedOn: day)
        // Those of a unit that the configuration lost, too: what was blocked must be lifted.
        for block in try await engine.journal.blocks(listedOn: day) {
            let wasOpen = block.liftedOn.map { $0 >= day } ?? true
            let lines = [false, true].filter { isLift in
                (isLift ? block.liftedOn : block.blockedOn) == day || late.contains(.init(block.id, isLift: isLift))
                    || isAgain(block, isLift: isLift, on: day, silence)
            }.map { line(block, isLift: $0) }.joined()
            guard wasOpen || !lines.isEmpty else { continue }
            lists[block.samsat, default: Lists()].changes += lines
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
            guard !name.hasPrefix("."), !name.contains(FileLayer.asideMark),
                let samsat = name.split(separator: "-").first
            else { continue }
            lists[String(samsat), default: Lists()].open += ""
        }
        return lists.sorted { $0.key < $1.key }.flatMap { samsat, lists in
            [
                (folder.appending("\(samsat)-changes.csv"), csvLine(BlockLists.changeColumns) + lists.changes),
                (folder.appending("\(samsat)-open.csv"), csvLine(BlockLists.openColumns) + lists.open),
            ]
        }
    }

    /// Whether an earlier change is to be told again.
    private func isAgain(_ block: BlockRecord, isLift: Bool, on day: LocalDate, _ silence: Int) -> Bool {
        guard let change = BlockChange(open: block), change.isLift == isLift else { return false }
        return change.on < day && change.isDue(on: day, after: silence)
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
