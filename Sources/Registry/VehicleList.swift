import Domain

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

extension VehicleList {
    /// Reads a list: CSV with the columns `plate`, `reason`, `valid_from`, `valid_until` and, if wanted, `kind`, in any
    /// order. A row names a plate, or leaves it empty and names a kind (`special`). Empty days leave that end open.
    ///
    /// - Throws: ``VehicleListError`` with all faults at once, ``RegistryError`` if the file can't be read.
    public init(file path: String) throws {
        let file = try OpenFile(reading: path)
        let scanner = try CSVScanner(descriptor: file.descriptor)
        guard try scanner.next() else { throw RegistryError.empty }
        let names = (0..<scanner.count).map { scanner.text($0).lowercased() }
        let required = ["plate", "reason", "valid_from", "valid_until"]
        let missing = required.filter { !names.contains($0) }
        guard missing.isEmpty else { throw RegistryError(reason: .columns(missing: missing, twice: [])) }
        var entries: [VehicleListEntry] = []
        var faults: [RowFault] = []
        while try scanner.next() {
            do {
                if let fault = scanner.fault { throw FieldFault(column: nil, reason: fault.rawValue) }
                guard scanner.count == names.count else {
                    throw FieldFault(column: nil, reason: "\(scanner.count) fields instead of \(names.count)")
                }
                let fields = Dictionary(
                    zip(names, (0..<scanner.count).map { scanner.text($0) }), uniquingKeysWith: { first, _ in first })
                entries.append(try Self.entry(fields))
            } catch let fault as FieldFault {
                faults.append(RowFault(line: scanner.line, column: fault.column, reason: fault.reason))
            }
        }
        withExtendedLifetime(file) {}
        guard faults.isEmpty else { throw VehicleListError(faults: faults) }
        self.init(entries)
    }

    private static func entry(_ fields: [String: String]) throws -> VehicleListEntry {
        func day(_ column: String) throws -> LocalDate? {
            guard let text = fields[column], !text.isEmpty else { return nil }
            guard let day = LocalDate(iso8601: text) else {
                throw FieldFault(column: column, reason: "not a day like 2026-07-21")
            }
            return day
        }
        let plate = fields["plate"] ?? ""
        let kind = fields["kind"] ?? ""
        let subject: VehicleListEntry.Subject
        switch (plate.isEmpty, kind.isEmpty) {
        case (false, true):
            guard let number = PlateNumber(plate) else {
                throw FieldFault(column: "plate", reason: "not a plate like B 1234 XYZ")
            }
            subject = .plate(number.compact)
        case (true, false):
            guard let kind = RegisterWords.kind(kind) else { throw FieldFault(column: "kind", reason: "not a kind") }
            subject = .kind(kind)
        default:
            throw FieldFault(column: "plate", reason: "a row names either a plate or a kind")
        }
        let entry = VehicleListEntry(
            subject: subject, reason: fields["reason"] ?? "", validFrom: try day("valid_from"),
            validUntil: try day("valid_until"))
        if let from = entry.validFrom, let until = entry.validUntil, until < from {
            throw FieldFault(column: "valid_until", reason: "before valid_from")
        }
        return entry
    }
}

/// All mistakes of a vehicle list.
public struct VehicleListError: Error, Hashable, Sendable, CustomStringConvertible {
    public var faults: [RowFault]

    public init(faults: [RowFault]) {
        self.faults = faults
    }

    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
