import Domain

/// One question of the decision. Its name is stable; it looks at nothing but the input and what was found from it.
struct Rule: Sendable {
    let name: String
    private let judge: @Sendable (MatchingInput, Findings) -> Judgement

    init(_ name: String, _ judge: @escaping @Sendable (MatchingInput, Findings) -> Judgement) {
        self.name = name
        self.judge = judge
    }

    func result(_ input: MatchingInput, _ findings: Findings) -> Decision.RuleResult {
        let judgement = judge(input, findings)
        return .init(
            rule: name, verdict: judgement.verdict, reason: judgement.reason?.rawValue, detail: judgement.detail)
    }

    /// Whether the text of the plate is certain. Asks neither lists nor register.
    static let aboutReading: [Rule] = [
        .plateFound, .plateForm, .confidence, .onePlate, .framesAgree, .framesReadable,
    ]
    /// Whether the violation stands.
    static let aboutViolation: [Rule] = [
        .clock, .completeness, .permitted, .violationKnown, .speed, .signal, .oddEven,
    ]
    /// Whose vehicle it was.
    static let aboutOwner: [Rule] = [
        .registered, .ownerKnown, .address, .sale, .current, .blocks, .status,
    ]
    /// Whether the vehicle in the picture is the one in the register.
    static let aboutVehicle: [Rule] = [
        .kind, .colour, .paint, .plateColour, .expiry, .plateSize, .numberRange, .otherReading, .watchList, .elsewhere,
    ]
    /// Whether this vehicle gets a letter for this at all.
    static let aboutCase: [Rule] = [.exempt, .repeated]

    /// In the order in which officers read them.
    static let all = aboutReading + aboutViolation + aboutOwner + aboutVehicle + aboutCase
}

/// What a rule says, with its evidence in English for officers.
struct Judgement: Sendable {
    var verdict: Decision.RuleResult.Verdict
    var reason: ReasonCode?
    var detail: String

    static func agree(_ detail: String) -> Self { .init(verdict: .agree, detail: detail) }
    static func unknown(_ detail: String) -> Self { .init(verdict: .unknown, detail: detail) }
    static func doubt(_ reason: ReasonCode, _ detail: String) -> Self {
        .init(verdict: .doubt, reason: reason, detail: detail)
    }
    static func dismiss(_ reason: ReasonCode, _ detail: String) -> Self {
        .init(verdict: .dismiss, reason: reason, detail: detail)
    }
}
