import Domain
import Registry
import Testing

private let noTraits = PictureTraits(kind: nil, colour: nil, plateColour: .unknown, expiry: nil)

@Test(arguments: [
    ("B1234QBX", "B1234OBX"), ("AB1230C", "AB123OC"), ("B2811SU", "B2811SV"), ("B2911SU", "B2811SU"),
    ("B1234XY", "B1234XYZ"), ("B1234XYY", "B1234XY"), ("1234XY", "B1234XY"), ("D1243XY", "D1234XY"),
    ("B1234WM", "B1234MW"),
])
func `a plate misread in a usual way has the right one near`(read: String, right: String) throws {
    let key = try #require(PlateKey(right))
    #expect(PlateNeighbourhood.plates(near: read, limit: 320).contains { $0.plate == key })
}

@Test func `near matches are weighed by what the picture shows`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([
        row("B 2811 SV", "BUDI", from: "2020-01-01", colour: "PUTIH"),
        row("B 2811 SW", "CITRA", from: "2020-01-01", colour: "HITAM"), row("D 9 X", "DEWI", from: "2020-01-01"),
    ])
    let read = [EventReading.Candidate(text: "B2811SU", confidence: 0.9)]
    let on = day("2026-07-01")
    let plain = try fixture.registry.near(read, on: on, traits: noTraits)
    #expect(plain.map(\.plate) == ["B2811SV", "B2811SW"])
    let black = PictureTraits(kind: nil, colour: .black, plateColour: .unknown, expiry: "01.28")
    let weighed = try fixture.registry.near(read, on: on, traits: black, limit: 1)
    #expect(weighed.count == 1)
    #expect(abs(plain.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
    #expect(plain[0].weight > 0.9)
    #expect(weighed[0].weight < plain[0].weight)
}

@Test func `texts that are no plates have no neighbours that hurt`() throws {
    let fixture = try RegisterFixture()
    for text in ["", "?", String(repeating: "B", count: 1000), "🚗🚗"] {
        let read = [EventReading.Candidate(text: text, confidence: .nan)]
        #expect(try fixture.registry.near(read, on: day("2026-07-01"), traits: noTraits) == [])
    }
}

@Test func `what the reader sees in a character's place leads the near matches`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([
        row("B 2811 SV", "BUDI", from: "2020-01-01"), row("B 7811 SU", "CITRA", from: "2020-01-01"),
        row("B 2411 SU", "DEWI", from: "2020-01-01"),
    ])
    let on = day("2026-07-01")
    let read = [EventReading.Candidate(text: "B2811SU", confidence: 0.9)]
    func characters(_ doubtful: Int, _ other: String) -> [EventReading.Character] {
        "B2811SU".enumerated().map { index, character in
            .init(
                text: String(character), confidence: index == doubtful ? 0.8 : 0.9999,
                others: index == doubtful ? [.init(text: other, confidence: 0.15)] : [])
        }
    }
    func plates(_ characters: [EventReading.Character]?) throws -> [String] {
        try fixture.registry.near(read, characters: characters, on: on, traits: noTraits).map(\.plate)
    }
    // Without the reader's word the usual confusion, U for V, leads.
    #expect(try plates(nil).first == "B2811SV")
    #expect(try plates(characters(1, "7")).first == "B7811SU")
    #expect(try plates(characters(2, "4")).first == "B2411SU")
    // What isn't about this text, or is no probability, changes nothing.
    #expect(try plates(Array(characters(1, "7").dropFirst())) == plates(nil))
    #expect(try plates(characters(6, "V").map { .init(text: $0.text, confidence: .nan, others: $0.others) }).count == 3)
}
