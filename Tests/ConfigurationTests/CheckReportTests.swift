import Configuration
import Domain
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

@Test func `holidays that will be missed are told in time`() throws {
    let folder = try TemporaryFolder()
    let holidays = try folder.write("date,name,scope\n2026-12-25,Natal,national\n", to: "holidays.csv")
    let path = try folder.write(
        Minimal.text(paths: "{spool: spool, state: state, holidays: holidays.csv}"), to: "etle.yaml")
    let configuration = try Configuration.load(from: path).get()
    func warning(_ month: Int, _ day: Int) throws -> String? {
        configuration.calendarWarning(on: try #require(LocalDate(year: 2026, month: month, day: day)))
    }
    // The longest term is 3 days for the delivery and 21 to the hearing; a month more to enter them.
    #expect(try warning(11, 7) == nil)
    let told = try #require(try warning(11, 8))
    #expect(told.contains("2027") && told.contains(holidays))
    // So is a year that is missing at once.
    #expect(configuration.calendarWarning(on: LocalDate(dayNumber: 0))?.contains("1970") == true)

    let report = CheckReport(of: path, json: false, warnings: { _ in [told] })
    #expect(report.exitCode == 0 && report.messages == "\(path): warning: \(told)" && report.output.contains(": ok ("))
    #expect(CheckReport(of: path, json: true, warnings: { _ in [told] }).output.contains(#""warnings":["no public"#))
}
