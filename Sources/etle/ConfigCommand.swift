import ArgumentParser
import Configuration

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
            let report = CheckReport(of: config.path, json: json)
            print(report.output, terminator: "")
            StandardError.write(report.messages)
            if report.exitCode != 0 { throw ExitCode(report.exitCode) }
        }
    }
}
