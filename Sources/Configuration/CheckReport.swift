import FoundationEssentials

/// What `etle config check` says.
public struct CheckReport: Sendable {
    /// Lines for standard output, without the last line feed; may be empty.
    public let output: String
    /// Lines for standard error, without the last line feed; may be empty.
    public let messages: String
    /// 0, or 78 (`EX_CONFIG`) if there is any mistake.
    public let exitCode: Int32

    /// - Parameters:
    ///   - path: The configuration's file.
    ///   - json: Whether to write one JSON object a line, one for each mistake (``Mistake``) or one for all that is well.
    ///   - warnings: What is no mistake, but must be known; on standard error, or in the line that says that all is well.
    ///   - further: Checks that only other modules can do, of a configuration that is right so far.
    public init(
        of path: String, json: Bool, warnings: (Configuration) -> [String] = { _ in [] },
        further: (Configuration) -> [Mistake] = { _ in [] }
    ) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func line(_ value: some Encodable) -> String {
            (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        let loaded = Configuration.load(from: path).flatMap { configuration in
            let mistakes = further(configuration)
            return mistakes.isEmpty ? .success(configuration) : .failure(Mistakes(mistakes))
        }
        switch loaded {
        case .success(let configuration):
            let summary = Summary(configuration, file: path, warnings: warnings(configuration))
            output = json ? line(summary) : "\(summary)"
            messages = json ? "" : summary.warnings.map { "\(path): warning: \($0)" }.joined(separator: "\n")
            exitCode = 0
        case .failure(let mistakes):
            output = json ? mistakes.all.map(line).joined(separator: "\n") : ""
            messages = json ? "" : mistakes.description
            exitCode = 78
        }
    }

    private struct Summary: Encodable, CustomStringConvertible {
        let file: String
        let units: Int
        let cameras: Int
        let violations: Int
        let regions: Int
        let ok = true
        let warnings: [String]

        init(_ configuration: Configuration, file: String, warnings: [String]) {
            self.file = file
            self.warnings = warnings
            units = configuration.units.count
            cameras = configuration.cameras.count
            violations = configuration.catalogue.codes.count
            regions = configuration.regions.count
        }

        var description: String {
            "\(file): ok (units: \(units), cameras: \(cameras), violations: \(violations), regions: \(regions))"
        }
    }
}
