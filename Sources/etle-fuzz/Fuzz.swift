import ArgumentParser
import Foundation
import Fuzzing

/// Feeds the entry points for bytes from outside with nonsense; see docs/proof.md.
@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "etle-fuzz", abstract: "Feeds the entry points for bytes from outside with seeded nonsense.")

    @Option(help: "One of manifest, xml, dahua-text, dahua-json, jpeg, png; all one after the other without it.")
    var target: String?
    @Option(help: "How many inputs for each target.") var executions = 10_000_000
    @Option(help: "Seconds after which a target ends in any case.") var seconds = 3600.0
    @Option(help: "Where the randomness starts.") var seed: UInt64 = 1
    @Option(help: "The file that holds the input in work: after a crash, the one that did it.") var last =
        "fuzz-last-input"

    func run() throws {
        let targets = try FuzzTarget.all().filter { target == nil || $0.name == target }
        guard !targets.isEmpty else { throw ValidationError("there is no such target") }
        var isBad = false
        for target in targets {
            let result = FuzzRun(target, seed: seed, lastInput: "\(last)-\(target.name)").run(
                executions: executions, seconds: seconds)
            print(result)
            isBad = isBad || result.slowestSeconds > 2 || result.grownBytes > 200 << 20
        }
        if isBad {
            FileHandle.standardError.write(Data("an input took over 2 s, or memory grew by over 200 MiB\n".utf8))
            throw ExitCode.failure
        }
    }
}
