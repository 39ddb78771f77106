import Configuration
import TestSupport
import Testing

@Test func `a good configuration is one line and 0`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Minimal.text(), to: "etle.yaml")
    let report = CheckReport(of: path, json: false)
    #expect(report.exitCode == 0 && report.messages.isEmpty)
    #expect(report.output == "\(path): ok (units: 1, cameras: 1, violations: 17, regions: 62)")
    #expect(CheckReport(of: path, json: true).output.contains(#""ok":true"#))
}

@Test func `a bad configuration is a line for each mistake and 78`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Minimal.text(rest: "log: {level: loud, colour: red}"), to: "etle.yaml")
    let report = CheckReport(of: path, json: false)
    #expect(report.exitCode == 78 && report.output.isEmpty)
    #expect(
        report.messages == """
            \(path):2: log.colour: there is no such key (known here: level, format)
            \(path):2: log.level: "loud" is not known here (known here: trace, debug, info, notice, warning, error, critical)
            """)
    let json = CheckReport(of: path, json: true)
    #expect(json.messages.isEmpty && json.output.split(separator: "\n").count == 2)
}
