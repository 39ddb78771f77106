import Domain
import Testing

private func match(_ template: String, _ path: String) throws -> NameTemplate.Match? {
    try NameTemplate(template).match(path, zone: .makassar)
}

@Test func `a template reads time, zone and fields`() throws {
    let found = try match(
        "{*}_{camera}_{time:yyyyMMddHHmmssSSS}_{event}.jpg", "192.0.2.1_01_20260721083015250_LINE_X-1.jpg")
    // An event holds no underline, so the name doesn't fit; without it it does.
    #expect(found == nil)
    let fitting = try #require(
        try match("{*}_{camera}_{time:yyyyMMddHHmmssSSS}_{event}.jpg", "192.0.2.1_01_20260721083015250_X-1.jpeg"))
    #expect(fitting.capturedAt == Timestamp(rfc3339: "2026-07-21T08:30:15.250+08:00"))
    #expect(fitting.fields == [.camera: "01", .event: "X-1"])
    let zoned = try match("{time:yyyy-MM-dd HH.mm.ss}{zone}.jpg", "2026-07-21 08.30.15+0700.JPG")
    #expect(zoned?.capturedAt == Timestamp(rfc3339: "2026-07-21T08:30:15+07:00"))
    #expect(try match("{epoch}.jpg", "1784597415.jpg")?.capturedAt == Timestamp(rfc3339: "2026-07-21T01:30:15Z"))
}

@Test func `what has no such time, or lies elsewhere, doesn't follow`() throws {
    for path in [
        "20261321083015.jpg", "20260721243015.jpg", "x20260721083015.jpg", "a/20260721083015.jpg", "",
        "20260721083015.jpg.part",
    ] {
        #expect(try match("{time:yyyyMMddHHmmss}.jpg", path) == nil, "\(path)")
    }
}

@Test(arguments: [
    "", "{plate}.jpg", "{time:yyyyMMdd}.jpg", "{time:yyyyMMddHHmmss", "}{epoch}", "{nothing}{epoch}",
    "{time:yyyyMMddHHmmss}{time:HH}", "{lane}{lane}{epoch}", "{time:yyMMddHHmmss}",
])
func `no template`(text: String) {
    #expect(throws: NameTemplate.Fault.self) { try NameTemplate(text) }
}

@Test func `a path made to mislead the search ends soon`() throws {
    let template = String(repeating: "{*}a", count: 40) + "{epoch}.jpg"
    let path = String(repeating: "a", count: 250)
    #expect(try match(template, path) == nil)
}

@Test func `hours of the odd-even rule`() throws {
    let hours = try #require(OddEvenHours("mon-fri 06:00-10:00"))
    func at(_ text: String) throws -> LocalDateTime {
        LocalDateTime(try #require(Timestamp(rfc3339: text)), in: .jakarta)
    }
    #expect(hours.contain(try at("2026-07-21T06:00:00+07:00")))
    #expect(hours.contain(try at("2026-07-21T09:59:59+07:00")))
    #expect(!hours.contain(try at("2026-07-21T10:00:00+07:00")))
    #expect(!hours.contain(try at("2026-07-25T09:00:00+07:00")))
    for text in ["mon 06:00", "mon-fri 10:00-06:00", "fri-mon 06:00-10:00", "mon 6:00-10:00", "mon 06:00-25:00", ""] {
        #expect(OddEvenHours(text) == nil, "\(text)")
    }
}

@Test func `the average over a section is cut in the driver's favour`() {
    let section = SpeedSection(from: "a", to: "b", metres: 4200, limitKmh: 60)
    let start = Timestamp(milliseconds: 0)
    #expect(section.averageKmh(entered: start, left: start.adding(seconds: 179), clockError: 1) == 84)
    #expect(section.averageKmh(entered: start, left: start.adding(seconds: 180), clockError: 1) == 83.5)
    #expect(section.averageKmh(entered: start, left: start, clockError: 1) == nil)
}
