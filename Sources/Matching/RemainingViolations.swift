import Domain

/// Which of the claimed violations are left after permission, tolerance and what can be checked.
struct RemainingViolations {
    private(set) var notPermitted: [ClaimedViolation] = []
    private(set) var withinTolerance: [ClaimedViolation] = []
    private(set) var unmeasured: [ClaimedViolation] = []
    private(set) var unknown: [ClaimedViolation] = []
    /// Nil where no red light is claimed.
    private(set) var signal: SignalCheck?
    /// Nil where the odd-even rule isn't claimed.
    private(set) var oddEven: OddEvenCheck?
    /// What a letter would list, in the camera's order and without repeats; also those that a doubt hangs on.
    private(set) var remaining: [ClaimedViolation] = []

    static let speedCode = "speed"
    static let redLightCode = "red-light"
    static let oddEvenCode = "odd-even"

    init(_ input: MatchingInput) {
        for claim in input.capture.violations.map(Self.finite) where !remaining.contains(claim) {
            guard input.permittedViolations.contains(claim.code) else {
                notPermitted.append(claim)
                continue
            }
            guard stands(claim, input) else { continue }
            if input.catalogue.rule(for: claim.code, on: input.localDate) == nil { unknown.append(claim) }
            remaining.append(claim)
        }
    }

    /// Whether a claim holds as far as it can be checked; writes down what was found.
    private mutating func stands(_ claim: ClaimedViolation, _ input: MatchingInput) -> Bool {
        switch claim.code {
        case Self.speedCode:
            switch Self.isExceeded(claim, input.tolerance) {
            case false?:
                withinTolerance.append(claim)
                return false
            case nil: unmeasured.append(claim)
            case true?: break
            }
        case Self.redLightCode:
            let check = SignalCheck(input.capture, grace: input.redLightGrace)
            signal = check
            if case .tooEarly = check { return false }
        case Self.oddEvenCode:
            let check = OddEvenCheck(input)
            oddEven = check
            switch check {
            case .notInForce, .allowed: return false
            case .violated, .holidaysUnknown, .unknown: break
            }
        default: break
        }
        return true
    }

    /// Without speeds that are no numbers, which couldn't be stored.
    private static func finite(_ claim: ClaimedViolation) -> ClaimedViolation {
        ClaimedViolation(
            code: claim.code, measuredKmh: claim.measuredKmh.flatMap { $0.isFinite ? $0 : nil },
            limitKmh: claim.limitKmh.flatMap { $0.isFinite ? $0 : nil })
    }

    /// Nil if the claim doesn't hold two plausible speeds.
    private static func isExceeded(_ claim: ClaimedViolation, _ tolerance: SpeedTolerance) -> Bool? {
        guard let measured = claim.measuredKmh, let limit = claim.limitKmh, measured > 0, measured < 500, limit > 0,
            limit < 500
        else { return nil }
        return tolerance.isExceeded(limit: limit, measured: measured)
    }
}
