import ArgumentParser
import Daemon
import Storage

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks ledger, signatures, hashes; says exactly what doesn't hold.")

    @OptionGroup var config: ConfigOption

    @Option(
        help: ArgumentHelp(
            "Check the files against this proof and --key alone, without a configuration.", valueName: "file"),
        completion: .file(extensions: ["proof"]))
    var proof: String?

    @Option(help: ArgumentHelp("The public key that --proof is signed with.", valueName: "file"))
    var key: String?

    @Flag(help: "Write missing or altered files of the output folders again, then check.")
    var restore = false

    @Flag(help: "Verify each entry's signature, not only one in 64 and all that no second copy confirms; slower.")
    var everySignature = false

    @Flag(help: "Write one JSON object for each finding.")
    var json = false

    @Argument(help: "Letters, tickets or their JSON; without any, everything is checked.", completion: .file())
    var files: [String] = []

    func validate() throws {
        guard (proof == nil) == (key == nil) else { throw ValidationError("Give --proof and --key together.") }
    }

    func run() async throws {
        try await reportingErrors {
            if let proof, let key {
                try checkProof(proof, key)
                return
            }
            let verification = Verification(try config.engine(), everySignature: everySignature)
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

    /// Needs nothing but the named files.
    private func checkProof(_ proof: String, _ key: String) throws {
        let layer = FileLayer()
        let text = String(decoding: try layer.read(RawPath(key), limit: 4096), as: UTF8.self)
        let proof = try DocumentProof(bytes: layer.read(RawPath(proof), limit: 1 << 20))
        var problems = proof.problems(publicKey: text).map { "proof: \($0)" }
        for file in files {
            let bytes = try layer.read(RawPath(file), limit: 64 << 20)
            if let problem = proof.problem(ofFile: bytes) { problems.append("\(file): \(problem)") }
        }
        for problem in problems { print(problem) }
        printError(
            "checked \(files.count) files against entry \(proof.entry.sequence) of \(proof.entry.at.rfc3339): "
                + (problems.isEmpty ? "all holds" : "\(problems.count) findings"))
        if !problems.isEmpty { throw ExitCode.failure }
    }
}
