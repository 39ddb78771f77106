import Domain

extension Judgement {
    /// Of a capture whose plate was seen elsewhere at an impossible time.
    init(elsewhere sighting: MatchingInput.OtherSighting) {
        let distance = sighting.kilometres.isFinite ? "\(Int(sighting.kilometres.rounded())) km" : "far"
        self = .doubt(
            .suspectedClone,
            "Seen \(distance) away at camera \(sighting.cameraID) at \(sighting.capturedAt.rfc3339): one may be a copy."
        )
    }
}

extension Decision.RuleResult {
    /// What the rule `elsewhere` says of an earlier capture once a later one makes it a suspect.
    ///
    /// - Parameter sighting: the later capture, as seen from the earlier one.
    public init(elsewhere sighting: MatchingInput.OtherSighting) {
        let judgement = Judgement(elsewhere: sighting)
        self.init(
            rule: Rule.elsewhere.name, verdict: judgement.verdict, reason: judgement.reason?.rawValue,
            detail: judgement.detail)
    }
}
