import Domain
import Foundation
import Registry
import RegistrySynthesis
import Testing

@Test func `an extract is found again, field by field`() throws {
    let fixture = try RegisterFixture()
    let text =
        "\u{FEFF}owned_from , PLATE,owner_name,nik,address,kelurahan,kecamatan,city,postal_code,phone,email,make,type,kind,"
        + "model,year,colour,chassis_number,engine_number,fuel,plate_colour,stnk_valid_until,tax_paid_until,status,extra\r\n"
        + "2020-02-03, B-1234-xyz ,\"BUDI \"\"BOB\"\" SANTOSO\"  ,0123456789012345,\"JL. MELATI,\nNO. 1\",KEL,KEC,KOTA,10310,"
        + "0812,a@b.id,TOYOTA,AVANZA,car,MINIBUS,2019,PUTIH MUTIARA,CH,EN,BENSIN,HITAM,2030-01-31,2026-01-31,AKTIF,x\r\n"
        + "\r\n2021-01-01,AB 1 C,SITI,,,,,,,,,,,car,,,,,,,,,,,"
    let report = try fixture.registry.take(
        try fixture.write(text), options: .init(asOf: day("2026-07-01")), now: RegisterFixture.now)
    #expect(report.faults == [])
    #expect(report.result == .imported)
    #expect(report.rows == 2)
    #expect(report.new == 2)
    #expect(report.ignoredColumns == ["extra"])
    let found = try fixture.found("B 1234 XYZ", "2026-06-30")
    #expect(
        found.owner
            == Owner(
                name: "BUDI \"BOB\" SANTOSO", nik: "0123456789012345", address: "JL. MELATI,\nNO. 1", kelurahan: "KEL",
                kecamatan: "KEC", city: "KOTA", postalCode: "10310", phone: "0812", email: "a@b.id"))
    #expect(
        found.vehicle
            == Vehicle(
                plate: "B1234XYZ", make: "TOYOTA", type: "AVANZA", kind: .car, model: "MINIBUS", year: 2019,
                colour: "PUTIH MUTIARA", chassisNumber: "CH", engineNumber: "EN", fuel: "BENSIN",
                plateColour: .whiteOnBlack))
    #expect(found.ownedFrom == day("2020-02-03"))
    #expect(found.ownedUntil == nil)
    #expect(found.stnkValidUntil == day("2030-01-31"))
    #expect(found.blocks == [])
    #expect(try fixture.found("AB1C", "2021-01-01").vehicle.year == nil)
}

@Test func `what csvLine writes is read as it was`() throws {
    let fixture = try RegisterFixture()
    let names = ["A,\u{301}B", "A \"\u{200D}B\" C", "A\r\nB,\r\n\u{301}C", "A\rB"]
    let report = try fixture.importRows(
        names.enumerated().map { index, name in
            let field = String(csvLine([name]).dropLast())
            return row("B \(index + 1) A", field, from: "2020-01-01", address: field)
        })
    #expect(report.faults == [] && report.rows == names.count)
    for (index, name) in names.enumerated() {
        let owner = try #require(try fixture.found("B \(index + 1) A", "2026-06-30").owner)
        #expect(Array(owner.name.utf8) == Array(name.utf8) && Array(owner.address.utf8) == Array(name.utf8))
    }
}

@Test func `one wrong row refuses the whole file, with line and column and without content`() throws {
    let fixture = try RegisterFixture()
    let rows = [
        row("B 1 A", "SECRETNAME", from: "2020-01-01"), row("B 1 A 2", "SECRETNAME", from: "2020-01-01"),
        row("B 2 A", "SECRETNAME", from: "2020-02-30"), "B 3 A,too,few", row("B 4 A", "\"SECRETNAME\"x", from: ""),
        row("B 5 A", "\"two\nlines\"", from: "1066-01-01"),
    ]
    let report = try fixture.importRows(rows)
    #expect(report.result == .refused)
    #expect(report.refused == 5)
    #expect(report.faults.map(\.line) == [3, 4, 5, 6, 7])
    #expect(report.faults.map(\.column) == ["plate", "owned_from", nil, nil, "owned_from"])
    #expect(!report.description.contains("SECRET"))
    #expect(try fixture.registry.lookup("B1A", on: day("2026-01-01")) == .notFound)
    #expect(try fixture.registry.sources() == [])

    let lenient = try fixture.importRows(rows, maximumRefused: 5)
    #expect(lenient.result == .imported)
    #expect(try fixture.owner("B1A", "2026-01-01") == "SECRETNAME")
}

@Test func `the same bytes change nothing the second time`() throws {
    let fixture = try RegisterFixture()
    let rows = [row("B 1 A", "BUDI", from: "2020-01-01")]
    #expect(try fixture.importRows(rows).result == .imported)
    #expect(try fixture.importRows(rows).result == .alreadyImported)
    #expect(try fixture.registry.sources().count == 1)
}

@Test func `several rows of a plate are its history`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([
        row("B 1 A", "CITRA", from: "2024-05-06"), row("B 1 A", "BUDI", from: "2020-01-01"),
        row("B 1 AA", "OTHER", from: "2019-01-01"),
    ])
    #expect(try fixture.owner("B1A", "2024-05-05") == "BUDI")
    #expect(try fixture.owner("B1A", "2024-05-06") == "CITRA")
    #expect(try fixture.found("B1A", "2022-01-01").ownedUntil == day("2024-05-05"))
    #expect(try fixture.found("B1A", "2019-12-31").owner == nil)
    let history = try #require(try fixture.registry.history(of: "B 1 A"))
    #expect(history.periods.map(\.from) == [day("2020-01-01"), day("2024-05-06")])
    #expect(history.periods.map { $0.answer.registration?.owner?.name } == ["BUDI", "CITRA"])
}

@Test func `a new extract rules from the first day it speaks of, earlier days keep what was known`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([
        row("B 1 A", "BUDI", from: "2020-01-01"), row("B 2 A", "DEWI", from: "2020-01-01"),
        row("B 3 A", "EKO", from: "2020-01-01"),
    ])
    let report = try fixture.importRows(
        [row("B 1 A", "CITRA", from: "2026-05-01"), row("B 3 A", "EKO", from: "2020-01-01", address: "JL. BARU")],
        asOf: "2026-08-01")
    #expect(report.new == 1)
    #expect(report.changed == 1)
    #expect(report.missing == 1)
    #expect(try fixture.owner("B1A", "2026-04-30") == "BUDI")
    #expect(try fixture.owner("B1A", "2026-05-01") == "CITRA")
    #expect(try fixture.found("B3A", "2026-01-01").owner?.address == "JL. BARU")
    // Missing from the new extract: known for past days, absent from its day on.
    #expect(try fixture.found("B2A", "2026-07-31").end == nil)
    #expect(try fixture.found("B2A", "2026-08-01").end == .init(since: day("2026-08-01"), cause: .absent))
}

@Test func `an older extract is refused, and one that lacks many plates`() throws {
    let fixture = try RegisterFixture()
    let rows = (1...10).map { row("B \($0) A", "BUDI", from: "2020-01-01") }
    try fixture.importRows(rows)
    #expect(throws: RegistryError.self) { try fixture.importRows([rows[0]], asOf: "2026-06-30") }
    #expect(throws: RegistryError.self) { try fixture.importRows([rows[0]], maximumMissingShare: 0.1) }
    #expect(try fixture.found("B 9 A", "2026-12-31").end == nil)
    #expect(try fixture.importRows([rows[0]], maximumMissingShare: 1).missing == 9)
}

@Test func `contradictory rows of one day are ambiguous, equal rows are one`() throws {
    let fixture = try RegisterFixture()
    let report = try fixture.importRows([
        row("B 1 A", "BUDI", from: "2020-01-01"), row("B 1 A", "CITRA", from: "2020-01-01"),
        row("B 2 A", "DEWI", from: "2020-01-01"), row("B 2 A", "DEWI", from: "2020-01-01"),
        row("B 3 A", "EKO", from: "2020-01-01"), row("B 3 A", "FAJAR", from: ""), row("B 4 A", "GUS", from: ""),
    ])
    #expect(report.unchanged == 1)
    #expect(try fixture.isAmbiguous("B1A", "2026-01-01"))
    #expect(try fixture.owner("B2A", "2026-01-01") == "DEWI")
    #expect(try fixture.isAmbiguous("B3A", "2026-01-01"))
    #expect(try fixture.found("B4A", "2026-01-01").ownedFrom == nil)
}

@Test func `sorting in many runs finds every vehicle, twice over`() throws {
    let fixture = try RegisterFixture()
    let synthetic = SyntheticRegister(seed: 3, vehicles: 6000)
    let file = fixture.folder.appending(path: "extract.csv").path
    let rows = synthetic.writeExtract(to: file)
    let options = ImportOptions(asOf: day("2026-07-01"), sortMemory: 1 << 17)
    let report = try fixture.registry.importExtract(file, options: options, now: RegisterFixture.now)
    #expect(report.new == rows)
    #expect(rows > 6300)
    for index in stride(from: 0, to: 6000, by: 7) {
        var text: [UInt8] = []
        synthetic.appendRows(of: index, to: &text)
        let last = String(decoding: text, as: UTF8.self).split(separator: "\n").last ?? ""
        let found = try fixture.found(synthetic.plate(index), "2026-07-01")
        #expect(last.contains(",\(found.owner?.name ?? "?"),\(found.owner?.nik ?? "?"),"))
        #expect(last.contains(",\(found.vehicle.chassisNumber),\(found.vehicle.engineNumber),"))
    }
    // The same content in other bytes: nothing is new or changed.
    let again = fixture.folder.appending(path: "again.csv").path
    try (String(contentsOfFile: file, encoding: .utf8) + "\n").write(toFile: again, atomically: true, encoding: .utf8)
    let second = try fixture.registry.importExtract(again, options: options, now: RegisterFixture.now)
    #expect(second.result == .imported)
    #expect(second.unchanged == rows)
    #expect(second.new + second.changed + second.missing == 0)
}

@Test func `a file that isn't a register is refused as a whole`() throws {
    let fixture = try RegisterFixture()
    let options = ImportOptions(asOf: day("2026-07-01"))
    let endless = SyntheticRegister.header + "\"" + String(repeating: "x", count: 2 << 20)
    for text in ["", "a,b\n1,2\n", "plate,owner_name\n", endless] {
        let file = try fixture.write(text)
        #expect(throws: RegistryError.self) {
            try fixture.registry.take(file, options: options, now: RegisterFixture.now)
        }
    }
    #expect(throws: RegistryError.self) {
        try fixture.registry.take(fixture.folder.path, options: options, now: RegisterFixture.now)
    }
}

@Test func `files of the register are for its owner and group only`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01")])
    for name in try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
    where name.hasPrefix("registry") {
        let attributes = try FileManager.default.attributesOfItem(atPath: fixture.folder.appending(path: name).path)
        let mode = try #require(attributes[.posixPermissions] as? NSNumber).intValue
        #expect(mode & 0o027 == 0, "\(name)")
    }
}
