import Domain

extension Rule {
    static let plateFound = Rule("plate-found") { input, _ in
        if let plate = input.plate { return .agree("The plate is \(plate).") }
        if input.capture.violations.contains(where: { $0.code == "plate" }) {
            return .doubt(.noPlate, "No plate was found, and the violation is about the plate.")
        }
        if input.reading.doubts.contains(.frameUnreadable) || input.doubts.contains(.incomplete) {
            return .doubt(.noPlate, "No plate was found, but not all pictures could be read.")
        }
        if let claimed = input.capture.vehicle?.plate, PlateNumber(claimed) != nil {
            return .doubt(.noPlate, "No plate was found, but the camera claims to have read one.")
        }
        return .dismiss(.noPlate, "No plate was found in any picture.")
    }

    static let plateForm = Rule("plate-form") { input, findings in
        guard let text = input.plate else { return .unknown("There is no text to check.") }
        guard let plate = findings.plate else {
            return .doubt(.plateForm, "\(text) hasn't the form of a civil plate.")
        }
        guard plate.isIn(regions: input.regions) else {
            return .doubt(.regionUnknown, "There is no region \(plate.region).")
        }
        return .agree("\(plate.spaced) has the form of a plate of a known region.")
    }

    static let confidence = Rule("confidence") { input, _ in
        if input.officerPlate != nil { return .agree("An officer named the plate.") }
        guard let best = input.reading.candidates.first else { return .unknown("Nothing was read.") }
        let bar = input.minimumConfidence
        let figures = "confidence \(best.confidence), the bar is \(bar)"
        // Written so that not-a-number never passes.
        guard best.confidence >= bar, best.confidence <= 1, bar > 0 else {
            return .doubt(.uncertainReading, "The reading is uncertain: \(figures).")
        }
        return .agree("The reading is certain: \(figures).")
    }

    static let onePlate = Rule("one-plate") { input, _ in
        let count = Set(input.reading.sightings.map(\.text)).count
        guard input.reading.doubts.contains(.severalPlates) else { return .agree("One plate is the offender's.") }
        if input.officerPlate != nil { return .agree("An officer named the plate.") }
        return .doubt(.severalPlates, "\(count) plates are in the pictures; which is the offender's is not certain.")
    }

    static let framesAgree = Rule("frames-agree") { input, _ in
        guard input.reading.doubts.contains(.framesDisagree) else {
            return .agree("No picture contradicts another.")
        }
        if input.officerPlate != nil { return .agree("An officer named the plate.") }
        return .doubt(.framesDisagree, "The pictures give different texts.")
    }

    static let framesReadable = Rule("frames-readable") { input, _ in
        guard input.reading.doubts.contains(.frameUnreadable) else { return .agree("Every picture could be read.") }
        if input.officerPlate != nil { return .agree("An officer named the plate.") }
        return .doubt(.frameUnreadable, "A picture could not be decoded.")
    }
}
