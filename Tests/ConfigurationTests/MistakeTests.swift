import Configuration
import TestSupport
import Testing

struct Wrong: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let code: Mistake.Code
    let line: Int?
    let keyPath: String
    /// Must be part of message or remedy.
    let says: String

    init(_ name: String, _ text: String, _ code: Mistake.Code, line: Int?, _ keyPath: String, says: String = "") {
        testDescription = name
        self.text = text
        self.code = code
        self.line = line
        self.keyPath = keyPath
        self.says = says
    }

    static let settings: [Wrong] = [
        .init(
            "unknown key", Minimal.text(rest: "ingest: {setle_seconds: 3}"), .unknownKey, line: 2,
            "ingest.setle_seconds", says: "settle_seconds"),
        .init("unknown section", Minimal.text(rest: "ingst: {}"), .unknownKey, line: 2, "ingst", says: "\"ingest\""),
        .init("merge key", Minimal.text(rest: "log:\n  <<: {}"), .unknownKey, line: 3, "log.<<", says: "level, format"),
        .init(
            "too small", Minimal.text(rest: "recognition:\n  minimum_confidence: 0.49"), .outOfBounds, line: 3,
            "recognition.minimum_confidence", says: "from 0.5 to 1"),
        .init("too large", Minimal.text(rest: "ingest: {max_frames: 65}"), .outOfBounds, line: 2, "ingest.max_frames"),
        .init("quoted", Minimal.text(rest: "ingest: {max_frames: \"6\"}"), .wrongType, line: 2, "ingest.max_frames"),
        .init("broken", Minimal.text(rest: "ingest: {max_frames: 2.5}"), .wrongType, line: 2, "ingest.max_frames"),
        .init("no number", Minimal.text(rest: "ingest: {max_frames: .nan}"), .wrongType, line: 2, "ingest.max_frames"),
        .init(
            "huge", Minimal.text(rest: "ingest: {max_frames: 99999999999999999999}"), .wrongType, line: 2,
            "ingest.max_frames"),
        .init("list", Minimal.text(rest: "log: [level]"), .wrongType, line: 2, "log", says: "not a list"),
        .init(
            "workers", Minimal.text(rest: "recognition: {workers: 0}"), .outOfBounds, line: 2, "recognition.workers",
            says: "auto"),
        .init("level", Minimal.text(rest: "log: {level: inf}"), .unknownChoice, line: 2, "log.level", says: "\"info\""),
        .init("prefix", Minimal.text(rest: "payment: {prefix: 12a}"), .wrongForm, line: 2, "payment.prefix"),
        .init(
            "repeated key", Minimal.text(rest: "log:\n  level: info\n  \"level\": debug"), .duplicateKey, line: 3,
            "log.level"),
        .init(
            "late letter", Minimal.text(rest: "deadlines: {letter_days: 20}"), .contradiction, line: 2,
            "deadlines.answer_days"),
        .init("no YAML", Minimal.text(rest: "log: {level: info"), .syntax, line: 3, ""),
        .init("two documents", Minimal.text() + "---\na: 1\n", .syntax, line: 8, ""),
        .init("empty", "# nothing\n", .syntax, line: 1, ""),
        .init("no cameras", "units:\n\(Minimal.unit)\n", .missingKey, line: 1, "cameras"),
    ]

    static let entries: [Wrong] = [
        .init(
            "two units",
            Minimal.text(
                units: Minimal.unit + "\n"
                    + Minimal.unit.replacing("YAN.1.2", with: "YAN.1.2, letter_suffix: SATLANTAS")), .duplicateID,
            line: 6, "units[1].id",
            says: "line 4"),
        .init(
            "two units in ticket numbers",
            Minimal.text(
                units: Minimal.unit + "\n" + Minimal.unit.replacing("metro-jaya", with: "METRO_JAYA, letter_suffix: X")),
            .duplicateID, line: 6, "units[1].id", says: "line 4"),
        .init(
            "two units with one run of letter numbers",
            Minimal.text(units: Minimal.unit + "\n" + Minimal.unit.replacing("metro-jaya", with: "bekasi")),
            .duplicateID, line: 6, "units[1].letter_code", says: "line 4"),
        .init(
            "a suffix that is taken",
            Minimal.text(
                units: Minimal.unit + "\n"
                    + Minimal.unit.replacing("metro-jaya", with: "bekasi, letter_suffix: Ditlantas")), .duplicateID,
            line: 6, "units[1].letter_suffix", says: "line 4"),
        .init(
            "a code in two parts", Minimal.text(units: Minimal.unit.replacing("YAN.1.2", with: "YAN/1")), .wrongForm,
            line: 4, "units[0].letter_code"),
        .init(
            "two cameras", Minimal.text(cameras: Minimal.camera + "\n" + Minimal.camera), .duplicateID, line: 8,
            "cameras[1].id", says: "line 7"),
        .init(
            "unknown unit", Minimal.text(cameras: Minimal.camera.replacing("metro-jaya", with: "metro")), .unknownUnit,
            line: 7, "cameras[0].unit"),
        .init(
            "unknown code", Minimal.text(cameras: Minimal.camera.replacing("speed]", with: "sped]")), .unknownViolation,
            line: 7, "cameras[0].violations[1]", says: "\"speed\""),
        .init(
            "code twice", Minimal.text(cameras: Minimal.camera.replacing("red-light, ", with: "speed, ")), .duplicateID,
            line: 7, "cameras[0].violations[1]"),
        .init(
            "no codes", Minimal.text(cameras: Minimal.camera.replacing("red-light, speed", with: "")), .missingKey,
            line: 7, "cameras[0].violations"),
        .init(
            "zone", Minimal.text(units: Minimal.unit.replacing("Asia/Jakarta", with: "Asia/Jakatra")), .unknownTimeZone,
            line: 4, "units[0].time_zone", says: "Asia/Jakarta"),
        .init(
            "foreign zone", Minimal.text(units: Minimal.unit.replacing("Asia/Jakarta", with: "Europe/Berlin")),
            .unknownTimeZone, line: 4, "units[0].time_zone", says: "Asia/Jayapura"),
        .init(
            "no NRP", Minimal.text(units: Minimal.unit.replacing(", nrp: \"1\"", with: "")), .missingKey, line: 5,
            "units[0].signatory.nrp"),
        .init(
            "null name", Minimal.text(units: Minimal.unit.replacing("DITLANTAS", with: "~")), .missingKey, line: 4,
            "units[0].name"),
        .init(
            "blank place", Minimal.text(cameras: Minimal.camera.replacing("Jl. A", with: "\"  \"")), .wrongForm,
            line: 7, "cameras[0].place"),
    ]

    static let paths: [Wrong] = [
        .init(
            "spool in state", Minimal.text(paths: "{spool: state/spool, state: state}"), .overlappingPaths, line: 1,
            "paths.spool", says: "inside state"),
        .init(
            "one folder", Minimal.text(paths: "{spool: a, state: ./b/../a}"), .overlappingPaths, line: 1, "paths.spool"),
        .init(
            "out in incoming", Minimal.text(paths: "{spool: a, state: b, out: a/incoming/out}"), .overlappingPaths,
            line: 1, "paths.out", says: "inside incoming"),
        .init(
            "inbox in state", Minimal.text(paths: "{spool: a, state: b, answers: b/answers}"), .overlappingPaths,
            line: 1, "paths.answers"),
        .init(
            "missing file", Minimal.text(paths: "{spool: a, state: b, watch: none.csv}"), .missingFile, line: 1,
            "paths.watch", says: "none.csv"),
        .init(
            "a folder as file", Minimal.text(paths: "{spool: a, state: b, exempt: /}"), .unreadableFile, line: 1,
            "paths.exempt"),
        .init("empty path", Minimal.text(paths: "{spool: \"\", state: b}"), .wrongForm, line: 1, "paths.spool"),
    ]
}

@Test(arguments: Wrong.settings + Wrong.entries + Wrong.paths)
func `one mistake is told once, with its place`(wrong: Wrong) throws {
    let found = try mistakes(wrong.text)
    #expect(found.count == 1, "\(found)")
    let mistake = try #require(found.first)
    #expect(mistake.code == wrong.code)
    #expect(mistake.line == wrong.line, "\(mistake)")
    #expect(mistake.keyPath == wrong.keyPath)
    #expect(wrong.says.isEmpty || "\(mistake)".contains(wrong.says), "\(mistake)")
    #expect(!mistake.remedy.isEmpty)
}

@Test(arguments: ["../x", "", ".hidden", "a/b", "a b", "ä", String(repeating: "a", count: 65), "a\\n"])
func `an id that is no safe folder name is refused`(id: String) throws {
    let camera = "  - {id: \"\(id)\", unit: metro-jaya, place: P, violations: [speed]}"
    #expect(try mistakes(Minimal.text(cameras: camera)).map(\.code) == [.wrongForm])
}

@Test(arguments: [
    "http://a.id", "https://", "https://localhost", "https://user:pw@a.id", "https://a.id/?q=1", "https://a.id/#x",
    "https://ä.id", "ftp://a.id", "konfirmasi.example.id", "https://a b.id", "javascript:alert(1)",
])
func `only plain https addresses are given to citizens`(address: String) throws {
    let unit = Minimal.unit.replacing("https://konfirmasi.example.id", with: address)
    #expect(try mistakes(Minimal.text(units: unit)).map(\.code) == [.badURL])
}

@Test func `a folder whose name begins like another's doesn't lie in it`() throws {
    #expect(try mistakes(Minimal.text(paths: "{spool: a, state: ab, out: a/incoming-out}")).isEmpty)
}

@Test func `all mistakes are told at once, by line`() throws {
    let text = Minimal.text(
        paths: "{spool: a, state: a, whatever: 1}", rest: "ingest:\n  max_frames: 0\n  max_frames: 0\nlog: 3",
        units: Minimal.unit.replacing("https:", with: "http:"),
        cameras: Minimal.camera.replacing("speed", with: "sped") + "\n" + Minimal.camera)
    let found = try mistakes(text)
    #expect(
        found.map(\.code) == [
            .unknownKey, .overlappingPaths, .duplicateKey, .outOfBounds, .wrongType, .badURL, .unknownViolation,
            .duplicateID,
        ])
    #expect(found.compactMap(\.line) == found.compactMap(\.line).sorted())
}

@Test func `a missing configuration is a mistake too`() throws {
    let folder = try TemporaryFolder()
    guard case .failure(let mistakes) = Configuration.load(from: "\(folder.path.display)/none.yaml") else {
        Issue.record("loaded nothing")
        return
    }
    #expect(mistakes.all.map(\.code) == [.missingFile])
}

@Test func `a file that is too large or not UTF-8 isn't parsed`() throws {
    #expect(try mistakes(String(repeating: "# padding\n", count: 500_000)).map(\.code) == [.fileTooLarge])
    let folder = try TemporaryFolder()
    try folder.write("plate,reason,valid_from,valid_until\n", bytes: [0x42, 0xFF], to: "watch.csv")
    #expect(try mistakes(Minimal.text(), in: folder).map(\.line) == [2])
}

@Test(.timeLimit(.minutes(20))) func `aliases that grow without end cost nothing`() throws {
    var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in 1...40 {
        lines.append("a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]")
    }
    #expect(try mistakes(lines.joined(separator: "\n")).count == 43)
    let deep = String(repeating: "[", count: 100_000)
    #expect(try mistakes(deep).map(\.code) == [.syntax])
}

@Test func `neighbours swapped and letters missing are near, other words are not`() throws {
    let text = { (key: String) in Minimal.text(rest: "matching: {\(key): 1}") }
    #expect(try mistakes(text("repeat_minuets")).first?.remedy == "did you mean \"repeat_minutes\"?")
    #expect(try mistakes(text("speed")).first?.remedy.hasPrefix("known here: ") == true)
}

@Test func `templates, examples, codes and sections of cameras are checked`() throws {
    let base = "unit: metro-jaya, place: Jl. A, violations: [speed]"
    let cameras = """
          - {id: A, \(base), format: names}
          - {id: B, \(base), format: names, template: "{plate}.jpg"}
          - {id: C, \(base), format: names, template: "{time:yyyyMMddHHmmss}_{plate}.jpg", examples: ["20260721083015_B1A.jpg", "x.jpg"]}
          - {id: D, \(base), format: dahua, template: "x", codes: ["1=sped", "2"], clock: utc}
          - {id: E, \(base), format: hikvision-xml, clock: utc, default_violations: [spede]}
          - {id: F, \(base), format: section}
          - {id: G, \(base), format: section, section: {from: A, to: A, metres: 4200, limit_kmh: 60}}
          - {id: H, \(base), section: {from: A, to: B, metres: 4200, limit_kmh: 60}}
          - {id: I, \(base), format: section, section: {from: A, to: Z, metres: 1, limit_kmh: 60}}
          - {id: J, \(base), odd_even: ["monday 6-10"]}
        """
    let found = try mistakes(Minimal.text(cameras: cameras)).map { "\($0.keyPath) \($0.code.rawValue)" }.sorted()
    #expect(
        found == [
            "cameras[0] missing-key",
            "cameras[1].template wrong-form",
            "cameras[2].examples[1] wrong-form",
            "cameras[3].codes[0] unknown-violation",
            "cameras[3].codes[1] wrong-form",
            "cameras[3].template contradiction",
            "cameras[4].clock contradiction",
            "cameras[4].default_violations[0] unknown-violation",
            "cameras[5] missing-key",
            "cameras[6].section.to contradiction",
            "cameras[7].section contradiction",
            "cameras[8].section.metres out-of-bounds",
            "cameras[8].section.to unknown-unit",
            "cameras[9].odd_even[0] wrong-form",
        ])
}
