import Domain
import Issuance
import Journal

extension Verification {
    /// Letters' and tickets' running numbers: each once, none left out, and counted as far as they go.
    func checkNumbers(_ report: inout Report) async throws {
        let (series, documents) = try await state.journal.numbers()
        var used: [String: Set<Int64>] = [:]
        for document in documents {
            let name: String
            let number: Int
            if document.kind == DocumentRecord.Kind.notice.rawValue, let letter = LetterNumber(document.number) {
                (name, number) = (letterCounter(unit: document.unit, year: letter.year), letter.running)
            } else if let ticket = TicketNumber(document.number) {
                (name, number) = (ticketCounter(unit: document.unit, year: ticket.year), ticket.running)
            } else {
                report.add("numbers", document.number, "it is no number of a letter or ticket")
                continue
            }
            if !used[name, default: []].insert(Int64(number)).inserted {
                report.add("numbers", document.number, "two documents have this number")
            }
        }
        for series in series {
            switch series {
            case .failure(let fault): report.add(fault)
            case .success(let series):
                let given = used.removeValue(forKey: series.name) ?? []
                guard series.name.hasPrefix("letter/") || series.name.hasPrefix("ticket/") else { continue }
                if let problem = Verification.problem(of: series, given) {
                    report.add("numbers", series.name, problem)
                }
            }
        }
        for name in used.keys.sorted() { report.add("numbers", name, "its numbers are given and not counted") }
        for name in try await state.journal.strayFreeNumbers() {
            report.add("numbers", name, "numbers of it are free to be given, and none was ever given")
        }
    }

    private static func problem(of series: NumberSeries, _ given: Set<Int64>) -> String? {
        let free = Set(series.free)
        let range = 1...max(1, series.counted)
        guard free.isDisjoint(with: given) else { return "a number is free to be given again, and a document has it" }
        guard free.union(given).allSatisfy(range.contains), Int64(free.count + given.count) == max(0, series.counted)
        else {
            return
                "it was counted to \(series.counted), and \(given.count) documents and \(free.count) free numbers don't make that up"
        }
        return nil
    }
}
