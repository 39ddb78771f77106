import Domain
import Registry
import Testing

@Test func `a transfer names the owner from its day on, however late it comes`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01", nik: "1")])
    try fixture.apply(["transfer,2026-09-01,B 1 A,,DEWI,3,JL. D,KOTA,,,"])
    try fixture.apply(["transfer,2026-08-01,B 1 A,,CITRA,2,JL. C,KOTA,,PUTIH,"])
    #expect(try fixture.owner("B1A", "2026-07-31") == "BUDI")
    #expect(try fixture.owner("B1A", "2026-08-01") == "CITRA")
    #expect(try fixture.owner("B1A", "2026-09-01") == "DEWI")
    let found = try fixture.found("B1A", "2026-08-15")
    #expect(found.ownedFrom == day("2026-08-01"))
    #expect(found.ownedUntil == day("2026-08-31"))
    #expect(found.vehicle.colour == "PUTIH")
    #expect(found.vehicle.make == "TOYOTA")
}

@Test func `the order of files doesn't matter, nor does sending rows twice`() throws {
    let changes = [
        "transfer,2026-08-01,B 1 A,,CITRA,2,JL. C,KOTA,,,", "sale-report,2026-08-10,B 1 A,,DEWI,3,,,,,",
        "transfer,2026-09-01,B 1 A,,DEWI,3,JL. D,KOTA,,,", "block,2026-09-05,B 1 A,,,,,,,,etle",
        "mutation,2026-10-01,B 1 A,AB 7 C,,,,,,,", "unblock,2026-09-09,B 1 A,,,,,,,,",
        "transfer,2026-10-20,AB 7 C,,EKO,4,JL. E,KOTA,,,", "end,2026-11-01,AB 7 C,,,,,,,,",
    ]
    let days = (0..<150).map { day("2026-07-01").adding(days: $0) }
    var answers: [[RegistryAnswer]] = []
    for order in [Array(changes.indices), changes.indices.reversed(), [3, 6, 1, 7, 0, 4, 2, 5]] {
        let fixture = try RegisterFixture()
        try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01", nik: "1")])
        for index in order { #expect(try fixture.apply([changes[index]]).new == 1) }
        let again = try fixture.apply(changes)
        #expect(again.unchanged == changes.count)
        #expect(again.new == 0)
        answers.append(
            try days.flatMap { day in
                [try fixture.registry.lookup("B1A", on: day), try fixture.registry.lookup("AB7C", on: day)]
            })
    }
    #expect(answers[0] == answers[1])
    #expect(answers[0] == answers[2])
}

@Test func `a mutated vehicle is found under the old plate for its days and under the new one after`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01")])
    try fixture.apply(["mutation,2026-10-01,B 1 A,AB 7 C,,,,,,,"])
    #expect(try fixture.owner("B1A", "2026-09-30") == "BUDI")
    #expect(
        try fixture.found("B1A", "2026-10-01").end
            == .init(since: day("2026-10-01"), cause: .moved, newPlate: "AB7C"))
    let moved = try fixture.found("AB7C", "2026-10-01")
    #expect(moved.owner?.name == "BUDI")
    #expect(moved.vehicle.plate == "AB7C")
    #expect(moved.vehicle.chassisNumber == "MHKA1")
    #expect(try fixture.registry.lookup("AB7C", on: day("2026-09-30")) == .notFound)
    // A transfer that was late reaches the new plate too.
    try fixture.apply(["transfer,2026-09-01,B 1 A,,CITRA,2,JL. C,KOTA,,,"])
    #expect(try fixture.owner("AB7C", "2026-10-01") == "CITRA")
}

@Test func `a sale report holds until the transfer`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01")])
    try fixture.apply([
        "sale-report,2026-08-01,B 1 A,,CITRA,2,JL. C,KOTA,,,", "transfer,2026-09-01,B 1 A,,CITRA,2,JL. C,KOTA,,,",
    ])
    #expect(try fixture.found("B1A", "2026-07-31").saleReport == nil)
    #expect(try fixture.found("B1A", "2026-08-31").saleReport?.buyer?.name == "CITRA")
    #expect(try fixture.found("B1A", "2026-08-31").owner?.name == "BUDI")
    #expect(try fixture.found("B1A", "2026-09-01").saleReport == nil)
}

@Test func `blocks of several causes hold until each is lifted`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01", status: "BLOKIR BPKB")])
    try fixture.apply([
        "block,2026-08-01,B 1 A,,,,,,,,etle", "block,2026-08-02,B 1 A,,,,,,,,lost",
        "unblock,2026-08-03,B 1 A,,,,,,,,etle",
    ])
    #expect(try fixture.found("B1A", "2026-08-02").blocks.map(\.cause) == [.title, .etle, .lost])
    #expect(try fixture.found("B1A", "2026-08-03").blocks.map(\.cause) == [.title, .lost])
}

@Test func `a change that a later extract denies is ambiguous, one that it confirms is not`() throws {
    let fixture = try RegisterFixture()
    let rows = [row("B 1 A", "BUDI", from: "2020-01-01", nik: "1"), row("B 2 A", "BUDI", from: "2020-01-01", nik: "1")]
    try fixture.importRows(rows)
    try fixture.apply([
        "transfer,2026-07-15,B 1 A,,CITRA,2,JL. C,KOTA,,,", "transfer,2026-07-15,B 2 A,,CITRA,2,JL. C,KOTA,,,",
    ])
    try fixture.importRows([rows[0], row("B 2 A", "CITRA", from: "2026-07-16", nik: "2")], asOf: "2026-08-01")
    #expect(try fixture.owner("B1A", "2026-07-14") == "BUDI")
    #expect(try fixture.isAmbiguous("B1A", "2026-07-15"))
    #expect(try fixture.owner("B2A", "2026-07-14") == "BUDI")
    #expect(try fixture.owner("B2A", "2026-07-15") == "CITRA")
    #expect(try fixture.owner("B2A", "2026-09-01") == "CITRA")
}

@Test func `a later statement about the same person corrects the address`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01", nik: "3171000000000001")])
    try fixture.apply(["transfer,2026-08-01,B 1 A,,BUDI,3171000000000001,JL. PINDAH,KOTA,,,"])
    let found = try fixture.found("B1A", "2026-07-01")
    #expect(found.owner?.address == "JL. PINDAH")
    #expect(found.ownedUntil == nil)
}

@Test func `changes that say two things of one day are refused, and nothing of their file stays`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01")])
    try fixture.apply(["transfer,2026-08-01,B 1 A,,CITRA,2,JL. C,KOTA,,,"])
    let report = try fixture.apply([
        "block,2026-08-02,B 1 A,,,,,,,,etle", "transfer,2026-08-01,B 1 A,,DEWI,3,JL. D,KOTA,,,",
        "sold,2026-08-01,B 1 A,,,,,,,,", "end,2027-08-01,B 1 A,,,,,,,,", "mutation,2026-08-01,B 1 A,B 1 A,,,,,,,",
        "transfer,2026-08-01,B 9 A,,,,,,,,", "end,,B 1 A,,,,,,,,",
    ])
    #expect(report.result == .refused)
    #expect(report.faults.map(\.line) == [3, 4, 5, 6, 7, 8])
    #expect(report.faults.map(\.column) == ["owner_name", "change", "date", "new_plate", "owner_name", "date"])
    #expect(try fixture.found("B1A", "2026-08-02").blocks == [])
    #expect(try fixture.owner("B1A", "2026-08-02") == "CITRA")
}
