import Domain

/// Which of the claimed violations are left after permission and tolerance.
struct RemainingViolations {
    private(set) var notPermitted: [ClaimedViolation] = []
    private(set) var withinTolerance: [ClaimedViolation] = []
    private(set) var unmeasured: [ClaimedViolation] = []
    private(set) var unknown: [ClaimedViolation] = []
    /// What a letter would list, in the camera's order and without repeats; also those that a doubt hangs on.
    private(set) var remaining: [ClaimedViolation] = []

    static let speedCode = "speed"

    init(_ input: MatchingInput) {
        for claim in input.capture.violations.map(Self.finite) where !remaining.contains(claim) {
            guard input.permittedViolations.contains(claim.code) else {
                notPermitted.append(claim)
                continue
            }
            if claim.code == Self.speedCode {
                switch Self.isExceeded(claim, input.tolerance) {
                case false:
                    withinTolerance.append(claim)
                    continue
                case nil: unmeasured.append(claim)
                case true: break
                }
            }
            if input.catalogue.rule(for: claim.code, on: input.localDate) == nil { unknown.append(claim) }
            remaining.append(claim)
        }
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

extension Rule {
    static let clock = Rule("clock") { input, _ in
        input.doubts.contains(.clock)
            ? .doubt(.clockDoubt, "The camera's clock is doubtful, so the time of the violation is too.")
            : .agree("Nothing speaks against the camera's clock.")
    }

    static let completeness = Rule("complete") { input, _ in
        input.doubts.contains(.incomplete)
            ? .doubt(.incomplete, "Pictures or data that the camera announced are missing.")
            : .agree("All that the camera announced is there.")
    }

    static let permitted = Rule("violation-permitted") { input, findings in
        let codes = findings.violations.notPermitted.map(\.code).joined(separator: ", ")
        if input.capture.violations.isEmpty { return .dismiss(.noViolation, "The camera reported no violation.") }
        if findings.violations.notPermitted.isEmpty { return .agree("The camera may report all of them.") }
        if findings.violations.notPermitted.count == input.capture.violations.count {
            return .dismiss(.notPermitted, "The camera may not report: \(codes).")
        }
        return .agree("Left out, since the camera may not report: \(codes).")
    }

    static let violationKnown = Rule("violation-known") { input, findings in
        let unknown = findings.violations.unknown.map(\.code).joined(separator: ", ")
        if !unknown.isEmpty {
            return .doubt(
                .violationUnknown, "The catalogue has no article on \(input.localDate.iso8601) for: \(unknown).")
        }
        if findings.violations.remaining.isEmpty { return .unknown("No violation remains to look up.") }
        return .agree("The catalogue has an article for each.")
    }

    static let speed = Rule("speed") { input, findings in
        let violations = findings.violations
        let speeds = violations.withinTolerance.map { claim in
            "\(claim.measuredKmh ?? 0) km/h measured, \(input.tolerance.certainSpeed(measured: claim.measuredKmh ?? 0)) certain, "
                + "limit \(claim.limitKmh ?? 0)"
        }.joined(separator: "; ")
        if !violations.unmeasured.isEmpty {
            return .doubt(.speedUnmeasured, "The camera gives no plausible speed and limit.")
        }
        if !violations.withinTolerance.isEmpty {
            return violations.remaining.isEmpty
                ? .dismiss(.withinTolerance, "Within the tolerance, and nothing else remains: \(speeds).")
                : .agree("Left out, since within the tolerance: \(speeds).")
        }
        let isClaimed = violations.remaining.contains { $0.code == RemainingViolations.speedCode }
        return isClaimed ? .agree("Over the limit after tolerance.") : .unknown("No speed was claimed.")
    }
}
