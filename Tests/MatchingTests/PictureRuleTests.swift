import Domain
import Matching
import Testing

@Test(arguments: [
    (BasicColour.white, "PUTIH", "agree"), (.white, "SILVER METALIK", "unknown"), (.white, "HITAM", "doubt"),
    (.red, "MERAH MARUN", "agree"), (.red, "PUTIH", "doubt"), (.yellow, "KUNING", "agree"), (nil, "HITAM", "unknown"),
    (.red, "", "unknown"),
])
func `the paint in the picture is compared with the register`(seen: BasicColour?, known: String, verdict: String) {
    let decision = decision { input in
        input.capture.vehicle?.colour = nil
        input.reading.vehicleColour = seen
        var registration = registration()
        registration.vehicle.colour = known
        input.answer = .found(registration)
    }
    #expect(decision.rule("paint")?.verdict.rawValue == verdict)
    #expect(decision.outcome == (verdict == "doubt" ? .review : .issued))
    if verdict == "doubt" { #expect(decision.reasons == ["colour-mismatch"]) }
}

@Test func `the camera's word doesn't outweigh the picture, nor the picture the camera's`() {
    let one = decision { $0.reading.vehicleColour = .red }
    #expect(one.reasons == ["colour-mismatch"])
    #expect(one.rule("colour")?.verdict == .agree)
    #expect(decision { $0.capture.vehicle?.colour = "red" }.rule("paint")?.verdict == .unknown)
}

/// A sighting of the plate, this many pixels wide and high.
private func sighting(_ width: Int, _ height: Int) -> EventReading.Sighting {
    .init(
        frame: 0, text: "B1234XYZ", confidence: 0.999, box: [0, 0, width, height],
        corners: [[0, 0], [width, 0], [width, height], [0, height]], isTarget: true)
}

@Test(arguments: [
    (320, 100, "agree"), (270, 100, "unknown"), (190, 100, "doubt"), (320, 0, "unknown"),
])
func `a plate of a motorcycle's shape isn't a car's`(width: Int, height: Int, verdict: String) {
    let decision = decision { $0.reading.sightings = [sighting(width, height)] }
    #expect(decision.rule("plate-size")?.verdict.rawValue == verdict)
    #expect(decision.reasons == (verdict == "doubt" ? ["plate-size-mismatch"] : []))
}

@Test(arguments: [
    ("01.31", "agree"), ("01.26", "unknown"), ("01.21", "unknown"), ("01.29", "doubt"), ("11.31", "doubt"),
    (nil, "unknown"), ("1.31", "unknown"), ("ab.cd", "unknown"),
])
func `the plate's expiry is compared with the STNK's, with room for an old plate`(seen: String?, verdict: String) {
    let decision = decision { $0.reading.expiry = seen }
    #expect(decision.rule("expiry")?.verdict.rawValue == verdict)
    #expect(decision.reasons == (verdict == "doubt" ? ["expiry-mismatch"] : []))
}

@Test func `a number of another kind's range counts only where nothing confirms the vehicle`() {
    func reasons(_ change: (inout MatchingInput) -> Void) -> [String] {
        decision { input in
            var registration = registration()
            registration.vehicle.kind = .motorcycle
            input.answer = .found(registration)
            input.capture.vehicle = ClaimedVehicle(kind: .motorcycle)
            input.reading.colour = .unknown
            change(&input)
        }.reasons
    }
    #expect(reasons { _ in } == ["number-range-mismatch"])
    #expect(reasons { $0.reading.colour = .blackOnWhite } == [])
    #expect(reasons { $0.reading.vehicleColour = .white } == [])
    #expect(reasons { $0.reading.expiry = "01.31" } == [])
    #expect(reasons { $0.capture.vehicle?.colour = "white" } == [])
}

@Test(arguments: [
    // The other vehicle's colour and kind, what the picture shows, and whether a person must look.
    ("MERAH", VehicleKind.car, BasicColour?.some(.white), VehicleKind.car, false),
    ("PUTIH", .car, .white, .car, true),
    ("HITAM", .car, .black, .car, true),
    ("HITAM", .motorcycle, .black, .car, false),
    ("HITAM", .car, nil, .car, true),
])
func `a certain reading is doubted where the picture fits another registered one as well or better`(
    colour: String, kind: VehicleKind, seen: BasicColour?, seenKind: VehicleKind, isDoubted: Bool
) {
    let decision = decision { input in
        var own = registration()
        if seen == .black { own.vehicle.colour = "BIRU" }
        input.answer = .found(own)
        var other = registration()
        (other.vehicle.plate, other.vehicle.colour, other.vehicle.kind) = ("B1234XVZ", colour, kind)
        input.otherReadings = [other]
        input.capture.vehicle?.colour = nil
        input.capture.vehicle?.kind = seenKind
        input.reading.vehicleColour = seen
    }
    #expect(decision.reasons == (isDoubted ? ["other-reading-fits"] : []))
    #expect(decision.outcome == (isDoubted ? .review : .issued))
    if isDoubted { #expect(decision.rule("other-reading")?.detail.contains("B1234XVZ") == true) }
}

@Test func `an officer's plate needs no comparison with other readings`() {
    let decision = decision { input in
        input.officerPlate = "B1234XYZ"
        var other = registration()
        other.vehicle.plate = "B1234XVZ"
        input.otherReadings = [other]
        input.capture.vehicle?.kind = nil
    }
    #expect(decision.rule("other-reading")?.verdict == .agree)
}
