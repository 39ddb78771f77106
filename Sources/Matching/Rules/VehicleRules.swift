import Domain

extension Rule {
    static let kind = onRegistration("kind") { registration, input in
        guard let seen = input.capture.vehicle?.kind, let known = registration.vehicle.kind else {
            return .unknown("The kind isn't known on both sides.")
        }
        if seen == known { return .agree("Both say \(known.rawValue).") }
        if seen == .special || known == .special {
            return .unknown("Special vehicles look like any kind: the camera says \(seen.rawValue).")
        }
        return .doubt(.kindMismatch, "The camera says \(seen.rawValue), the register \(known.rawValue).")
    }

    static let colour = onRegistration("colour") { registration, input in
        guard let word = input.capture.vehicle?.colour, let seen = BasicColour(camera: word) else {
            return .unknown("The camera names no colour that is known.")
        }
        return compare("the camera says", seen, registration)
    }

    static let paint = onRegistration("paint") { registration, input in
        guard let seen = input.reading.vehicleColour else {
            return .unknown("The vehicle's colour can't be told from the picture with certainty.")
        }
        return compare("the picture shows", seen, registration)
    }

    private static func compare(_ who: String, _ seen: BasicColour, _ registration: Registration) -> Judgement {
        let known = BasicColour.inRegister(registration.vehicle.colour)
        let comparison = "\(who) \(seen.rawValue), the register has \(registration.vehicle.colour)"
        if known.isEmpty { return .unknown("No comparison: \(comparison).") }
        if known.contains(seen) { return .agree("They agree: \(comparison).") }
        if known.contains(where: seen.isAlike) {
            return .unknown("Easily taken for one another: \(comparison).")
        }
        return .doubt(.colourMismatch, "They differ: \(comparison).")
    }

    static let plateColour = onRegistration("plate-colour") { registration, input in
        let seen = input.reading.colour
        let known = registration.vehicle.plateColour
        if seen == .unknown || known == .unknown { return .unknown("The plate's colour isn't known on both sides.") }
        if seen == known { return .agree("Both say \(known.rawValue).") }
        return .doubt(.plateColourMismatch, "The picture shows \(seen.rawValue), the register has \(known.rawValue).")
    }

    static let expiry = onRegistration("expiry") { registration, input in
        let comparison =
            "the plate's expiry is \(input.reading.expiry ?? "not read"), the STNK's "
            + (registration.stnkValidUntil?.plateExpiry ?? "not known")
        return switch PlateSigns.expiry(registration, input) {
        case true?: .agree("They agree: \(comparison).")
        case false?: .doubt(.expiryMismatch, "They differ: \(comparison).")
        case nil: .unknown("No comparison: \(comparison).")
        }
    }

    static let plateSize = onRegistration("plate-size") { registration, input in
        guard let shape = PlateShape(input.reading) else { return .unknown("The plate's shape isn't known.") }
        let seen = "the plate is \(shape.description)"
        return switch PlateSigns.size(registration, input) {
        case true?: .agree("It fits the registered kind: \(seen).")
        case false?: .doubt(.plateSizeMismatch, "It doesn't fit the registered kind: \(seen).")
        case nil: .unknown("It may be of either size: \(seen).")
        }
    }

    /// A soft sign: it says something only where nothing that can be compared confirms the vehicle.
    static let numberRange = Rule("number-range") { input, findings in
        switch PlateSigns.numberRange(input) {
        case true?: return .agree("The number lies in the range of the kind.")
        case nil: return .unknown("The kind isn't known.")
        case false?:
            let confirming = [colour, paint, plateColour, expiry].filter { rule in
                rule.result(input, findings).verdict == .agree
            }
            guard input.answer.registration != nil else {
                return .unknown("The number lies in the range of another kind; there is no vehicle to compare.")
            }
            guard confirming.isEmpty else {
                return .unknown(
                    "The number lies in the range of another kind, but the vehicle is confirmed by: "
                        + confirming.map(\.name).joined(separator: ", ") + ".")
            }
            return .doubt(
                .numberRangeMismatch,
                "The number lies in the range of another kind, and nothing in the picture confirms the vehicle.")
        }
    }

    /// However sure a reading is, one of a thousand is of a neighbouring plate. Where that is registered, too, and its vehicle fits the picture
    /// as well as this one or better, a person looks.
    static let otherReading = Rule("other-reading") { input, findings in
        guard let registration = input.answer.registration else {
            return .unknown("There is no vehicle to compare.")
        }
        guard input.officerPlate == nil, !input.otherReadings.isEmpty else {
            return .agree("No other reading of the plate is registered.")
        }
        let own = signs(of: registration, input, findings)
        for other in input.otherReadings {
            let its = signs(of: other, input, findings)
            guard own.indices.allSatisfy({ its[$0].rank >= own[$0].rank }) else { continue }
            let better = own.indices.filter { its[$0].rank > own[$0].rank }.map { visible[$0].name }
            let fits =
                better.isEmpty ? "as well: nothing tells the two apart" : "better: \(better.joined(separator: ", "))"
            return .doubt(
                .otherReadingFits,
                "The plate may also be \(other.vehicle.plate), which is registered, too, and fits the picture \(fits).")
        }
        return .agree("The picture fits no other registered reading as well.")
    }

    /// What the picture and the camera show of the vehicle, apart from the text of its plate.
    private static let visible = [kind, colour, paint, plateColour, expiry]

    private static func signs(
        of registration: Registration, _ input: MatchingInput, _ findings: Findings
    ) -> [Decision.RuleResult.Verdict] {
        var input = input
        input.answer = .found(registration)
        return visible.map { $0.result(input, findings).verdict }
    }

    static let watchList = Rule("watch-list") { input, _ in
        guard !input.watched.isEmpty else { return .agree("Not on the watch list.") }
        let reasons = input.watched.map(\.reason).joined(separator: ", ")
        return .doubt(.watchListed, "On the watch list: \(reasons).")
    }

    static let elsewhere = Rule("elsewhere") { input, _ in
        guard let first = input.elsewhere.first(where: input.isImpossible) else {
            return .agree("Not seen elsewhere at a time at which it can't have been there.")
        }
        return Judgement(elsewhere: first)
    }
}

extension Decision.RuleResult.Verdict {
    /// How much a sign speaks for a vehicle: against it, not at all, for it.
    fileprivate var rank: Int {
        switch self {
        case .dismiss, .doubt: 0
        case .unknown: 1
        case .agree: 2
        }
    }
}

/// What the plate itself, apart from its text's letters, says of the vehicle: true for it, false against it, nil nothing.
enum PlateSigns {
    /// Whether plate and STNK expire in the same month; plates are valid for five years as the STNK is, and an old plate
    /// may stay on for a while, so a difference of whole fives of years in the same month says nothing.
    static func expiry(_ registration: Registration, _ input: MatchingInput) -> Bool? {
        guard let seen = input.reading.expiry, let valid = registration.stnkValidUntil, seen.utf8.count == 5,
            let month = Int(seen.prefix(2)), let year = Int(seen.suffix(2))
        else { return nil }
        if seen == valid.plateExpiry { return true }
        return month == valid.month && (valid.year - 2000 - year) % 5 == 0 ? nil : false
    }

    /// Whether the plate's shape is that of the registered kind's plates.
    static func size(_ registration: Registration, _ input: MatchingInput) -> Bool? {
        guard let size = PlateShape(input.reading)?.size, let kind = registration.vehicle.kind, kind != .special
        else { return nil }
        return (size == .motorcycle) == (kind == .motorcycle)
    }

    /// Whether the number is one that the kind gets.
    static func numberRange(_ input: MatchingInput) -> Bool? {
        guard let plate = input.plate.flatMap({ PlateNumber($0) }),
            let kind = input.capture.vehicle?.kind ?? input.answer.registration?.vehicle.kind, kind != .special
        else { return nil }
        return NumberRanges.kind(of: plate) == kind
    }
}

/// Which kind gets which numbers (DOMAIN: a soft sign only).
enum NumberRanges {
    static func kind(of plate: PlateNumber) -> VehicleKind {
        let ranges = plate.region == "B" ? jakarta : elsewhere
        return ranges.first { $0.numbers.contains(plate.number) }?.kind ?? .car
    }

    private static let jakarta: [(numbers: ClosedRange<Int>, kind: VehicleKind)] = [
        (1...2999, .car), (3000...6999, .motorcycle), (7000...7999, .bus), (8000...8999, .car), (9000...9999, .goods),
    ]
    private static let elsewhere: [(numbers: ClosedRange<Int>, kind: VehicleKind)] = [
        (1...1999, .car), (2000...6999, .motorcycle), (7000...7999, .bus), (8000...9999, .goods),
    ]
}
