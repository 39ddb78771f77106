import ArgumentParser
import Daemon

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks ledger, signatures, hashes; says exactly what doesn't hold.")

    @OptionGroup var config: ConfigOption

    @Flag(help: "Write missing or altered files of the output folders again, then check.")
    var restore = false

    @Flag(help: "Write one JSON object for each finding.")
    var json = false

    @Argument(help: "Letters, tickets or their JSON; without any, everything is checked.", completion: .file())
    var files: [String] = []

    func run() async throws {
        try await reportingErrors {
            let verification = Verification(try config.engine())
            if restore { printError("\(try await verification.restore()) documents written again") }
            let report = files.isEmpty ? try await verification.all() : try await verification.check(files)
            for finding in report.findings {
                if json {
                    try printJSON(finding)
                } else {
                    print("\(finding.part) \(finding.subject): \(finding.message)")
                }
            }
            printError(
                "checked \(report.entries) ledger entries, \(report.pictures) pictures, \(report.documents) documents: "
                    + (report.findings.isEmpty ? "all holds" : "\(report.findings.count) findings"))
            if !report.findings.isEmpty { throw ExitCode.failure }
        }
    }
}
