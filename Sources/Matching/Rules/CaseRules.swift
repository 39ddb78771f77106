import Domain

extension Rule {
    /// An exemption rests on which vehicle it is, so it dismisses only if that is certain: a clone of an ambulance's plate
    /// is for an officer.
    static let exempt = Rule("exempt") { input, findings in
        guard !input.exempt.isEmpty else { return .agree("Not exempt.") }
        let reasons = input.exempt.map(\.reason).joined(separator: ", ")
        guard findings.isPlateCertain else {
            return .doubt(.exempt, "Exempt (\(reasons)) if the plate is read right, which is not certain.")
        }
        guard findings.isVehicleConsistent else {
            return .doubt(.exempt, "The plate is exempt (\(reasons)), but the picture may show another vehicle.")
        }
        let isByKind = input.exempt.allSatisfy { if case .kind = $0.subject { true } else { false } }
        if isByKind, input.answer.registration == nil {
            return .doubt(.exempt, "The kind is exempt (\(reasons)), but the register gives no single answer.")
        }
        return .dismiss(.exempt, "Exempt: \(reasons).")
    }

    /// A repeat rests on plate and time, so it dismisses only if both are certain and a letter for the first has gone out.
    static let repeated = Rule("repeat") { input, findings in
        guard let earlier = input.earlier, earlier.outcome != .dismissed else {
            return .agree("No earlier event of the plate at this camera within the window.")
        }
        let codes = Set(findings.violations.remaining.map(\.code))
        let name = "event \(earlier.eventID) at \(earlier.capturedAt.rfc3339)"
        guard !codes.isEmpty, !codes.isDisjoint(with: earlier.violations) else {
            return .agree("The violations differ from those of \(name).")
        }
        guard codes.isSubset(of: earlier.violations) else {
            return .doubt(.duplicate, "Partly the same violations as \(name).")
        }
        guard findings.isPlateCertain, !input.doubts.contains(.clock) else {
            return .doubt(.duplicate, "Repeats \(name) if plate and time are right, which is not certain.")
        }
        guard earlier.outcome == .issued else {
            return .doubt(.duplicate, "Repeats \(name), which waits for an officer.")
        }
        return .dismiss(.duplicate, "Repeats \(name), for which a letter was issued.")
    }
}
