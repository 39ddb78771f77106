import Domain

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

    static let signal = Rule("signal") { input, findings in
        let isAlone = findings.violations.remaining.isEmpty
        switch findings.violations.signal {
        case nil: return .unknown("No red light was claimed.")
        case .unknown: return .unknown("The camera's data hold no signal times.")
        case .red(let seconds):
            return .agree(seconds.map { "Red for \($0) s when the picture was taken." } ?? "The camera saw red.")
        case .tooEarly(let seconds):
            let detail = "red for \(seconds) s, the grace is \(input.redLightGrace) s"
            return isAlone
                ? .dismiss(.signalNotRed, "Not red long enough, and nothing else remains: \(detail).")
                : .agree("Left out, since not red long enough: \(detail).")
        case .contradicts(let state):
            return .doubt(.signalContradicts, "The camera claims a red light and saw \(state.rawValue).")
        }
    }

    static let oddEven = Rule("odd-even") { input, findings in
        let isAlone = findings.violations.remaining.isEmpty
        switch findings.violations.oddEven {
        case nil: return .unknown("The odd-even rule was not claimed.")
        case .unknown: return .unknown("There is no plate to compute it from.")
        case .holidaysUnknown:
            return .doubt(.holidaysUnknown, "holidays.csv has no public holiday of \(input.localDate.year).")
        case .violated(let detail): return .agree("Computed: \(detail).")
        case .notInForce(let detail):
            return isAlone
                ? .dismiss(.oddEvenNotInForce, "Not in force, and nothing else remains: \(detail).")
                : .agree("Left out, since not in force: \(detail).")
        case .allowed(let detail):
            guard isAlone else { return .agree("Left out, since allowed: \(detail).") }
            guard findings.isPlateCertain else {
                return .doubt(.oddEvenAllowed, "Allowed (\(detail)) if the plate is read right, which is not certain.")
            }
            return .dismiss(.oddEvenAllowed, "Allowed, and nothing else remains: \(detail).")
        }
    }
}
