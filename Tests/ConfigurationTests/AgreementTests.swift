import Configuration
import Foundation
import TestSupport
import Testing
import Yams

/// Code, sample and document say the same of every key.
@Test func `the sample holds every key of the code, and no other`() throws {
    let root = try #require(try compose(yaml: try Sample.uncommented()))
    #expect(Sample.keys(of: root, at: "") == Set(Configuration.keys.map(\.path)))
}

@Test func `the sample is right as it stands and with every key uncommented`() throws {
    let folder = try TemporaryFolder()
    for file in ["violations.yaml", "regions.csv", "holidays.csv", "exempt.csv", "watch.csv", "texts.yaml"] {
        try folder.write(try repositoryText("config/\(file)"), to: file)
    }
    let asItStands = try load(try repositoryText("config/etle.yaml"), in: folder).get()
    let uncommented = try load(try Sample.uncommented(), in: folder).get()
    #expect(uncommented == asItStands)
}

@Test func `the sample's values are the defaults of the code`() throws {
    let sample = try Configuration.load(from: "\(repository)/config/etle.yaml").get()
    let standard = Configuration()
    #expect(sample.recognition == standard.recognition && sample.ingest == standard.ingest)
    #expect(sample.matching == standard.matching && sample.deadlines == standard.deadlines)
    #expect(
        sample.payment == standard.payment && sample.post == standard.post && sample.retention == standard.retention)
    #expect(sample.queues == standard.queues && sample.log == standard.log)
    var paths = sample.paths
    (paths.violations, paths.regions, paths.texts) = (nil, nil, nil)
    (paths.holidays, paths.exempt, paths.watch) = (nil, nil, nil)
    #expect(paths == standard.paths)
}

@Test func `the sample says unit and bounds of every number`() throws {
    let sample = try repositoryText("config/etle.yaml")
    for key in Configuration.keys {
        guard let bounds = key.form.firstRange(of: "from ").map({ String(key.form[$0.lowerBound...]) }) else {
            continue
        }
        let name = key.path.split(separator: ".").last ?? ""
        let lines = sample.split(separator: "\n").filter { $0.contains(" \(name): ") }
        #expect(
            lines.contains { $0.contains(bounds) && (key.unit.isEmpty || $0.contains(key.unit)) },
            "\(key.path): \(key.unit), \(bounds)")
    }
}

@Test func `the document has a row for every key, with form, unit and default`() throws {
    let document = try repositoryText("docs/configuration.md")
    let rows = document.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
        row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    var documented: [String: [String]] = [:]
    for row in rows where row.count >= 4 { documented[row[0].replacing("`", with: "")] = row }
    for key in Configuration.keys {
        let form = key.unit.isEmpty ? key.form : "\(key.form), \(key.unit)"
        let standard = key.standard.map { "`\($0)`" } ?? "required"
        guard let row = documented.removeValue(forKey: key.path) else {
            Issue.record("docs/configuration.md lacks: | `\(key.path)` | \(form) | \(standard) |")
            continue
        }
        #expect(Array(row[1...2]) == [form, standard], "\(key.path)")
    }
    #expect(documented.isEmpty, "docs/configuration.md names keys that the code doesn't know")
}

enum Sample {
    /// The sample with every `#key:` line made a key.
    static func uncommented() throws -> String {
        try repositoryText("config/etle.yaml").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let content = line.drop { $0 == " " }
            guard content.hasPrefix("#"), content.dropFirst().first?.isLowercase == true else { return String(line) }
            return String(repeating: " ", count: line.count - content.count) + content.dropFirst()
        }.joined(separator: "\n")
    }

    /// `units[].signatory.nrp`, for all leaves. A list of scalars is a leaf.
    static func keys(of node: Node, at path: String) -> Set<String> {
        switch node {
        case .mapping(let mapping):
            Set(
                mapping.flatMap { key, value in
                    keys(of: value, at: (path.isEmpty ? "" : "\(path).") + (key.string ?? ""))
                })
        case .sequence(let sequence) where sequence.contains { $0.mapping != nil }:
            Set(sequence.flatMap { keys(of: $0, at: "\(path)[]") })
        default: [path]
        }
    }
}
