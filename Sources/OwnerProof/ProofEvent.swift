import Domain
import Matching
import RegistrySynthesis

/// How a capture could mislead, besides what is wrong with the vehicle's record.
public enum Trap: String, CaseIterable, Codable, Sendable {
    case none
    /// Misread, with a confidence below the bar.
    case misread
    /// Misread, with a confidence over the bar: the worst of all.
    case confidentlyMisread = "confidently-misread"
    /// Another vehicle with a copy of the plate: of another colour, of another kind, on a plate of other colours.
    case cloneOfOtherColour = "clone-of-other-colour"
    case cloneOfOtherKind = "clone-of-other-kind"
    case cloneOnOtherPlate = "clone-on-other-plate"
    /// A copy on just such a vehicle, captured soon after its original in another city.
    case cloneFarAway = "clone-far-away"
    /// The neighbour's plate was read.
    case neighbour
    /// The same violation captured again.
    case repeated
}

/// One capture of the proof: what the program is given, and what is true.
struct ProofEvent {
    var vehicle: ProofVehicle
    var trap: Trap
    var day: LocalDate
    var minute: Int
    var city: Int
    var reading: EventReading
    var claim: ClaimedVehicle

    /// False for a copy: its owner is nobody that the register knows by this plate, so that a letter is always wrong.
    var isGenuine: Bool {
        ![Trap.cloneOfOtherColour, .cloneOfOtherKind, .cloneOnOtherPlate, .cloneFarAway].contains(trap)
    }

    var capturedAt: Timestamp { LocalTimeZone.jakarta.start(of: day).adding(seconds: Double(minute) * 60) }
}

/// Draws captures.
struct ProofEventDraw {
    let region: ProofRegion
    let errors: ReaderErrors
    let bar: Double
    var random: SeededGenerator

    /// Cities of cameras: Jakarta, Yogyakarta, Surabaya, Denpasar, Medan.
    static let cities = [
        GeoPoint(latitude: -6.2, longitude: 106.8), GeoPoint(latitude: -7.8, longitude: 110.4),
        GeoPoint(latitude: -7.25, longitude: 112.75), GeoPoint(latitude: -8.65, longitude: 115.22),
        GeoPoint(latitude: 3.6, longitude: 98.67),
    ]

    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

    mutating func next() -> ProofEvent {
        let vehicle = region.vehicle(Int.random(in: 0..<region.vehicles, using: &random))
        let day = region.first.adding(days: Int.random(in: 0..<region.days, using: &random))
        let trap: Trap =
            switch Int.random(in: 0..<1000, using: &random) {
            case 0..<4: .cloneOfOtherColour
            case 4..<8: .cloneOfOtherKind
            case 8..<12: .cloneOnOtherPlate
            case 12..<18: .cloneFarAway
            case 18..<28: .neighbour
            case 28..<34: .repeated
            default: .none
            }
        var event = ProofEvent(
            vehicle: vehicle, trap: trap, day: day, minute: Int.random(in: 60..<1200, using: &random),
            city: Int.random(in: 0..<Self.cities.count, using: &random), reading: reading(of: vehicle, on: day),
            claim: claim(of: vehicle))
        disguise(&event)
        return event
    }

    private mutating func reading(of vehicle: ProofVehicle, on day: LocalDate) -> EventReading {
        let text = vehicle.plate(on: day)
        let drawn = errors.draw(&random)
        let read = drawn.isRight ? text : errors.misread(text, &random)
        // A misreading is seldom alone: the right text stands among the alternatives with what is left.
        let rest = [
            EventReading.Candidate(
                text: drawn.isRight ? errors.misread(text, &random) : text, confidence: (1 - drawn.confidence) / 2)
        ]
        let expiry = chance(errors.expiryShare) ? vehicle.validUntil.plateExpiry : nil
        return EventReading(
            candidates: [.init(text: read, confidence: drawn.confidence)] + rest,
            colour: chance(0.05) ? .unknown : vehicle.plateColour,
            vehicleColour: chance(0.35) ? BasicColour.inRegister(vehicle.colour).first : nil, expiry: expiry,
            sightings: [],
            doubts: [], model: "measured")
    }

    /// What cameras say: the kind nearly always, the colour mostly, and in one case of a hundred a wrong one.
    private mutating func claim(of vehicle: ProofVehicle) -> ClaimedVehicle {
        let colour = BasicColour.inRegister(vehicle.colour).first
        let wrong = chance(0.01) ? BasicColour.allCases.randomElement(using: &random) : nil
        return ClaimedVehicle(
            kind: chance(0.02) ? nil : vehicle.kind, colour: chance(0.25) ? nil : (wrong ?? colour)?.rawValue)
    }

    private mutating func disguise(_ event: inout ProofEvent) {
        let known = BasicColour.inRegister(event.vehicle.colour)
        switch event.trap {
        case .cloneOfOtherColour:
            let other = BasicColour.allCases.filter { colour in
                !known.contains(colour) && !known.contains(where: colour.isAlike)
            }
            event.claim.colour = other.randomElement(using: &random)?.rawValue
            event.reading.vehicleColour = nil
        case .cloneOfOtherKind:
            event.claim.kind = [VehicleKind.car, .motorcycle, .goods, .bus].filter { $0 != event.vehicle.kind }
                .randomElement(using: &random)
        case .cloneOnOtherPlate:
            event.reading.colour = event.vehicle.plateColour == .whiteOnBlack ? .blackOnWhite : .whiteOnBlack
        case .neighbour: event.reading.doubts = [.severalPlates]
        case .none, .misread, .confidentlyMisread, .cloneFarAway, .repeated: break
        }
        if event.trap == .none, event.reading.candidates[0].text != event.vehicle.plate(on: event.day) {
            event.trap = event.reading.candidates[0].confidence >= bar ? .confidentlyMisread : .misread
        }
    }
}
