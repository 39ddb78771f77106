import Domain
import Matching
import Testing

private typealias Verdict = Decision.RuleResult.Verdict
private typealias Change = @Sendable (inout MatchingInput) -> Void

/// Changes the registration of the clear case.
private func registered(_ change: @escaping @Sendable (inout Registration) -> Void) -> Change {
    { input in
        guard case .found(var registration) = input.answer else { return }
        change(&registration)
        input.answer = .found(registration)
    }
}

private let lost: Change = { $0.answer = .notFound }
private let noPlate: Change = { $0.reading.candidates = [] }
private let far: Change = {
    $0.elsewhere = [.init(cameraID: "X", capturedAt: $0.capture.capturedAt, kilometres: 500)]
}
private let slow: Change = {
    $0.capture.violations = [.init(code: "speed", measuredKmh: 61, limitKmh: 60)]
}
private func earlier(_ violations: Set<String>, _ outcome: Outcome) -> Change {
    {
        $0.earlier = .init(
            eventID: "E-0", capturedAt: $0.capture.capturedAt, violations: violations, outcome: outcome)
    }
}
private let none: Change = { _ in }
private let buyer = Owner(
    name: "CITRA", nik: "2", address: "JL. K 2", kelurahan: "", kecamatan: "", city: "BEKASI", postalCode: "",
    phone: "",
    email: "")

/// Every verdict that every rule can give, with a change to the clear case that leads to it.
private let table: [(rule: String, verdict: Verdict, change: Change)] = [
    ("plate-found", .agree, none), ("plate-found", .dismiss, noPlate),
    (
        "plate-found", .doubt,
        {
            noPlate(&$0)
            $0.capture.vehicle?.plate = "B 1 A"
        }
    ),
    ("plate-form", .agree, none), ("plate-form", .unknown, noPlate),
    ("plate-form", .doubt, { if !$0.reading.candidates.isEmpty { $0.reading.candidates[0].text = "XX1A" } }),
    ("confidence", .agree, none), ("confidence", .unknown, noPlate),
    ("confidence", .doubt, { if !$0.reading.candidates.isEmpty { $0.reading.candidates[0].confidence = 0.9 } }),
    ("one-plate", .agree, none), ("one-plate", .doubt, { $0.reading.doubts.append(.severalPlates) }),
    ("frames-agree", .agree, none), ("frames-agree", .doubt, { $0.reading.doubts.append(.framesDisagree) }),
    ("frames-readable", .agree, none), ("frames-readable", .doubt, { $0.reading.doubts.append(.frameUnreadable) }),
    ("clock", .agree, none), ("clock", .doubt, { $0.doubts.insert(.clock) }),
    ("complete", .agree, none), ("complete", .doubt, { $0.doubts.insert(.incomplete) }),
    ("violation-permitted", .agree, none), ("violation-permitted", .dismiss, { $0.permittedViolations = [] }),
    ("violation-known", .agree, none), ("violation-known", .unknown, slow),
    ("violation-known", .doubt, { $0.catalogue = ViolationCatalogue([]) }),
    ("speed", .agree, none), ("speed", .dismiss, slow),
    ("speed", .unknown, { $0.capture.violations = [.init(code: "red-light")] }),
    ("speed", .doubt, { $0.capture.violations = [.init(code: "speed")] }),
    ("registered", .agree, none), ("registered", .unknown, noPlate), ("registered", .doubt, lost),
    ("owner-known", .agree, none), ("owner-known", .unknown, lost),
    ("owner-known", .doubt, registered { $0.ownedFrom = nil }),
    ("address", .agree, none), ("address", .unknown, registered { $0.owner = nil }),
    ("address", .doubt, registered { $0.owner?.city = "" }),
    ("no-sale-report", .agree, registered { $0.saleReport = .init(on: nil, buyer: buyer) }),
    ("no-sale-report", .unknown, lost),
    ("no-sale-report", .doubt, registered { $0.saleReport = .init(on: nil, buyer: nil) }),
    ("registration-current", .agree, none), ("registration-current", .unknown, registered { $0.stnkValidUntil = nil }),
    ("registration-current", .doubt, registered { $0.end = .init(since: nil, cause: .ended) }),
    ("no-grave-block", .agree, none), ("no-grave-block", .unknown, lost),
    ("no-grave-block", .doubt, registered { $0.blocks = [.init(since: nil, cause: .crime)] }),
    ("status-known", .agree, none), ("status-known", .unknown, lost),
    ("status-known", .doubt, registered { $0.unknownStatus = "?" }),
    ("kind", .agree, none), ("kind", .unknown, { $0.capture.vehicle?.kind = nil }),
    ("kind", .doubt, { $0.capture.vehicle?.kind = .bus }),
    ("colour", .agree, none), ("colour", .unknown, { $0.capture.vehicle?.colour = nil }),
    ("colour", .doubt, { $0.capture.vehicle?.colour = "red" }),
    ("paint", .agree, { $0.reading.vehicleColour = .white }), ("paint", .unknown, none),
    ("paint", .doubt, { $0.reading.vehicleColour = .red }),
    ("plate-colour", .agree, none), ("plate-colour", .unknown, { $0.reading.colour = .unknown }),
    ("plate-colour", .doubt, { $0.reading.colour = .blackOnYellow }),
    ("expiry", .agree, { $0.reading.expiry = "01.31" }), ("expiry", .unknown, none),
    ("expiry", .doubt, { $0.reading.expiry = "07.28" }),
    ("plate-size", .agree, { $0.reading.sightings = [sighting(320)] }), ("plate-size", .unknown, none),
    ("plate-size", .doubt, { $0.reading.sightings = [sighting(150)] }),
    ("number-range", .agree, none),
    ("number-range", .unknown, { $0.capture.vehicle = ClaimedVehicle(kind: .motorcycle, colour: "white") }),
    (
        "number-range", .doubt,
        {
            $0.capture.vehicle = ClaimedVehicle(kind: .motorcycle)
            $0.reading.colour = .unknown
        }
    ),
    ("other-reading", .agree, none), ("other-reading", .unknown, lost),
    (
        "other-reading", .doubt,
        {
            $0.otherReadings = [registration()]
            $0.otherReadings[0].vehicle.plate = "B1234XVZ"
            $0.otherReadings[0].stnkValidUntil = day("2028-07-31")
            $0.reading.expiry = "07.28"
        }
    ),
    ("watch-list", .agree, none), ("watch-list", .doubt, { $0.watched = [entry("clone")] }),
    ("elsewhere", .agree, none), ("elsewhere", .doubt, far),
    ("exempt", .agree, none), ("exempt", .dismiss, { $0.exempt = [entry("ambulance")] }),
    (
        "exempt", .doubt,
        {
            $0.exempt = [entry("ambulance")]
            $0.reading.doubts.append(.severalPlates)
        }
    ),
    ("repeat", .agree, none), ("repeat", .dismiss, earlier(["speed", "red-light"], .issued)),
    ("repeat", .doubt, earlier(["speed", "red-light"], .review)),
]

private func sighting(_ width: Int) -> EventReading.Sighting {
    .init(
        frame: 0, text: "B1234XYZ", confidence: 0.999, box: [0, 0, width, 100],
        corners: [[0, 0], [width, 0], [width, 100], [0, 100]], isTarget: true)
}

@Test func `every rule is in the table, and gives each of its verdicts`() {
    // Red light and odd-even have tables of their own in CheckedViolationTests.
    let others: Set<String> = ["signal", "odd-even"]
    #expect(Set(table.map(\.rule)).union(others) == Set(decide(clearCase()).rules.map(\.rule)))
    for (rule, verdict, change) in table {
        let decision = decision { change(&$0) }
        #expect(decision.rule(rule)?.verdict == verdict, "\(rule), \(verdict)")
    }
}

/// Some changes overlap, so that the second undoes the first; what must hold, holds for all.
@Test func `any two verdicts together lead to the gravest outcome, and each doubt names its reason`() {
    for one in table {
        for other in table {
            let decision = decision {
                one.change(&$0)
                other.change(&$0)
            }
            let verdicts = Set(decision.rules.map(\.verdict))
            let expected: Outcome =
                verdicts.contains(.dismiss) ? .dismissed : verdicts.contains(.doubt) ? .review : .issued
            #expect(decision.outcome == expected, "\(one.rule) \(one.verdict), \(other.rule) \(other.verdict)")
            for result in decision.rules {
                #expect((result.reason == nil) == [.agree, .unknown].contains(result.verdict), "\(result.rule)")
            }
            if decision.outcome == .issued { #expect(decision.owner != nil && !decision.violations.isEmpty) }
        }
    }
}
