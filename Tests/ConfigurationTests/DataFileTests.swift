import Configuration
import Domain
import TestSupport
import Testing

@Test func `every violation of the catalogue holds before and after 2 January 2026`() throws {
    let configuration = try Configuration.load(from: "\(repository)/config/etle.yaml").get()
    let days = try ["2009-06-22", "2026-01-01", "2026-01-02", "2040-01-01"].map { try #require(LocalDate(iso8601: $0)) }
    for code in configuration.catalogue.codes {
        for day in days { #expect(configuration.catalogue.rule(for: code, on: day) != nil, "\(code) \(day.iso8601)") }
        #expect(configuration.catalogue.rule(for: code, on: days[0].adding(days: -1)) == nil)
        #expect(configuration.violationRules.count { $0.code == code } == 2)
    }
    let domain: Set = [
        "red-light", "marking", "sign", "odd-even", "wrong-way", "speed", "stopping", "seat-belt", "phone", "helmet",
        "helmet-passenger", "passengers", "plate", "stnk", "lights-night", "lights-day", "overload",
    ]
    #expect(configuration.catalogue.codes == domain)
    #expect(configuration.catalogue.rule(for: "phone", on: days[3])?.fineRupiah == 750_000)
    #expect(configuration.catalogue.rule(for: "phone", on: days[3])?.points == 5)
    #expect(configuration.catalogue.rule(for: "lights-day", on: days[3])?.fineRupiah == 100_000)
}

@Test func `the regions lie in their zones`() throws {
    let configuration = try Configuration.load(from: "\(repository)/config/etle.yaml").get()
    let zones = Dictionary(uniqueKeysWithValues: configuration.regions.map { ($0.code, $0.timeZone) })
    #expect(Set(zones.keys) == RegionCodes.standard)
    #expect(zones["B"] == .jakarta)
    #expect(zones["KB"] == .pontianak)
    #expect(zones["DK"] == .makassar)
    #expect(zones["DS"] == .jayapura)
}

@Test func `the data built in is the data in config`() throws {
    let sample = try Configuration.load(from: "\(repository)/config/etle.yaml").get()
    let least = try load(Minimal.text()).get()
    #expect(least.violationRules == sample.violationRules)
    #expect(least.regions == sample.regions)
    #expect(least.holidays == sample.holidays && least.holidayCalendar.covers(year: 2026))
    #expect(least.texts == sample.texts && !least.texts.isEmpty)
}

@Test func `mistakes in data files name file and line`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
        "code,name,time_zone\nb,x,Asia/Jakarta\nB,x,Asia/Jakarta\nB,y,Asia/Jakarta\nD,z,Mars\nE,w\n", to: "regions.csv")
    try folder.write(
        "plate,reason,valid_from,valid_until,kind\n,r,,,special\n,r,,,tank\nB 1 A,r,,,bus\n", to: "watch.csv")
    try folder.write(
        """
        plate,reason,valid_from,valid_until
        B 0123 X,r,,
        B 123 X,,,
        B 123 X,r,2026-02-30,
        B 123 X,r,2026-03-01,2026-02-01
        "B 123 X",r,,
        """, to: "exempt.csv")
    try folder.write(
        """
        violations:
          - {code: red-light, title: T, article: A, fine_rupiah: 1, valid_from: 2020-01-01}
          - {code: red-light, title: T, article: A, fine_rupiah: 2, valid_from: 2020-01-01}
          - {code: speed, title: T, article: A, fine_rupiah: -1, valid_from: 2020-01-01, valid_until: 2019-01-01}
          - {code: sign, title: T, fine: 1, valid_from: soon}
        """, to: "violations.yaml")
    let found = try mistakes(Minimal.text(cameras: "  []"), in: folder)
    let short = found.map {
        "\($0.file.split(separator: "/").last ?? "")/\($0.line ?? 0) \($0.keyPath) \($0.code.rawValue)"
    }
    #expect(
        short == [
            "violations.yaml/3 violations[1] duplicate-id",
            "violations.yaml/4 violations[2].fine_rupiah out-of-bounds",
            "violations.yaml/4 violations[2].valid_until contradiction",
            "violations.yaml/5 violations[3].fine unknown-key",
            "violations.yaml/5 violations[3].article missing-key",
            "violations.yaml/5 violations[3].fine_rupiah missing-key",
            "violations.yaml/5 violations[3].valid_from wrong-form",
            "regions.csv/2 code wrong-form", "regions.csv/4 code duplicate-id",
            "regions.csv/5 time_zone unknown-time-zone",
            "regions.csv/6  syntax",
            "exempt.csv/2 plate wrong-form", "exempt.csv/3 reason missing-key", "exempt.csv/4 valid_from wrong-form",
            "exempt.csv/5 valid_until contradiction",
            "watch.csv/3 kind unknown-choice", "watch.csv/4 plate contradiction",
        ])
    for mistake in found { #expect(!"\(mistake)".contains("123 X"), "a plate in a message") }
}

@Test func `mistakes in the holidays name their line, and a scope is a word or a unit`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
        """
        date,name,scope
        2026-08-17,Kemerdekaan,national
        2026-02-30,x,national
        2026-08-18,,national
        2026-08-19,HUT,metro-jaja
        2026-06-22,HUT Jakarta,metro-jaya
        2026-08-17,Kemerdekaan,national
        """, to: "holidays.csv")
    let found = try mistakes(Minimal.text(), in: folder).map { "\($0.line ?? 0) \($0.keyPath) \($0.code.rawValue)" }
    #expect(found == ["3 date wrong-form", "4 name missing-key", "5 scope unknown-choice", "7 date duplicate-id"])
}

@Test func `a quote without end is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("code,name,time_zone\nB,\"x,Asia/Jakarta\n", to: "regions.csv")
    #expect(try mistakes(Minimal.text(), in: folder).map(\.code) == [.syntax])
    try folder.write("code,name\n", to: "regions.csv")
    #expect(try mistakes(Minimal.text(), in: folder).map(\.line) == [1])
}
