/// What the register knows of a plate on one day.
public enum RegistryAnswer: Hashable, Codable, Sendable {
    /// The register has no record of the plate on that day. This does not mean that the plate is false: records are
    /// deleted two years after the STNK lapses, and the register's services have gaps.
    case notFound
    case found(Registration)
    /// The register contradicts itself: any of these may be true, so a person must look. Two or more.
    case ambiguous([Registration])

    /// The registration, if there is exactly one.
    public var registration: Registration? {
        if case .found(let registration) = self { registration } else { nil }
    }
}

/// A vehicle and its owner under one plate, as of one day.
public struct Registration: Hashable, Codable, Sendable {
    /// The owner told the register of a sale that is not registered yet (*lapor jual*).
    public struct SaleReport: Hashable, Codable, Sendable {
        /// Nil where the register only says that there was one.
        public var on: LocalDate?
        /// Nil where the seller didn't name the buyer.
        public var buyer: Owner?

        public init(on: LocalDate?, buyer: Owner?) {
            self.on = on
            self.buyer = buyer
        }
    }

    /// A block that holds on the day: no annual validation of the STNK until it is lifted.
    public struct Block: Hashable, Codable, Sendable {
        public enum Cause: String, Codable, Sendable, CaseIterable {
            /// An unsettled electronic ticket.
            case etle
            /// The seller asked for it after a sale.
            case sale
            case crime, lost
            /// A pledge or dispute over the title (BPKB).
            case title
            case unstated
        }

        public var since: LocalDate?
        public var cause: Cause

        public init(since: LocalDate?, cause: Cause) {
            self.since = since
            self.cause = cause
        }
    }

    /// Why the plate no longer stands for this vehicle on the day.
    public struct End: Hashable, Codable, Sendable {
        public enum Cause: String, Codable, Sendable, CaseIterable {
            /// Taken off the register.
            case ended
            /// The vehicle has moved to another region and bears another plate since (*mutasi*).
            case moved
            /// A later full extract no longer has the plate.
            case absent
        }

        /// The first day on which the registration no longer holds; nil where the register doesn't say.
        public var since: LocalDate?
        public var cause: Cause
        /// The vehicle's plate since it moved.
        public var newPlate: String?

        public init(since: LocalDate?, cause: Cause, newPlate: String? = nil) {
            self.since = since
            self.cause = cause
            self.newPlate = newPlate
        }
    }

    public var vehicle: Vehicle
    /// Nil if the register doesn't say who owned the vehicle on that day. The name is never empty.
    public var owner: Owner?
    /// The first day of this ownership; nil where the register doesn't say.
    public var ownedFrom: LocalDate?
    /// The last day of this ownership as known today; nil while it lasts.
    public var ownedUntil: LocalDate?
    public var stnkValidUntil: LocalDate?
    public var taxPaidUntil: LocalDate?
    public var saleReport: SaleReport?
    public var blocks: [Block]
    public var end: End?
    /// The register's own word for its status where it is none of those known; nil otherwise.
    public var unknownStatus: String?

    public init(
        vehicle: Vehicle, owner: Owner?, ownedFrom: LocalDate?, ownedUntil: LocalDate? = nil,
        stnkValidUntil: LocalDate? = nil, taxPaidUntil: LocalDate? = nil, saleReport: SaleReport? = nil,
        blocks: [Block] = [], end: End? = nil, unknownStatus: String? = nil
    ) {
        self.vehicle = vehicle
        self.owner = owner
        self.ownedFrom = ownedFrom
        self.ownedUntil = ownedUntil
        self.stnkValidUntil = stnkValidUntil
        self.taxPaidUntil = taxPaidUntil
        self.saleReport = saleReport
        self.blocks = blocks
        self.end = end
        self.unknownStatus = unknownStatus
    }

    enum CodingKeys: String, CodingKey {
        case vehicle, owner
        case ownedFrom = "owned_from"
        case ownedUntil = "owned_until"
        case stnkValidUntil = "stnk_valid_until"
        case taxPaidUntil = "tax_paid_until"
        case saleReport = "sale_report"
        case blocks, end
        case unknownStatus = "unknown_status"
    }
}

/// A registered plate that resembles what was read. It informs an officer and never becomes a letter by itself.
public struct NearMatch: Hashable, Codable, Sendable {
    public var registration: Registration
    /// How likely the plate is relative to the other near matches; 0...1, greater is nearer.
    public var weight: Double

    public init(registration: Registration, weight: Double) {
        self.registration = registration
        self.weight = weight
    }

    public var plate: String { registration.vehicle.plate }
}

/// A near match as it is kept with a decision: without its owner, whom nobody needs to know before the plate is certain.
public struct NearVehicle: Hashable, Codable, Sendable {
    public var vehicle: Vehicle
    /// As ``NearMatch/weight``, in thousandths.
    public var weight: Double

    public init(_ match: NearMatch) {
        vehicle = match.registration.vehicle
        weight = (match.weight * 1000).rounded() / 1000
    }
}
