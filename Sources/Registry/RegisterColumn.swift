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

    static let changeOnly: [RegisterColumn] = [.change, .date, .newPlate]
    package static let extract = allCases.filter { !changeOnly.contains($0) }
}

/// Where each known column stands in a file, by its header.
struct ColumnLayout {
    let kind: RegistryReport.Kind
    /// Field index by the column's ordinal; nil where the file lacks the column.
    private let places: [Int?]
    let width: Int
    let ignored: [String]

    /// Reads the header, the first record. Names are compared without regard to case.
    init(header scanner: CSVScanner) throws {
        guard try scanner.next() else { throw RegistryError.empty }
        let names = (0..<scanner.count).map { scanner.text($0).lowercased() }
        let known = Dictionary(uniqueKeysWithValues: RegisterColumn.allCases.map { ($0.rawValue, $0) })
        width = names.count
        ignored = names.filter { known[$0] == nil }
        places = RegisterColumn.allCases.map { column in names.firstIndex(of: column.rawValue) }
        kind = names.contains(RegisterColumn.change.rawValue) ? .changes : .extract
        guard scanner.fault == nil, names.contains(RegisterColumn.plate.rawValue) else {
            throw RegistryError(reason: .unknownFormat)
        }
        let required = kind == .changes ? [.plate] + RegisterColumn.changeOnly : RegisterColumn.extract
        let missing = required.map(\.rawValue).filter { !names.contains($0) }
        let twice = known.keys.filter { name in names.count { $0 == name } > 1 }.sorted()
        guard missing.isEmpty, twice.isEmpty else {
            throw RegistryError(reason: .columns(missing: missing, twice: twice))
        }
    }

    func place(_ column: RegisterColumn) -> Int? {
        guard let ordinal = RegisterColumn.allCases.firstIndex(of: column) else { return nil }
        return places[ordinal]
    }
}
