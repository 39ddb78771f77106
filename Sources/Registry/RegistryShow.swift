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
        var lines = [vehicleLine(registration.vehicle), ownerLine(registration)]
        if let valid = registration.stnkValidUntil { lines.append("STNK valid until \(valid.iso8601)") }
        for block in registration.blocks { lines.append("blocked (\(block.cause.rawValue))" + since(block.since)) }
        if let report = registration.saleReport {
            lines.append("sale reported" + since(report.on) + (report.buyer.map { ", buyer \($0.name)" } ?? ""))
        }
        if let end = registration.end {
            lines.append(end.cause.rawValue + since(end.since) + (end.newPlate.map { ", now \($0)" } ?? ""))
        }
        if registration.unknownStatus != nil { lines.append("status: not a word that is known") }
        return lines.map { "  " + $0 }
    }

    private func vehicleLine(_ vehicle: Vehicle) -> String {
        let year = vehicle.year.map(String.init) ?? ""
        let known = [
            vehicle.make, vehicle.type, vehicle.kind?.rawValue ?? "", year, vehicle.colour,
            vehicle.plateColour.rawValue,
            vehicle.chassisNumber, vehicle.engineNumber,
        ]
        return "vehicle: " + known.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func ownerLine(_ registration: Registration) -> String {
        guard let owner = registration.owner else { return "owner: not known" }
        let address = [owner.name, owner.address, owner.kelurahan, owner.kecamatan, owner.city, owner.postalCode]
        return "owner: " + address.filter { !$0.isEmpty }.joined(separator: ", ") + since(registration.ownedFrom)
    }

    private func since(_ day: LocalDate?) -> String { day.map { ", since \($0.iso8601)" } ?? "" }
}
