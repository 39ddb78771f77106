import ArgumentParser
import Daemon
import Domain

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes the reports of every unit for a period, a file a day.")

    @OptionGroup var config: ConfigOption

    @Option(help: "The first day (2026-07-21).")
    var from: LocalDate

    @Option(help: "The last day. (default: the first)")
    var to: LocalDate?

    func validate() throws {
        guard (to ?? from) >= from,
            (to ?? from).dayNumber - from.dayNumber <= 3660
        else { throw ValidationError("--to lies before --from, or more than ten years after it.") }
    }

    func run() async throws {
        try await reportingErrors {
            let engine = try config.engine()
            for number in from.dayNumber...(to ?? from).dayNumber {
                for path in try await engine.writeReports(for: LocalDate(dayNumber: number)) { print(path.display) }
            }
            try await engine.exportLedgerIfAlone()
        }
    }
}

extension LocalDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(iso8601: argument) }
}
