import Domain

extension Rule {
    static let registered = Rule("registered") { input, _ in
        guard let plate = input.plate else { return .unknown("There is no plate to look up.") }
        switch input.answer {
        case .found(let registration):
            guard registration.vehicle.plate == plate else {
                return .doubt(.registerMismatch, "The register's answer is about another plate.")
            }
            return .agree("The register has \(plate).")
        case .ambiguous(let registrations):
            return .doubt(
                .registerAmbiguous, "The register contradicts itself: \(registrations.count) entries for \(plate).")
        case .notFound:
            let near = input.near.prefix(5).map(\.plate).joined(separator: ", ")
            return .doubt(
                .notRegistered,
                "The register doesn't have \(plate), which doesn't make it a false plate."
                    + (near.isEmpty ? "" : " Registered plates like it: \(near)."))
        }
    }

    static let ownerKnown = onRegistration("owner-known") { registration, input in
        let day = input.localDate.iso8601
        guard registration.owner != nil else {
            return .doubt(.ownerUnknown, "The register doesn't say who owned the vehicle on \(day).")
        }
        guard let from = registration.ownedFrom else {
            return .doubt(.ownerSinceUnknown, "The register doesn't say since when the owner owns the vehicle.")
        }
        guard from <= input.localDate, registration.ownedUntil.map({ input.localDate <= $0 }) ?? true else {
            return .doubt(.ownerUnknown, "The register's answer is about another day than \(day).")
        }
        return .agree("Owned since \(from.iso8601).")
    }

    /// A letter needs a street or village and a city to arrive.
    static let address = onRegistration("address") { registration, _ in
        guard let addressee = registration.addressee else { return .unknown("There is no owner.") }
        guard addressee.person.canBeWrittenTo else {
            return .doubt(.addressIncomplete, "The owner's address lacks the street or the city.")
        }
        return .agree(
            addressee.sale?.addressee == .buyer ? "The buyer's address is there." : "The owner's address is there.")
    }

    static let sale = onRegistration("no-sale-report") { registration, input in
        guard let report = registration.saleReport else { return .agree("No sale is reported.") }
        let on = report.on.map { " on \($0.iso8601)" } ?? ""
        let reported = "The owner reported a sale\(on), which isn't registered yet."
        guard registration.addressee?.sale?.addressee == .buyer else {
            let buyer =
                report.buyer.map { "The buyer is said to be \($0.name), without a full address." }
                ?? "The buyer isn't named."
            return .doubt(
                .saleReported, "\(reported) \(buyer) A letter would go to the seller and say that the sale is known.")
        }
        return .agree("\(reported) The letter goes to the buyer whom the register names, and says so.")
    }

    /// How long after its lapse an STNK's record may be deleted, in years (UU 22/2009 art. 74).
    static let yearsToDeletion = 2

    static let current = onRegistration("registration-current") { registration, input in
        if let end = registration.end {
            let since = end.since.map { " on \($0.iso8601)" } ?? ""
            switch end.cause {
            case .moved:
                return .doubt(
                    .movedToOtherPlate,
                    "The vehicle left this plate\(since)" + (end.newPlate.map { " for \($0)." } ?? "."))
            case .absent:
                return .doubt(
                    .registrationEnded, "The register's extract as of\(since.dropFirst(3)) no longer has the plate.")
            case .ended:
                return .doubt(.registrationEnded, "The registration ended\(since).")
            }
        }
        guard let valid = registration.stnkValidUntil else { return .unknown("The STNK's validity isn't known.") }
        if input.localDate.dayNumber > valid.dayNumber + yearsToDeletion * 366 {
            return .doubt(
                .registrationLapsed,
                "The STNK lapsed on \(valid.iso8601), more than \(yearsToDeletion) years before: the record may be stale."
            )
        }
        return .agree("The STNK is or was valid until \(valid.iso8601).")
    }

    static let blocks = onRegistration("no-grave-block") { registration, _ in
        // Sellers have a block put on with their report: where the letter goes to the buyer it holds nothing new.
        let isForBuyer = registration.addressee?.sale?.addressee == .buyer
        let grave = registration.blocks.filter { block in
            [.crime, .lost, .title].contains(block.cause) || (block.cause == .sale && !isForBuyer)
        }
        if !grave.isEmpty {
            let causes = grave.map(\.cause.rawValue).joined(separator: ", ")
            return .doubt(.blockedForCause, "Blocked for: \(causes). The driver may have nothing to do with the owner.")
        }
        return .agree(registration.blocks.isEmpty ? "Not blocked." : "Blocked, which doesn't stand against a letter.")
    }

    static let status = onRegistration("status-known") { registration, _ in
        registration.unknownStatus == nil
            ? .agree("The register's status is known.")
            : .doubt(.statusUnknown, "The register's status is a word that this program doesn't know.")
    }

    /// A rule that can say something only if there is exactly one registration.
    static func onRegistration(
        _ name: String, _ judge: @escaping @Sendable (Registration, MatchingInput) -> Judgement
    ) -> Rule {
        Rule(name) { input, _ in
            guard let registration = input.answer.registration else {
                return .unknown("The register gives no single answer.")
            }
            return judge(registration, input)
        }
    }
}
