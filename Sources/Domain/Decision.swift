/// The one final result of an accepted event.
public enum Outcome: String, Codable, Sendable, CaseIterable {
    case issued, review, dismissed
}

/// What was decided for an event and why: every rule that was looked at, in order, with its result.
public struct Decision: Hashable, Codable, Sendable {
    public struct RuleResult: Hashable, Codable, Sendable {
        public enum Verdict: String, Codable, Sendable, CaseIterable {
            /// Nothing stands against a letter.
            case agree
            /// Nothing is known either way; does not stop a letter.
            case unknown
            /// A person must look.
            case doubt
            /// No letter.
            case dismiss
        }

        /// The rule's stable name (`confidence`, `owner-known`).
        public var rule: String
        public var verdict: Verdict
        /// The reason code for `doubt` and `dismiss`; nil otherwise.
        public var reason: String?
        /// For officers: what was compared with what. May hold plates, so it never goes into logs.
        public var detail: String

        public init(rule: String, verdict: Verdict, reason: String?, detail: String) {
            self.rule = rule
            self.verdict = verdict
            self.reason = reason
            self.detail = detail
        }
    }

    public var outcome: Outcome
    public var rules: [RuleResult]
    /// Codes of the violations that remain after tolerance and permission; a letter lists all of them.
    public var violations: [ClaimedViolation]
    /// What the register has for the plate on that day, as far as known.
    public var vehicle: Vehicle?
    /// Whom a letter goes to: the registered owner, or who bought the vehicle and isn't registered yet.
    public var owner: Owner?
    /// What the letter says of ``owner``; nil for the registered owner of a vehicle of which no sale is reported.
    public var sale: ReportedSale?
    /// Registered vehicles with plates like the one read, the likeliest first, for officers; nil if none was looked for.
    public var near: [NearVehicle]?

    public init(
        outcome: Outcome, rules: [RuleResult], violations: [ClaimedViolation], vehicle: Vehicle?, owner: Owner?,
        sale: ReportedSale? = nil, near: [NearVehicle]? = nil
    ) {
        self.outcome = outcome
        self.rules = rules
        self.violations = violations
        self.vehicle = vehicle
        self.owner = owner
        self.sale = sale
        self.near = near
    }

    /// Reason codes of the rules that decided, without repeats, in the order of the rules.
    public var reasons: [String] {
        var seen = Set<String>()
        return rules.compactMap(\.reason).filter { seen.insert($0).inserted }
    }
}
