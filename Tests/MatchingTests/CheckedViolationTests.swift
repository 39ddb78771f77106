import Domain
import Matching
import Testing

// Violations are checked, not believed.

private func claim(_ code: String, _ change: (inout MatchingInput) -> Void = { _ in }) -> Decision {
    decision { input in
        input.capture.violations = [ClaimedViolation(code: code)]
        input.permittedViolations.insert(code)
        input.catalogue = ViolationCatalogue([
            ViolationRule(
                code: code, title: code, article: "Pasal 287", fineRupiah: 500_000, validFrom: day("2009-06-22"),
                validUntil: nil)
        ])
        change(&input)
    }
}

private func redLight(_ state: CameraClaims.Signal.State?, since seconds: Double?) -> Decision {
    claim("red-light") { input in
        input.capture.claims = CameraClaims(
            format: "dahua",
            signal: .init(state: state, redSince: seconds.map { input.capture.capturedAt.adding(seconds: -$0) }))
    }
}

@Test func `a red light stands by the signal's times, or without any`() {
    #expect(claim("red-light").outcome == .issued)
    #expect(redLight(.red, since: 4).outcome == .issued)
    #expect(redLight(nil, since: 0.6).outcome == .issued)
    // A time of long ago is no signal time.
    #expect(redLight(.red, since: 1_000_000).outcome == .issued)
}

@Test func `a light that wasn't red yet, or hardly, is no violation`() {
    for seconds in [0.5, 0, -3] {
        let decision = redLight(.red, since: seconds)
        #expect(decision.outcome == .dismissed && decision.reasons == ["signal-not-red"], "\(seconds)")
        #expect(decision.violations.isEmpty)
    }
}

@Test func `a red light beside a green one goes to an officer`() {
    #expect(redLight(.green, since: nil).reasons == ["signal-contradicts"])
    #expect(redLight(.yellow, since: 4).outcome == .review)
}

@Test func `a red light that falls away leaves the speed`() {
    let decision = decision { input in
        input.capture.claims = CameraClaims(
            format: "x", signal: .init(state: .red, redSince: input.capture.capturedAt.adding(seconds: 1)))
    }
    #expect(decision.outcome == .issued && decision.violations.map(\.code) == ["speed"])
}

/// The clear case's plate ends in 4; it is Tuesday, 21 July 2026, 08:30.
private func oddEven(_ change: (inout MatchingInput) -> Void = { _ in }) -> Decision {
    claim("odd-even") { input in
        input.isHoliday = false
        change(&input)
    }
}

private func at(_ input: inout MatchingInput, _ time: String) {
    input.localTime = LocalDateTime(Timestamp(rfc3339: time) ?? Timestamp(milliseconds: 0), in: .jakarta)
}

@Test func `odd and even are computed from plate and day`() {
    #expect(oddEven().outcome == .issued)
    let evenDay = oddEven { at(&$0, "2026-07-22T08:30:00+07:00") }
    #expect(evenDay.outcome == .dismissed && evenDay.reasons == ["odd-even-allowed"])
    let oddPlate = oddEven { input in
        input.reading.candidates = [.init(text: "B1235XYZ", confidence: 0.999)]
    }
    #expect(oddPlate.outcome == .dismissed)
}

@Test func `whether an uncertain plate may drive there is for an officer`() {
    let decision = oddEven { input in
        input.reading.candidates = [.init(text: "B1235XYZ", confidence: 0.8)]
    }
    #expect(decision.outcome == .review && decision.reasons.contains("odd-even-allowed"))
}

@Test(arguments: [
    "2026-07-21T05:59:59+07:00", "2026-07-21T10:00:00+07:00", "2026-07-21T21:00:00+07:00", "2026-07-25T08:30:00+07:00",
])
func `outside of the hours nothing is forbidden`(time: String) {
    let decision = oddEven { at(&$0, time) }
    #expect(decision.outcome == .dismissed && decision.reasons == ["odd-even-not-in-force"])
}

@Test func `on holidays it isn't in force, and without the year's holidays nobody knows`() {
    #expect(oddEven { $0.isHoliday = true }.reasons == ["odd-even-not-in-force"])
    #expect(oddEven { $0.isHoliday = nil }.reasons == ["holidays-unknown"])
}

@Test func `vehicles that are free of the rule get no letter`() {
    func registered(_ change: (inout Registration) -> Void) -> Decision {
        oddEven { input in
            var registration = registration()
            change(&registration)
            input.answer = .found(registration)
        }
    }
    #expect(registered { $0.vehicle.fuel = "LISTRIK" }.reasons == ["odd-even-allowed"])
    #expect(registered { $0.vehicle.plateColour = .blackOnYellow }.violations.isEmpty)
}
