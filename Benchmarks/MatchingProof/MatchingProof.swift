import ArgumentParser
import Foundation
import OwnerProof

/// Proves on a made-up region that letters reach the right person: `make prove`.
@main
struct MatchingProof: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs made-up captures with every kind of trap through register and rules.",
        discussion: "Ends with 1 if a letter reached a wrong person, or less than 90 % of the readable were decided.")

    @Option(help: "How many vehicles the region has, up to 1,700,000.") var vehicles = 1_000_000
    @Option(help: "How many captures.") var events = 50_000
    @Option(help: "Seed of the made-up data.") var seed: UInt64 = 1
    @Option(help: "How the reader errs, as measure-reader prints it. (default: as measured last)") var reader: String?
    @Flag(help: "Write the report as JSON.") var json = false

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "etle-proof-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let errors = try reader.map { ReaderErrors(csv: try String(contentsOfFile: $0, encoding: .utf8)) }
        let run = ProofRun(
            region: ProofRegion(seed: seed, vehicles: vehicles), events: events, errors: errors ?? .measured)
        let report = try run.run(in: folder) { FileHandle.standardError.write(Data(($0 + "\n").utf8)) }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(report)
        }
        if report.wrong > 0 || report.decidedShare < 0.9 { throw ExitCode.failure }
    }
}
