import ArgumentParser
import Daemon
import Domain
import Foundation

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows stages, counts, ages, last errors and disk space.")

    @OptionGroup var config: ConfigOption

    @Flag(help: "Write one JSON object.")
    var json = false

    func run() async throws {
        try await reportingErrors {
            let status = try await config.engine(isReading: true).status()
            if json { try printJSON(status) } else { print(status) }
        }
    }
}
