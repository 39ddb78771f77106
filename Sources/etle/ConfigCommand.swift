import ArgumentParser
import Configuration
import Daemon
import Domain
import Ingest
import Issuance

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Looks after the configuration.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says all mistakes of the configuration at once; exits 78 if there is any.")

        @OptionGroup var config: ConfigOption

        @Flag(help: "Write one JSON object a line to standard output.")
        var json = false

        func run() throws {
            let today = LocalTimeZone.jakarta.date(of: Clock.system.now())
            let report = CheckReport(
                of: config.path, json: json,
                warnings: { configuration in [configuration.calendarWarning(on: today)].compactMap { $0 } },
                further: textMistakes)
            if !report.output.isEmpty { print(report.output) }
            if !report.messages.isEmpty { printError(report.messages) }
            if report.exitCode != 0 { throw ExitCode(report.exitCode) }
        }
    }
}

/// Texts that are missing, unknown or hold a wrong placeholder: only the documents know which they need.
private func textMistakes(_ configuration: Configuration) -> [Mistake] {
    do {
        _ = try DocumentTexts(configuration.texts)
        return []
    } catch {
        return error.problems.map { problem in
            Mistake(
                code: .wrongForm, file: configuration.paths.texts ?? "texts.yaml", line: nil, keyPath: "",
                message: problem, remedy: "compare it with the texts.yaml that comes with the program")
        }
    }
}
