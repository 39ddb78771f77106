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

    @Option(
        help: ArgumentHelp(
            "The public key that --proof is signed with; without --proof, the one that the ledger's first entry must be signed with: a copy that you keep elsewhere.",
            valueName: "file"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "A published list of daily roots (roots.csv) that you keep elsewhere: the ledger must have each of them.",
            valueName: "file"))
    var roots: String?

    @Flag(help: "Write missing or altered documents and files of the ledger again, then check.")
    var restore = false

    @Flag(help: "Verify each entry's signature, not only one in 64 and all that no second copy confirms; slower.")
    var everySignature = false

    @Flag(help: "Check the chain, its files, keys and roots alone: no events, documents, cases or pictures.")
    var ledgerOnly = false

    @Flag(help: "Write one JSON object for each finding.")
    var json = false

    @Argument(help: "Letters, tickets or their JSON; without any, everything is checked.", completion: .file())
    var files: [String] = []

    func validate() throws {
        guard proof == nil || key != nil else { throw ValidationError("Give --key with --proof.") }
        guard proof == nil || !files.isEmpty else {
            throw ValidationError("Name the files that --proof is to vouch for.")
        }
        guard files.isEmpty || proof != nil || (key == nil && roots == nil && !ledgerOnly && !everySignature) else {
            throw ValidationError(
                "--key, --roots, --ledger-only and --every-signature check everything: name no files.")
        }
    }

    func run() async throws {
        try await reportingErrors {
            if let proof, let key {
                try checkProof(proof, key)
                return
            }
            let configuration = try config.load()
            if restore { try StateGuard.checkOwner(configuration.paths) }
            let verification = Verification(try StoredState(reading: configuration), try options())
            if restore { try await restoreFiles(verification) }
            let report = files.isEmpty ? try await verification.all() : try await verification.check(files)
            for finding in report.findings {
                if json {
                    try printJSON(finding)
                } else {
                    print("\(finding.part) \(finding.subject): \(finding.message)")
                }
            }
            for note in report.notes { printError("note: \(note.part) \(note.subject): \(note.message)") }
            printError(
                "checked \(report.entries) ledger entries, \(report.pictures) pictures, \(report.documents) documents: "
                    + (report.findings.isEmpty ? "all holds" : "\(report.findings.count) findings"))
            if report.findings.isEmpty { return }
            printError("what each means and what to do: \"When something is wrong\" in docs/operations.md")
            throw ExitCode.failure
        }
    }

    private func options() throws -> Verification.Options {
        Verification.Options(
            everySignature: everySignature, ledgerOnly: ledgerOnly, roots: roots.map { RawPath($0) },
            firstKey: try key.map { String(decoding: try FileLayer().read(RawPath($0), limit: 4096), as: UTF8.self) })
    }

    private func restoreFiles(_ verification: Verification) async throws {
        let (written, left) = try await verification.restore()
        printError("\(written) documents written again")
        for name in left {
            printError("\(name) is left as it is: what it would be written from doesn't hold, see below")
        }
        let (mended, problem) = try await verification.restoreLedger()
        for file in mended { printError("\(file) put right from the journal; what else lay there is kept beside it") }
        if let problem { printError("the ledger's files are left as they are: \(problem)") }
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
