import Domain
import Registry
import Testing

@Test
func `a correction gives the new address for all days of the ownership, and new data of the vehicle from its day on`()
    throws
{
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01", nik: "3171000000000001")])
    #expect(try fixture.apply(["correction,2026-08-01,B 1 A,,,,JL. PINDAH 2,BEKASI,,PUTIH,"]).new == 1)
    let before = try fixture.found("B1A", "2026-07-01")
    #expect(before.owner?.address == "JL. PINDAH 2")
    #expect(before.owner?.city == "BEKASI")
    #expect(before.owner?.kelurahan == "")
    #expect(before.owner?.name == "BUDI")
    #expect(before.vehicle.colour == "HITAM")
    #expect(before.ownedUntil == nil)
    let after = try fixture.found("B1A", "2026-08-01")
    #expect(after.vehicle.colour == "PUTIH")
    #expect(after.owner?.address == "JL. PINDAH 2")
    #expect(after.ownedFrom == day("2020-01-01"))
}

@Test func `a correction is of who owns the vehicle then, not of who bought it later`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01", nik: "1")])
    try fixture.apply([
        "correction,2026-09-15,B 1 A,,,2,JL. DEWI BARU,KOTA,,,", "transfer,2026-09-01,B 1 A,,DEWI,2,JL. D,KOTA,,,",
        "correction,2026-09-16,B 1 A,,BUDI,1,JL. FALSCH,KOTA,,,",
    ])
    #expect(try fixture.found("B1A", "2026-08-01").owner?.address == "JL. MELATI NO. 1")
    #expect(try fixture.found("B1A", "2026-09-10").owner?.address == "JL. DEWI BARU")
    #expect(try fixture.found("B1A", "2026-10-01").owner?.address == "JL. DEWI BARU")
}

@Test func `an extract that came after a correction has the newer data`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01", nik: "1")])
    try fixture.apply(["correction,2026-07-15,B 1 A,,,,JL. ZWISCHEN,KOTA,,,"])
    #expect(try fixture.found("B1A", "2026-07-20").owner?.address == "JL. ZWISCHEN")
    try fixture.importRows(
        [row("B 1 A", "BUDI", from: "2020-01-01", nik: "1", address: "JL. NEU")], asOf: "2026-08-01")
    #expect(try fixture.found("B1A", "2026-07-20").owner?.address == "JL. NEU")
    #expect(try fixture.found("B1A", "2026-09-20").owner?.address == "JL. NEU")
    try fixture.apply(["correction,2026-09-15,B 1 A,,,,JL. NEUER,KOTA,,,"])
    #expect(try fixture.found("B1A", "2026-07-20").owner?.address == "JL. NEUER")
}

@Test func `a correction that says nothing, or another person's name, is refused`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01")])
    let report = try fixture.apply(["correction,2026-08-01,B 1 A,,,,,,,,", "correction,2026-08-01,B 1 A,,DEWI,,,,,,"])
    #expect(report.result == .refused)
    #expect(report.faults.map(\.column) == [nil, "nik"])
}
