import Domain
import Testing

@Test(arguments: [("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("B1234", "B124", 1)])
func `distances are Levenshtein's`(one: String, other: String, distance: Int) {
    #expect(levenshteinDistance(one, other) == distance)
    #expect(levenshteinDistance(other, one) == distance)
}

private func sighting(
    _ frame: Int, _ text: String, _ confidence: Double, isTarget: Bool = false
) -> EventReading.Sighting {
    .init(frame: frame, text: text, confidence: confidence, box: [], corners: [], isTarget: isTarget)
}

private func reading(
    _ text: String?, _ confidence: Double, _ sightings: [EventReading.Sighting], doubts: [EventReading.Doubt] = [],
    unread: [Int]? = nil
) -> EventReading {
    EventReading(
        candidates: text.map { [.init(text: $0, confidence: confidence)] } ?? [], colour: .whiteOnBlack,
        vehicleColour: .red, expiry: "01.27", sightings: sightings, doubts: doubts, unread: unread, model: "",
        annex: text == nil ? nil : "a")
}

/// Two vehicles in the overview, the first in a close-up too; the reading is about the first.
private func reading(_ confidence: Double = 0.97) -> EventReading {
    reading(
        "B1234ABC", confidence,
        [
            sighting(0, "B1234A8C", confidence, isTarget: true), sighting(0, "F567DE", confidence),
            sighting(1, "B1234ABC", confidence, isTarget: true),
        ], doubts: [.severalPlates])
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

/// However unsure the reading was: its vehicle isn't the offender's only because nothing else was read.
@Test(arguments: [0.97, 0.89, 0.4, 0.11])
func `a plate that is nowhere leaves the one that was read without a part in the case`(confidence: Double) {
    for read in [
        reading(confidence), reading("B1234ABC", confidence, [sighting(0, "B1234ABC", confidence, isTarget: true)]),
    ] {
        let changed = read.about("D9999ZZ")
        #expect(changed.sightings.allSatisfy { !$0.isTarget })
        #expect(changed.annex == nil && changed.colour == .unknown)
    }
}

@Test func `a plate that could not be read is the one that a person reads, if it is the only one`() {
    let alone = reading("B1", 0.07, [sighting(0, "B1", 0.07, isTarget: true), sighting(0, "", 0.004)])
    #expect(alone.about("D9999ZZ") == alone)
    // Read so badly that the reading is about nothing.
    let unread = reading(nil, 0, [sighting(0, "I1", 0.03), sighting(1, "F8", 0.02), sighting(1, "F567DE", 0.8)])
    #expect(unread.about("D9999ZZ").sightings.map(\.isTarget) == [true, false, false])
    // One that was read is no other, and beside another one nobody knows which it is.
    #expect(reading(nil, 0, [sighting(0, "F567DE", 0.8)]).about("D9999ZZ").sightings.allSatisfy { !$0.isTarget })
    let two = reading("B1", 0.07, [sighting(0, "B1", 0.07, isTarget: true), sighting(0, "I", 0.02)])
    #expect(two.about("D9999ZZ").sightings.allSatisfy { !$0.isTarget })
    // What the reader is sure of elsewhere in the event holds in every frame.
    let twice = reading(
        "B1234ABC", 0.9, [sighting(0, "B1234ABC", 0.9, isTarget: true), sighting(1, "B1", 0.02, isTarget: true)])
    #expect(twice.about("D9999ZZ").sightings.allSatisfy { !$0.isTarget })
}

@Test func `the very text counts more than confidence, and where two are alike none is marked`() {
    // Exact, however badly read, against one character off.
    let exact = reading("B1234ABC", 0.9, [sighting(0, "B1234ABC", 0.9, isTarget: true), sighting(0, "B1234ABD", 0.02)])
    #expect(exact.about("B1234ABD").sightings.map(\.isTarget) == [false, true])
    // Both one character off.
    let alike = reading("B1234ABC", 0.6, [sighting(0, "B1234ABC", 0.6, isTarget: true), sighting(0, "B1234ABX", 0.6)])
    #expect(alike.about("B1234ABD").sightings.map(\.isTarget) == [false, false])
    #expect(alike.about("B1234ABD").annex == nil)
    // A guess that happens to be nearer than what was read with some confidence.
    let guess = reading("B1234ABC", 0.6, [sighting(0, "B1234ABC", 0.6, isTarget: true), sighting(0, "B1294BBD", 0.02)])
    #expect(guess.about("B1294BBC").sightings.map(\.isTarget) == [false, false])
    // Nearer and surer.
    let better = reading("B1234ABC", 0.3, [sighting(0, "B1234ABC", 0.3, isTarget: true), sighting(0, "B1294BBD", 0.8)])
    #expect(better.about("B1294BBC").sightings.map(\.isTarget) == [false, true])
    // Among others the same; each frame by itself.
    let others = reading(
        nil, 0,
        [
            sighting(0, "F567DE", 0.5), sighting(0, "F567DF", 0.5), sighting(1, "F567DE", 0.5),
            sighting(2, "F567DG", 0.2), sighting(2, "F567DG", 0.4),
        ])
    #expect(others.about("F567DG").sightings.map(\.isTarget) == [false, false, true, false, true])
}

@Test func `which frames were read is known, also of readings that don't say it`() {
    let seen = [sighting(1, "B1", 0.5)]
    #expect((0..<3).map(reading(nil, 0, seen).hasRead) == [true, true, true])
    #expect((0..<3).map(reading(nil, 0, seen, doubts: [.frameUnreadable], unread: [2]).hasRead) == [true, true, false])
    #expect((0..<3).map(reading(nil, 0, seen, doubts: [.frameUnreadable]).hasRead) == [false, true, false])
}
