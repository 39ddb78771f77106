import Domain
import Matching
import Testing

@Test(arguments: [
    (63.0, 60.0, false), (63.1, 60, true), (100, 97, false), (100.1, 97, true), (103, 100, false), (104, 100, true),
    (144, 140, false), (145, 140, true), (50, 60, false),
])
func `a speed counts after tolerance`(measured: Double, limit: Double, isKept: Bool) {
    let decision = decision {
        $0.capture.violations = [ClaimedViolation(code: "speed", measuredKmh: measured, limitKmh: limit)]
    }
    #expect(decision.outcome == (isKept ? .issued : .dismissed))
    #expect(decision.reasons == (isKept ? [] : ["within-tolerance"]))
}

@Test func `a speed within tolerance is left out where another violation remains`() {
    let decision = decision { $0.capture.violations[0].measuredKmh = 62 }
    #expect(decision.outcome == .issued)
    #expect(decision.violations.map(\.code) == ["red-light"])
}

@Test(arguments: [nil, Double.nan, 0, 900])
func `a speed that isn't plausible is for an officer`(measured: Double?) {
    let decision = decision { $0.capture.violations[0].measuredKmh = measured }
    #expect(decision.outcome == .review)
    #expect(decision.reasons == ["speed-unmeasured"])
}

@Test func `no plate is dismissed unless something was missed`() {
    func reasons(_ change: (inout MatchingInput) -> Void) -> (Outcome, String?) {
        let decision = decision { input in
            input.reading.candidates = []
            change(&input)
        }
        return (decision.outcome, decision.reasons.first)
    }
    #expect(reasons { _ in } == (.dismissed, "no-plate"))
    #expect(reasons { $0.capture.violations.append(.init(code: "plate")) } == (.review, "no-plate"))
    #expect(reasons { $0.reading.doubts = [.frameUnreadable] } == (.review, "no-plate"))
    #expect(reasons { $0.capture.vehicle?.plate = "B 1234 XYZ" } == (.review, "no-plate"))
    #expect(reasons { $0.capture.vehicle?.plate = "unknown" } == (.dismissed, "no-plate"))
}

@Test func `an exemption needs a certain plate and a vehicle that fits`() {
    func outcome(_ change: (inout MatchingInput) -> Void) -> Outcome {
        decision { input in
            input.exempt = [entry("ambulance")]
            change(&input)
        }.outcome
    }
    #expect(outcome { _ in } == .dismissed)
    #expect(outcome { $0.reading.candidates[0].confidence = 0.9 } == .review)
    #expect(outcome { $0.reading.doubts = [.severalPlates] } == .review)
    #expect(outcome { $0.capture.vehicle?.colour = "black" } == .review)
    #expect(outcome { $0.watched = [entry("clone")] } == .review)
    #expect(outcome { $0.answer = .notFound } == .dismissed)
}

@Test func `a repeat is dismissed only after a letter, and only if plate and time are certain`() {
    func outcome(
        _ violations: Set<String>, _ earlier: Outcome = .issued, _ change: (inout MatchingInput) -> Void = { _ in }
    ) -> Outcome {
        decision { input in
            input.earlier = .init(
                eventID: "E-0", capturedAt: input.capture.capturedAt, violations: violations, outcome: earlier)
            change(&input)
        }.outcome
    }
    #expect(outcome(["speed", "red-light"]) == .dismissed)
    #expect(outcome(["speed", "red-light"], .review) == .review)
    #expect(outcome(["speed", "red-light"], .dismissed) == .issued)
    #expect(outcome(["speed"]) == .review)
    #expect(outcome(["helmet"]) == .issued)
    #expect(outcome(["speed", "red-light"]) { $0.doubts = [.clock] } == .review)
    #expect(outcome(["speed", "red-light"]) { $0.reading.candidates[0].confidence = 0.5 } == .review)
}

@Test func `each state of the register has its reason`() {
    let end = Registration.End(since: day("2026-01-01"), cause: .ended)
    let cases: [(String, (inout Registration) -> Void)] = [
        ("owner-unknown", { $0.owner = nil }), ("owner-since-unknown", { $0.ownedFrom = nil }),
        ("owner-unknown", { $0.ownedUntil = day("2026-07-20") }),
        ("owner-unknown", { $0.ownedFrom = day("2026-07-22") }),
        ("address-incomplete", { $0.owner?.address = "" }),
        ("sale-reported", { $0.saleReport = .init(on: nil, buyer: nil) }),
        ("registration-ended", { $0.end = end }),
        ("moved-to-other-plate", { $0.end = .init(since: nil, cause: .moved, newPlate: "AB7C") }),
        ("registration-lapsed", { $0.stnkValidUntil = day("2024-01-01") }),
        ("blocked-for-cause", { $0.blocks = [.init(since: nil, cause: .crime)] }),
        ("status-unknown", { $0.unknownStatus = "?" }), ("register-mismatch", { $0.vehicle.plate = "B1234XYY" }),
    ]
    for (reason, change) in cases {
        let decision = registered(as: change)
        #expect(decision.outcome == .review, "\(reason)")
        #expect(decision.reasons == [reason])
    }
    #expect(registered(as: { $0.blocks = [.init(since: nil, cause: .etle)] }).outcome == .issued)
}

@Test(arguments: [
    ("white", "PUTIH MUTIARA", "agree"), ("silver", "PUTIH", "unknown"), ("grey", "ABU-ABU METALIK", "agree"),
    ("gray", "SILVER METALIK", "unknown"), ("red", "MERAH MARUN", "agree"), ("black", "PUTIH", "doubt"),
    ("black", "HITAM PUTIH", "agree"), ("unknown", "HITAM", "unknown"), ("red", "", "unknown"),
    ("red", "ZZZ", "unknown"),
    ("black", "MERAH", "doubt"), ("blue", "BIRU TUA MET.", "agree"), ("pink", "MERAH MUDA", "agree"),
    ("green", "HIJAU/KUNING", "agree"), ("yellow", "BIRU", "doubt"),
])
func `colours are compared with room for light`(seen: String, known: String, verdict: String) {
    let decision = decision { input in
        input.capture.vehicle?.colour = seen
        var registration = registration()
        registration.vehicle.colour = known
        input.answer = .found(registration)
    }
    #expect(decision.rule("colour")?.verdict.rawValue == verdict)
}

@Test func `two places too far apart are a suspected clone`() {
    func decision(_ kilometres: Double, _ minutes: Double) -> Decision {
        MatchingTests.decision { input in
            input.elsewhere = [
                .init(
                    cameraID: "BDG-1", capturedAt: input.capture.capturedAt.adding(seconds: -60 * minutes),
                    kilometres: kilometres)
            ]
        }
    }
    #expect(decision(100, 10).reasons == ["suspected-clone"])
    #expect(decision(100, 60).outcome == .issued)
    #expect(decision(.nan, 60).outcome == .review)
}

@Test func `an officer's plate is certain and is asked like any other`() {
    func decision(_ plate: String, _ answer: RegistryAnswer) -> Decision {
        MatchingTests.decision { input in
            input.reading.candidates[0].confidence = 0.3
            input.reading.doubts = [.severalPlates, .framesDisagree]
            input.officerPlate = plate
            input.answer = answer
        }
    }
    #expect(decision("b 1234 xyz", .found(registration())).outcome == .issued)
    #expect(decision("B 1234 XYA", .found(registration())).reasons == ["register-mismatch"])
    #expect(decision("B 1234 XYA", .notFound).reasons == ["not-registered"])
    #expect(decision("no idea", .notFound).reasons == ["plate-form", "not-registered"])
}

@Test func `near candidates are named to the officer`() {
    var near = registration()
    near.vehicle.plate = "B1234XYA"
    let decision = decision { input in
        input.answer = .notFound
        input.near = [NearMatch(registration: near, weight: 1)]
    }
    #expect(decision.rule("registered")?.detail.contains("B1234XYA") == true)
    #expect(decision.owner == nil)
}
