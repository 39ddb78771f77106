import Domain

/// What `etle registry show` prints: a plate on one day, or its whole history. Holds personal data.
public struct RegistryShow: Encodable, Sendable {
    /// The plate in compact form.
    public var plate: String
    public var periods: [PlateHistory.Period]

    /// - Parameter on: the day; nil for the whole history.
    public init(_ registry: Registry, plate: String, on day: LocalDate?) throws {
        self.plate = PlateNumber(plate)?.compact ?? plate
        if let day {
            let answer = try registry.lookup(plate, on: day)
            periods = answer == .notFound ? [] : [.init(from: day, until: day, answer: answer)]
        } else {
            periods = try registry.history(of: plate)?.periods ?? []
        }
    }

    public var isEmpty: Bool { periods.isEmpty }
}

extension RegistryShow: CustomStringConvertible {
    public var description: String {
        if periods.isEmpty { return "\(plate): not in the register" }
        return ([plate] + periods.flatMap(lines)).joined(separator: "\n")
    }

    private func lines(_ period: PlateHistory.Period) -> [String] {
        let from = period.from?.iso8601 ?? "?"
        let until = period.until?.iso8601 ?? "..."
        let span = from == until ? "on \(from)" : "\(from) to \(until)"
        switch period.answer {
        case .notFound: return ["\(span): not in the register"]
        case .found(let registration): return ["\(span):"] + lines(registration)
        case .ambiguous(let registrations):
            return ["\(span): the register contradicts itself"] + registrations.flatMap { ["  either:"] + lines($0) }
        }
    }

    private func lines(_ registration: Registration) -> [String] {
        let vehicle = registration.vehicle
        let owner = registration.owner
        let known = [vehicle.make, vehicle.type, vehicle.kind?.rawValue ?? "", vehicle.year.map(String.init) ?? "", vehicle.colour]
        var lines = [
            "  vehicle: " + known.filter { !$0.isEmpty }.joined(separator: ", ") + ", plate \(vehicle.plateColour.rawValue)",
            "  chassis \(vehicle.chassisNumber), engine \(vehicle.engineNumber)",
            "  owner: " + (owner.map { "\($0.name), \($0.address), \($0.kelurahan), \($0.kecamatan), \($0.city) \($0.postalCode)" } ?? "not known")
                + (registration.ownedFrom.map { ", since \($0.iso8601)" } ?? ""),
        ]
        if let valid = registration.stnkValidUntil { lines.append("  STNK valid until \(valid.iso8601)") }
        for block in registration.blocks {
            lines.append("  blocked (\(block.cause.rawValue))" + (block.since.map { " since \($0.iso8601)" } ?? ""))
        }
        if let report = registration.saleReport {
            lines.append("  sale reported" + (report.on.map { " on \($0.iso8601)" } ?? "") + (report.buyer.map { " to \($0.name)" } ?? ""))
        }
        if let end = registration.end {
            lines.append(
                "  \(end.cause.rawValue)" + (end.since.map { " since \($0.iso8601)" } ?? "")
                    + (end.newPlate.map { ", now \($0)" } ?? ""))
        }
        if registration.unknownStatus != nil { lines.append("  status: not a word that is known") }
        return lines
    }
}
