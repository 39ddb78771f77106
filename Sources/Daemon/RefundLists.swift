import Domain
import Journal
import Storage

/// What is to be paid back, as one list a day and unit for the treasurer: `<out>/refunds/<day>/<unit>.csv`. Made from committed rows, so a
/// crash loses none, and they can be made again at any time.
struct RefundLists: Sendable {
    static let columns = ["refund", "date", "case", "ticket", "code", "amount", "cause", "bank_references", "unit"]

    let engine: Engine

    /// Writes the lists of one local day; none for a unit that owes nothing since that day. Returns the files.
    @discardableResult
    func write(_ day: LocalDate) async throws -> [RawPath] {
        try await engine.writeLists("refunds", of: day, files(of: day))
    }

    /// The lists of one local day.
    func files(of day: LocalDate) async throws -> [(path: RawPath, text: String)] {
        let folder = RawPath(engine.configuration.paths.refunds).appending(day.iso8601)
        // Of a unit that the configuration lost, too.
        let refunds = Dictionary(grouping: try await engine.journal.refunds(owedOn: day), by: \.unitID)
        return refunds.sorted { $0.key < $1.key }.map { unit, refunds in
            let lines = refunds.map { refund in
                csvLine([
                    "\(refund.id)", day.iso8601, refund.reference, refund.ticket, refund.code,
                    "\(refund.amountRupiah)", refund.cause.rawValue, refund.bankReferences.joined(separator: " "), unit,
                ])
            }
            return (folder.appending("\(unit).csv"), csvLine(RefundLists.columns) + lines.joined())
        }
    }
}
