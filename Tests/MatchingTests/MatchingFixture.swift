import Domain
import Matching

/// A case in which nothing stands against a letter; tests change what they are about.
func clearCase() -> MatchingInput {
    let time = Timestamp(rfc3339: "2026-07-21T08:30:15.250+07:00") ?? Timestamp(milliseconds: 0)
    let frame = CaptureFrame(
        file: "1.jpg", sha256: String(repeating: "a", count: 64), bytes: 1000, width: 1920, height: 1080,
        role: .overview, capturedAt: time)
    let capture = Capture(
        eventID: "E-1", cameraID: "SDR-014", capturedAt: time, lane: 1,
        violations: [
            ClaimedViolation(code: "speed", measuredKmh: 87, limitKmh: 60), ClaimedViolation(code: "red-light"),
        ],
        vehicle: ClaimedVehicle(kind: .car, colour: "white"), frames: [frame])
    let reading = EventReading(
        candidates: [.init(text: "B1234XYZ", confidence: 0.999), .init(text: "B1234XVZ", confidence: 0.0005)],
        colour: .blackOnWhite, expiry: nil, sightings: [], doubts: [], model: "m")
    return MatchingInput(
        capture: capture, reading: reading, minimumConfidence: 0.995, localDate: day("2026-07-21"),
        answer: .found(registration()), permittedViolations: ["speed", "red-light", "plate"],
        catalogue: ViolationCatalogue(
            ["speed", "red-light", "plate"].map { code in
                ViolationRule(
                    code: code, title: code, article: "Pasal 287", fineRupiah: 500_000, validFrom: day("2009-06-22"),
                    validUntil: nil)
            }))
}

func registration() -> Registration {
    Registration(
        vehicle: Vehicle(
            plate: "B1234XYZ", make: "TOYOTA", type: "AVANZA", kind: .car, model: "MINIBUS", year: 2021,
            colour: "PUTIH MUTIARA", chassisNumber: "C", engineNumber: "E", fuel: "BENSIN", plateColour: .blackOnWhite),
        owner: Owner(
            name: "BUDI MADE UP", nik: "1", address: "JL. MELATI 1", kelurahan: "K", kecamatan: "K", city: "JAKARTA",
            postalCode: "10310", phone: "", email: ""),
        ownedFrom: day("2021-01-01"), stnkValidUntil: day("2031-01-31"))
}

func day(_ text: String) -> LocalDate { LocalDate(iso8601: text) ?? LocalDate(dayNumber: 0) }

/// The clear case with one change.
func decision(_ change: (inout MatchingInput) -> Void) -> Decision {
    var input = clearCase()
    change(&input)
    return decide(input)
}

/// The clear case with one change to its registration.
func registered(as change: (inout Registration) -> Void) -> Decision {
    decision { input in
        var registration = registration()
        change(&registration)
        input.answer = .found(registration)
    }
}

extension Decision {
    func rule(_ name: String) -> RuleResult? { rules.first { $0.rule == name } }
}

func entry(_ reason: String) -> VehicleListEntry {
    VehicleListEntry(subject: .plate("B1234XYZ"), reason: reason, validFrom: nil, validUntil: nil)
}

/// A linear congruential generator (Knuth's MMIX constants), so that tests throw the same dice everywhere.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
