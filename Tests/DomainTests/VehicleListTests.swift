import Domain
import Testing

@Test func `a list holds for its plates, kinds and days`() throws {
    let until = try #require(LocalDate(iso8601: "2026-06-30"))
    let list = VehicleList([
        .init(subject: .plate("B1A"), reason: "ambulance", validFrom: until.adding(days: -9), validUntil: until),
        .init(subject: .kind(.special), reason: "fire", validFrom: nil, validUntil: nil),
    ])
    #expect(list.count == 2)
    #expect(list.hits(plate: "B1A", kind: .car, on: until).map(\.reason) == ["ambulance"])
    #expect(list.hits(plate: "B1A", kind: .car, on: until.adding(days: 1)) == [])
    #expect(list.hits(plate: "B1A", kind: .car, on: until.adding(days: -10)) == [])
    #expect(list.hits(plate: nil, kind: .special, on: until).map(\.reason) == ["fire"])
}
