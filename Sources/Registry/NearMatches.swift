import Domain
import GRDB

/// What the picture shows of the vehicle, for weighing near matches. Everything may be missing.
public struct PictureTraits: Hashable, Sendable {
    public var kind: VehicleKind?
    public var colour: BasicColour?
    public var plateColour: PlateColour
    /// `MM.YY` of the plate's second row.
    public var expiry: String?

    public init(kind: VehicleKind?, colour: BasicColour?, plateColour: PlateColour, expiry: String?) {
        self.kind = kind
        self.colour = colour
        self.plateColour = plateColour
        self.expiry = expiry
    }

    /// How much likelier (above 1) or less likely (below 1) the picture makes this vehicle.
    func agreement(with registration: Registration) -> Double {
        var factor = 1.0
        if let kind, let known = registration.vehicle.kind, known != .special { factor *= kind == known ? 1.5 : 0.1 }
        let known = BasicColour.inRegister(registration.vehicle.colour)
        if let colour, !known.isEmpty {
            factor *= known.contains(colour) ? 2 : known.contains(where: colour.isAlike) ? 1 : 0.2
        }
        if plateColour != .unknown, registration.vehicle.plateColour != .unknown {
            factor *= plateColour == registration.vehicle.plateColour ? 1.5 : 0.2
        }
        if let expiry, let valid = registration.stnkValidUntil {
            factor *= expiry == valid.plateExpiry ? 10 : 0.5
        }
        return factor
    }
}

extension Registry {
    /// Most plates that one call asks the register for.
    static let mostProbes = 320
    /// Most registered plates that one call weighs.
    static let mostWeighed = 40

    /// Registered plates that resemble what was read, the likeliest first. For officers only: a near match never becomes a
    /// letter unseen.
    ///
    /// Asks for the candidates themselves and their neighbourhood (characters that are taken for one another, a first or last
    /// character lost or doubled, neighbours swapped, any one other character), weighted by the candidates' confidence, by what
    /// the reader says of each character, and by what the picture shows. At most 320 short reads whatever the input.
    ///
    /// - Parameters:
    ///   - candidates: the reading's texts, the likeliest first; the first five count.
    ///   - characters: what the reader says of each character of the first candidate; nil if it says nothing.
    ///   - day: the day whose owner and vehicle are wanted.
    ///   - limit: most near matches to return.
    public func near(
        _ candidates: [EventReading.Candidate], characters: [EventReading.Character]? = nil, on day: LocalDate,
        traits: PictureTraits, limit: Int = 5
    ) throws -> [NearMatch] {
        let probes = Self.probes(candidates, characters ?? [])
        return try pool.read { db in
            var found: [NearMatch] = []
            for (plate, weight) in probes {
                if found.count >= Self.mostWeighed { break }
                guard try PlateRecord.exists(db, plate) else { continue }
                let answer = try PlateRecord.fetch(db, plate).answer(on: day)
                switch answer {
                case .notFound: continue
                case .found(let registration):
                    found.append(
                        .init(registration: registration, weight: weight * traits.agreement(with: registration)))
                case .ambiguous(let registrations):
                    found += registrations.map { .init(registration: $0, weight: weight * traits.agreement(with: $0)) }
                }
            }
            let total = found.reduce(0) { $0 + $1.weight }
            guard total > 0 else { return [] }
            return found.sorted { ($0.weight, $1.plate) > ($1.weight, $0.plate) }.prefix(limit)
                .map { .init(registration: $0.registration, weight: $0.weight / total) }
        }
    }

    private static func probes(
        _ candidates: [EventReading.Candidate], _ characters: [EventReading.Character]
    ) -> [(plate: PlateKey, weight: Double)] {
        var weights: [PlateKey: Double] = [:]
        let first = candidates.first?.text
        for candidate in candidates.prefix(5) {
            let doubts = CharacterDoubts(text: candidate.text, candidate.text == first ? characters : [])
            let confidence = max(candidate.confidence, 0.001)
            // The text itself counts far more than any neighbour of it.
            if let own = PlateKey(candidate.text) { weights[own] = max(weights[own] ?? 0, 10 * confidence) }
            for (plate, weight) in PlateNeighbourhood.plates(
                near: candidate.text, doubts: doubts, limit: mostProbes)
            {
                weights[plate] = max(weights[plate] ?? 0, weight * confidence)
            }
        }
        return weights.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(mostProbes).map { ($0.key, $0.value) }
    }
}

extension PlateRecord {
    /// Whether the register has anything about a plate; cheaper than ``fetch(_:_:trail:)``.
    static func exists(_ db: Database, _ plate: PlateKey) throws -> Bool {
        let range = RowKey.range(of: plate)
        let statement = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM registration WHERE id BETWEEN ? AND ?)
                    OR EXISTS (SELECT 1 FROM change WHERE plate = ?)
                """)
        return try Bool.fetchOne(statement, arguments: [range.lowerBound, range.upperBound, plate.value]) ?? false
    }
}
