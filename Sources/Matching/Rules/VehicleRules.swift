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
        let known = BasicColour.inRegister(registration.vehicle.colour)
        let comparison = "the camera says \(seen.rawValue), the register \(registration.vehicle.colour)"
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
        switch WeakSigns.expiry(registration, input) {
        case true?: .agree("The plate's expiry is that of the STNK.")
        case false?: .unknown("Weak sign against: the plate's expiry differs from the STNK's.")
        case nil: .unknown("The expiry isn't known on both sides.")
        }
    }

    static let numberRange = Rule("number-range") { input, _ in
        switch WeakSigns.numberRange(input) {
        case true?: .agree("The number lies in the range of the kind.")
        case false?: .unknown("Weak sign against: the number lies in the range of another kind.")
        case nil: .unknown("The kind isn't known.")
        }
    }

    /// One weak sign says nothing; two that say the same do.
    static let weakSigns = onRegistration("weak-signs") { registration, input in
        let signs = [WeakSigns.expiry(registration, input), WeakSigns.numberRange(input)]
        return signs.allSatisfy { $0 == false }
            ? .doubt(.weakSigns, "Both the plate's expiry and its number speak against this vehicle.")
            : .agree("Not both weak signs speak against this vehicle.")
    }

    static let watchList = Rule("watch-list") { input, _ in
        guard !input.watched.isEmpty else { return .agree("Not on the watch list.") }
        let reasons = input.watched.map(\.reason).joined(separator: ", ")
        return .doubt(.watchListed, "On the watch list: \(reasons).")
    }

    /// Faster than this as the crow flies, one vehicle wasn't at both places.
    static let fastestKmh = 200.0

    static let elsewhere = Rule("elsewhere") { input, _ in
        let impossible = input.elsewhere.filter { sighting in
            let hours = abs(input.capture.capturedAt.seconds(since: sighting.capturedAt)) / 3600
            return !(sighting.kilometres <= fastestKmh * hours + 1)
        }
        guard let first = impossible.first else { return .agree("Not seen elsewhere at the same time.") }
        return .doubt(
            .suspectedClone,
            "Seen \(first.kilometres) km away at camera \(first.cameraID) at \(first.capturedAt.rfc3339): one may be a copy."
        )
    }
}

/// Signs that are often right and never enough.
enum WeakSigns {
    /// Whether plate and STNK expire in the same month; plates are valid for five years as the STNK is, and an old plate
    /// may stay on for a while, so a difference of whole fives of years in the same month says nothing.
    static func expiry(_ registration: Registration, _ input: MatchingInput) -> Bool? {
        guard let seen = input.reading.expiry, let valid = registration.stnkValidUntil, seen.utf8.count == 5,
            let month = Int(seen.prefix(2)), let year = Int(seen.suffix(2))
        else { return nil }
        if seen == valid.plateExpiry { return true }
        return month == valid.month && (valid.year - 2000 - year) % 5 == 0 ? nil : false
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
