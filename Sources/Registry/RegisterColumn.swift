/// The columns of register extracts and change files, by the names in their headers.
package enum RegisterColumn: String, CaseIterable, Sendable {
    case plate
    case ownerName = "owner_name"
    case nik, address, kelurahan, kecamatan, city
    case postalCode = "postal_code"
    case phone, email, make, type, kind, model, year, colour
    case chassisNumber = "chassis_number"
    case engineNumber = "engine_number"
    case fuel
    case plateColour = "plate_colour"
    case ownedFrom = "owned_from"
    case stnkValidUntil = "stnk_valid_until"
    case taxPaidUntil = "tax_paid_until"
    case status
    // Only in change files:
    case change, date
    case newPlate = "new_plate"

    // Only in lists of exempt and watched vehicles:
    case list, reason
    case validFrom = "valid_from"
    case validUntil = "valid_until"

    static let changeOnly: [RegisterColumn] = [.change, .date, .newPlate]
    static let listOnly: [RegisterColumn] = [.list, .reason, .validFrom, .validUntil]
    package static let extract = allCases.filter { !changeOnly.contains($0) && !listOnly.contains($0) }
    /// What a change may say of owner and vehicle; the others say which change it is.
    static let content = extract.filter { $0 != .plate && $0 != .ownedFrom }

    /// The columns that a kind of file must have, and those that it may have.
    static func columns(of kind: RegistryReport.Kind) -> (required: [RegisterColumn], known: [RegisterColumn]) {
        switch kind {
        case .extract: (extract, extract)
        case .changes: ([.plate] + changeOnly, extract + changeOnly)
        case .lists: ([.plate, .kind] + listOnly, [.plate, .kind] + listOnly)
        }
    }
}

/// Where each known column stands in a file, by its header.
struct ColumnLayout {
    let kind: RegistryReport.Kind
    /// Field index by column; without those that the file lacks.
    private let places: [RegisterColumn: Int]
    let width: Int
    let ignored: [String]

    /// Reads the header, the first record. Names are compared without regard to case.
    init(header scanner: CSVScanner) throws {
        guard try scanner.next() else { throw RegistryError.empty }
        let names = (0..<scanner.count).map { scanner.text($0).lowercased() }
        width = names.count
        kind =
            names.contains(RegisterColumn.change.rawValue)
            ? .changes : names.contains(RegisterColumn.list.rawValue) ? .lists : .extract
        let columns = RegisterColumn.columns(of: kind)
        let known = Set(columns.known.map(\.rawValue))
        ignored = names.filter { !known.contains($0) }
        places = columns.known.reduce(into: [:]) { places, column in
            places[column] = names.firstIndex(of: column.rawValue)
        }
        guard scanner.fault == nil, names.contains(RegisterColumn.plate.rawValue) else {
            throw RegistryError(reason: .unknownFormat)
        }
        let missing = columns.required.map(\.rawValue).filter { !names.contains($0) }
        let twice = known.filter { name in names.count { $0 == name } > 1 }.sorted()
        guard missing.isEmpty, twice.isEmpty else {
            throw RegistryError(reason: .columns(missing: missing, twice: twice))
        }
    }

    func place(_ column: RegisterColumn) -> Int? { places[column] }
}
