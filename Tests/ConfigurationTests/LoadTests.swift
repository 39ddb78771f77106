import Configuration
import Domain
import TestSupport
import Testing

@Test func `the least configuration has the defaults and the built-in data`() throws {
    let folder = try TemporaryFolder()
    let configuration = try load(Minimal.text(), in: folder).get()
    #expect(configuration.recognition == Recognition())
    #expect(configuration.deadlines == Deadlines())
    #expect(configuration.paths.incoming == "\(folder.path.display)/spool/incoming")
    #expect(configuration.paths.journalDatabase == "\(folder.path.display)/state/etle.sqlite")
    #expect(configuration.paths.violations == nil)
    #expect(configuration.regionCodes.count == 62)
    #expect(configuration.catalogue.codes.contains("red-light"))
    #expect(configuration.camera("SDR-014")?.timeZone == .jakarta)
    #expect(configuration.unit("metro-jaya")?.ticket == .afterConfirmation)
}

@Test func `a camera keeps the zone of its place where it has one`() throws {
    let camera =
        "  - {id: C1, unit: metro-jaya, place: P, violations: [sign], time_zone: Asia/Makassar, enabled: false}"
    let configuration = try load(Minimal.text(cameras: camera)).get()
    #expect(configuration.cameras.map(\.timeZone) == [.makassar])
    #expect(configuration.cameras.map(\.enabled) == [false])
}

@Test func `no cameras are fine, no units are not`() throws {
    #expect(try mistakes(Minimal.text(cameras: "  []")).isEmpty)
    #expect(try mistakes(Minimal.text(units: "  []", cameras: "  []")).map(\.keyPath) == ["units"])
}

@Test func `an override moves one folder and leaves the others`() throws {
    let folder = try TemporaryFolder()
    let paths = "{out: ../elsewhere/./out, spool: spool, state: state}"
    let configuration = try load(Minimal.text(paths: paths), in: folder).get()
    #expect(configuration.paths.out == PathExample.parent(of: folder.path.display) + "/elsewhere/out")
    #expect(configuration.paths.ledger == "\(folder.path.display)/state/ledger")
}

@Test func `digits without quotes are a text where a text is needed`() throws {
    let unit = Minimal.unit.replacing("nrp: \"1\"", with: "nrp: 0076050123")
    let configuration = try load(Minimal.text(units: unit)).get()
    #expect(configuration.units.map(\.signatory.nrp) == ["0076050123"])
}

@Test func `data files beside the configuration are taken without being named`() throws {
    let folder = try TemporaryFolder()
    try folder.write("code,name,time_zone\nB,\"Jakarta, \"\"DKI\"\"\",Asia/Jakarta\r\n", to: "regions.csv")
    try folder.write("plate,reason,valid_from,valid_until\nb-1-ri,tugas,2026-01-01,\n", to: "exempt.csv")
    try folder.write("notice.title: Surat Konfirmasi\n", to: "texts.yaml")
    let configuration = try load(Minimal.text(), in: folder).get()
    #expect(configuration.regions == [Region(code: "B", name: "Jakarta, \"DKI\"", timeZone: .jakarta)])
    #expect(configuration.exempt.map(\.subject) == [.plate("B1RI")])
    #expect(configuration.exempt.map { $0.holds(on: LocalDate(dayNumber: 0)) } == [false])
    #expect(configuration.texts == ["notice.title": "Surat Konfirmasi"])
}

@Test func `an alias stands for what it names`() throws {
    let cameras = """
          - {id: A, unit: metro-jaya, place: P, violations: &usual [red-light, speed]}
          - {id: B, unit: metro-jaya, place: P, violations: *usual}
        """
    #expect(try load(Minimal.text(cameras: cameras)).get().cameras.map(\.violations.count) == [2, 2])
}

enum PathExample {
    static func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
