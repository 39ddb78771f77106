import Domain
import Testing

@Test(arguments: [("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("B1234", "B124", 1)])
func `distances are Levenshtein's`(one: String, other: String, distance: Int) {
    #expect(levenshteinDistance(one, other) == distance)
    #expect(levenshteinDistance(other, one) == distance)
}

/// Two vehicles in the overview, the first in a close-up too; the reading is about the first.
private func reading(_ confidence: Double = 0.97) -> EventReading {
    func sighting(_ frame: Int, _ text: String, isTarget: Bool) -> EventReading.Sighting {
        .init(frame: frame, text: text, confidence: confidence, box: [], corners: [], isTarget: isTarget)
    }
    return EventReading(
        candidates: [.init(text: "B1234ABC", confidence: confidence), .init(text: "B1284ABC", confidence: 0.01)],
        colour: .whiteOnBlack, vehicleColour: .red, expiry: "01.27",
        sightings: [
            sighting(0, "B1234A8C", isTarget: true), sighting(0, "F567DE", isTarget: false),
            sighting(1, "B1234ABC", isTarget: true),
        ], doubts: [.severalPlates], model: "", annex: "a")
}

@Test(arguments: ["B1234ABC", "B1284ABC", "B1234ABD", "B124ABC"])
func `a correction that is near the reading leaves it about the same plate`(plate: String) {
    #expect(reading().about(plate) == reading())
}

@Test(arguments: ["F567DE", "F567DF", "F567D"])
func `a plate that was read elsewhere in the picture becomes the target, and the other one is masked`(plate: String) {
    let changed = reading().about(plate)
    #expect(changed.sightings.map(\.isTarget) == [false, true, false])
    #expect(changed.annex == nil && changed.colour == .unknown)
    #expect(changed.vehicleColour == nil && changed.expiry == nil)
    #expect(changed.candidates == reading().candidates)
}

@Test func `a plate that is nowhere leaves a surely read one without a part in the case`() {
    let changed = reading().about("D9999ZZ")
    #expect(changed.sightings.allSatisfy { !$0.isTarget })
    #expect(changed.annex == nil)
    // What could hardly be read may well be that plate.
    #expect(reading(0.4).about("D9999ZZ") == reading(0.4))
}
