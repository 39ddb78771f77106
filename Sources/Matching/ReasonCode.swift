/// Why an event was dismissed or waits for an officer. The codes are stable: they are stored, counted and documented in
/// `docs/reasons.md`.
public enum ReasonCode: String, Codable, Sendable, CaseIterable {
    case noPlate = "no-plate"
    case plateForm = "plate-form"
    case regionUnknown = "region-unknown"
    case uncertainReading = "uncertain-reading"
    case severalPlates = "several-plates"
    case framesDisagree = "frames-disagree"
    case frameUnreadable = "frame-unreadable"
    case clockDoubt = "clock-doubt"
    case incomplete
    case noViolation = "no-violation"
    case notPermitted = "not-permitted"
    case violationUnknown = "violation-unknown"
    case speedUnmeasured = "speed-unmeasured"
    case withinTolerance = "within-tolerance"
    case notRegistered = "not-registered"
    case registerAmbiguous = "register-ambiguous"
    case registerMismatch = "register-mismatch"
    case ownerUnknown = "owner-unknown"
    case ownerSinceUnknown = "owner-since-unknown"
    case addressIncomplete = "address-incomplete"
    case saleReported = "sale-reported"
    case registrationEnded = "registration-ended"
    case registrationLapsed = "registration-lapsed"
    case movedToOtherPlate = "moved-to-other-plate"
    case blockedForCause = "blocked-for-cause"
    case statusUnknown = "status-unknown"
    case kindMismatch = "kind-mismatch"
    case colourMismatch = "colour-mismatch"
    case plateColourMismatch = "plate-colour-mismatch"
    case weakSigns = "weak-signs"
    case watchListed = "watch-listed"
    case suspectedClone = "suspected-clone"
    case exempt
    case duplicate
}
