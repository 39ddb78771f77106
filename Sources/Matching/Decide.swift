import Domain

/// Decides what becomes of an event. A pure function: the input holds all that it looks at.
///
/// Every rule is asked, whatever the others say, so that an officer sees all reasons at once. The outcome follows from the
/// verdicts alone (see ``Outcome/init(of:)``).
public func decide(_ input: MatchingInput) -> Decision {
    let findings = Findings(input)
    let rules = Rule.all.map { rule in rule.result(input, findings) }
    return Decision(
        outcome: Outcome(of: rules.map(\.verdict)), rules: rules, violations: findings.violations.remaining,
        vehicle: input.answer.registration?.vehicle, owner: input.answer.registration?.addressee?.person,
        sale: input.answer.registration?.addressee?.sale,
        near: input.near.isEmpty ? nil : input.near.map(NearVehicle.init))
}

extension Outcome {
    /// One rule that dismisses decides: such a rule speaks only when what it rests on is certain, and doubts otherwise.
    /// Else one doubt brings the event to an officer. Only if every rule agrees or knows nothing is a letter issued.
    public init(of verdicts: some Sequence<Decision.RuleResult.Verdict>) {
        var outcome = Outcome.issued
        for verdict in verdicts {
            switch verdict {
            case .dismiss:
                self = .dismissed
                return
            case .doubt: outcome = .review
            case .agree, .unknown: break
            }
        }
        self = outcome
    }
}

/// What several rules need, found once.
struct Findings {
    /// Nil if the text of the plate hasn't the form of one.
    let plate: PlateNumber?
    let violations: RemainingViolations
    /// Whether the plate is certain enough to act on: without a doubt in the reading, or named by an officer.
    let isPlateCertain: Bool
    /// Whether nothing in the picture speaks against the registered vehicle.
    let isVehicleConsistent: Bool

    init(_ input: MatchingInput) {
        plate = input.plate.flatMap { PlateNumber($0) }
        violations = RemainingViolations(input)
        let partial = Findings(plate: plate, violations: violations, isPlateCertain: false, isVehicleConsistent: false)
        func allows(_ rules: [Rule]) -> Bool {
            rules.allSatisfy { [.agree, .unknown].contains($0.result(input, partial).verdict) }
        }
        isPlateCertain = allows(Rule.aboutReading)
        isVehicleConsistent = allows(Rule.aboutVehicle)
    }

    private init(
        plate: PlateNumber?, violations: RemainingViolations, isPlateCertain: Bool, isVehicleConsistent: Bool
    ) {
        self.plate = plate
        self.violations = violations
        self.isPlateCertain = isPlateCertain
        self.isVehicleConsistent = isVehicleConsistent
    }
}
