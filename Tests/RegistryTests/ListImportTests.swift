import Domain
import Foundation
import Registry
import Testing

private let header = "list,plate,kind,reason,valid_from,valid_until\n"

extension RegisterFixture {
    fileprivate func take(_ rows: [String]) throws -> RegistryReport {
        try registry.take(
            write(header + rows.map { $0 + "\n" }.joined()), options: .init(asOf: day("2026-07-01")), now: Self.now)
    }

    fileprivate func reasons(_ list: RegisterList, _ plate: String?, _ kind: VehicleKind?, _ on: String) throws
        -> [String]
    {
        try registry.listed(list, plate: plate, kind: kind, on: day(on)).map(\.reason)
    }
}

@Test func `lists come through the register's import, hold on their days, and are replaced as a whole`() throws {
    let fixture = try RegisterFixture()
    let first = try fixture.take([
        "exempt,,special,ambulance and fire,,", "watch,B 1 A,,known clone,2026-01-01,2026-06-30",
        "watch,B 2 A,,stolen,,", "watch,B 2 A,,stolen,,",
    ])
    #expect(first.result == .imported)
    #expect(first.kind == .lists)
    #expect((first.rows, first.new, first.unchanged) == (4, 3, 1))
    #expect(try fixture.reasons(.watch, "B1A", nil, "2026-06-30") == ["known clone"])
    #expect(try fixture.reasons(.watch, "B1A", nil, "2026-07-01") == [])
    #expect(try fixture.reasons(.exempt, "B9Z", .special, "2026-07-01") == ["ambulance and fire"])
    #expect(try fixture.reasons(.exempt, "B9Z", .car, "2026-07-01") == [])
    #expect(try fixture.reasons(.exempt, nil, nil, "2026-07-01") == [])
    // Only the list that the file names is replaced.
    let second = try fixture.take(["watch,B 3 A,,wanted,,"])
    #expect((second.new, second.missing) == (1, 2))
    #expect(try fixture.reasons(.watch, "B2A", nil, "2026-07-01") == [])
    #expect(try fixture.reasons(.watch, "B3A", nil, "2026-07-01") == ["wanted"])
    #expect(try fixture.reasons(.exempt, nil, .special, "2026-07-01") == ["ambulance and fire"])
    #expect(try fixture.take(["watch,,,,,"]).missing == 1)
    #expect(try fixture.reasons(.watch, "B3A", nil, "2026-07-01") == [])
    #expect(try fixture.take(["watch,B 3 A,,wanted,,"]).result == .alreadyImported)
}

@Test func `a list with one wrong row changes nothing and says where it is wrong`() throws {
    let fixture = try RegisterFixture()
    try #require(try fixture.take(["watch,B 1 A,,clone,,"]).result == .imported)
    let report = try fixture.take([
        "watch,B 2 A,,clone,,", "blacklist,B 3 A,,x,,", "watch,B 3 A,car,x,,", "watch,3 A,,x,,", "watch,B 3 A,,,,",
        "watch,,boat,x,,", "watch,B 3 A,,x,2026-02-01,2026-01-01",
    ])
    #expect(report.result == .refused)
    #expect(report.faults.map(\.line) == [3, 4, 5, 6, 7, 8])
    #expect(report.faults.map(\.column) == ["list", "plate", "plate", "reason", "kind", "valid_until"])
    #expect(try fixture.reasons(.watch, "B1A", nil, "2026-07-01") == ["clone"])
    #expect(try fixture.reasons(.watch, "B2A", nil, "2026-07-01") == [])
}

@Test func `the register says which files are in, with what became of their rows`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01")])
    try fixture.apply(
        ["transfer,2026-08-01,B 1 A,,CITRA,2,JL. C,KOTA,,,", "oops,2026-08-01,B 1 A,,,,,,,,"], maximumRefused: 1)
    let sources = try fixture.registry.sources()
    #expect(sources.map(\.kind) == [.extract, .changes])
    #expect(sources.map { $0.report?.rows } == [1, 2])
    #expect(sources.map { $0.report?.refused } == [0, 1])
    #expect(sources.last?.report?.faults.first?.line == 3)
}
