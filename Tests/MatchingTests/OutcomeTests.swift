import Domain
import Foundation
import Matching
import Testing

@Test func `a clear case is issued with all its violations`() {
    let decision = decide(clearCase())
    #expect(decision.outcome == .issued)
    #expect(decision.reasons == [])
    #expect(decision.violations.map(\.code) == ["speed", "red-light"])
    #expect(decision.owner?.name == "BUDI MADE UP")
    #expect(decision.rules.allSatisfy { !$0.detail.isEmpty })
    #expect(Set(decision.rules.map(\.rule)).count == decision.rules.count)
}

@Test func `the outcome of every combination of verdicts is the gravest`() {
    // Four rules with every verdict each, at every place: the outcome depends on which verdicts occur, not where.
    let verdicts = Decision.RuleResult.Verdict.allCases
    for a in verdicts {
        for b in verdicts {
            for c in verdicts {
                for d in verdicts {
                    let all = [a, b, c, d]
                    let expected: Outcome =
                        all.contains(.dismiss) ? .dismissed : all.contains(.doubt) ? .review : .issued
                    #expect(Outcome(of: all) == expected)
                }
            }
        }
    }
    #expect(Outcome(of: []) == .issued)
}

/// Changes to the clear case, one for each way in which a rule can speak up, with the outcome it has alone.
private let changes: [(name: String, outcome: Outcome, change: @Sendable (inout MatchingInput) -> Void)] = [
    ("uncertain", .review, { $0.reading.candidates[0].confidence = 0.99 }),
    ("several plates", .review, { $0.reading.doubts.append(.severalPlates) }),
    ("frames disagree", .review, { $0.reading.doubts.append(.framesDisagree) }),
    ("frame unreadable", .review, { $0.reading.doubts.append(.frameUnreadable) }),
    ("no plate", .dismissed, { $0.reading.candidates = [] }),
    ("clock", .review, { $0.doubts.insert(.clock) }),
    ("incomplete", .review, { $0.doubts.insert(.incomplete) }),
    ("exempt", .dismissed, { $0.exempt = [entry("ambulance")] }),
    ("watched", .review, { $0.watched = [entry("clone")] }),
    ("not registered", .review, { $0.answer = .notFound }),
    ("ambiguous", .review, { $0.answer = .ambiguous([registration(), registration()]) }),
    ("kind", .review, { $0.capture.vehicle?.kind = .motorcycle }),
    ("colour", .review, { $0.capture.vehicle?.colour = "red" }),
    ("plate colour", .review, { $0.reading.colour = .blackOnYellow }),
    ("paint", .review, { $0.reading.vehicleColour = .red }),
    ("expiry", .review, { $0.reading.expiry = "07.28" }),
    (
        "elsewhere", .review,
        { $0.elsewhere = [.init(cameraID: "X", capturedAt: $0.capture.capturedAt, kilometres: 500)] }
    ),
    ("not permitted", .dismissed, { $0.permittedViolations = [] }),
    ("catalogue", .review, { $0.catalogue = ViolationCatalogue([]) }),
    (
        "repeat", .dismissed,
        {
            $0.earlier = .init(
                eventID: "E-0", capturedAt: $0.capture.capturedAt, violations: ["speed", "red-light"], outcome: .issued)
        }
    ),
]

@Test func `one thing alone has its outcome and a reason`() {
    for (name, outcome, change) in changes {
        let decision = decision { change(&$0) }
        #expect(decision.outcome == outcome, "\(name)")
        #expect(!decision.reasons.isEmpty, "\(name)")
    }
}

@Test func `a letter goes out only if every rule agrees or knows nothing and the reading is certain`() {
    // Every set of up to three changes, and of all but up to three.
    for mask in 0..<(1 << changes.count) where !(4...changes.count - 4).contains(mask.nonzeroBitCount) {
        var input = clearCase()
        for (index, change) in changes.enumerated() where mask >> index & 1 == 1 { change.change(&input) }
        let decision = decide(input)
        check(decision, input)
        if mask != 0 { #expect(decision.outcome != .issued) }
    }
}

@Test func `anything the camera may claim leads to a decision that keeps the rules`() {
    var random = Dice(state: 5)
    let colours = ["white", "black", "unknown", "", "grün", "silver"]
    for _ in 0..<3000 {
        var input = clearCase()
        func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
        input.reading.candidates[0].confidence = pick([0.999, 0.2, .nan, .infinity, -1])
        input.reading.candidates[0].text = pick(["B1234XYZ", "", "XX1A", "B 1234 XYZ", "hello", "B01"])
        input.capture.vehicle = pick([
            nil, ClaimedVehicle(kind: pick([nil, .car, .bus, .special]), colour: pick(colours)),
        ])
        input.capture.violations = pick([
            [], [.init(code: "speed", measuredKmh: pick([nil, .nan, 62, 1e300, -5]), limitKmh: pick([nil, 60]))],
            [.init(code: "red-light"), .init(code: "red-light")], [.init(code: "nonsense")],
        ])
        input.officerPlate = pick([nil, nil, "B1234XYZ", "B1X", ""])
        let decision = decide(input)
        check(decision, input)
        #expect(decide(input).rules == decision.rules)
    }
}

/// What must hold for every decision.
private func check(_ decision: Decision, _ input: MatchingInput) {
    #expect(decision.outcome == Outcome(of: decision.rules.map(\.verdict)))
    for rule in decision.rules {
        #expect((rule.reason != nil) == [.doubt, .dismiss].contains(rule.verdict), "\(rule.rule)")
    }
    guard decision.outcome == .issued else { return }
    #expect(decision.rules.allSatisfy { [.agree, .unknown].contains($0.verdict) })
    #expect(input.officerPlate != nil || input.reading.candidates[0].confidence >= input.minimumConfidence)
    #expect(!decision.violations.isEmpty)
    #expect(decision.owner != nil)
    #expect(decision.vehicle?.plate == input.plate)
}
