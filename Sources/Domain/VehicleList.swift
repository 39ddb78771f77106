/// Vehicles that are treated in a special way (exempt, or watched), looked up by plate, kind and day. A value, no I/O.
public struct VehicleList: Hashable, Sendable {
    private var byPlate: [String: [VehicleListEntry]] = [:]
    private var byKind: [VehicleKind: [VehicleListEntry]] = [:]

    public init(_ entries: [VehicleListEntry] = []) {
        for entry in entries {
            switch entry.subject {
            case .plate(let plate): byPlate[plate, default: []].append(entry)
            case .kind(let kind): byKind[kind, default: []].append(entry)
            }
        }
    }

    public var count: Int { byPlate.values.reduce(0) { $0 + $1.count } + byKind.values.reduce(0) { $0 + $1.count } }

    /// The entries that hold for a plate (compact text) and the registered kind on a day.
    public func hits(plate: String?, kind: VehicleKind?, on day: LocalDate) -> [VehicleListEntry] {
        let entries = (plate.flatMap { byPlate[$0] } ?? []) + (kind.flatMap { byKind[$0] } ?? [])
        return entries.filter { $0.holds(on: day) }
    }
}
