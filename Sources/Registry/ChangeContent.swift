import Domain

/// The columns of a change that say something, by name.
struct ChangeContent: Hashable, Codable, Sendable {
    private var columns: [String: String] = [:]

    subscript(_ column: RegisterColumn) -> String {
        get { columns[column.rawValue] ?? "" }
        set { columns[column.rawValue] = newValue.isEmpty ? nil : newValue }
    }

    init() {}

    var isEmpty: Bool { columns.isEmpty }

    init(from decoder: any Decoder) throws {
        columns = try decoder.singleValueContainer().decode([String: String].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(columns)
    }

    /// The person that the change names; nil if it names none.
    var owner: Owner? {
        guard !self[.ownerName].isEmpty else { return nil }
        return Owner(
            name: self[.ownerName], nik: self[.nik], address: self[.address], kelurahan: self[.kelurahan],
            kecamatan: self[.kecamatan], city: self[.city], postalCode: self[.postalCode], phone: self[.phone],
            email: self[.email])
    }

    /// `vehicle` with what the change says of it; columns that it leaves empty stay.
    func vehicle(over vehicle: Vehicle?, plate: String) -> Vehicle {
        var result =
            vehicle
            ?? Vehicle(
                plate: plate, make: "", type: "", kind: nil, model: "", year: nil, colour: "", chassisNumber: "",
                engineNumber: "", fuel: "", plateColour: .unknown)
        result.plate = plate
        func put(_ column: RegisterColumn, _ path: WritableKeyPath<Vehicle, String>) {
            if !self[column].isEmpty { result[keyPath: path] = self[column] }
        }
        put(.make, \.make)
        put(.type, \.type)
        put(.model, \.model)
        put(.colour, \.colour)
        put(.chassisNumber, \.chassisNumber)
        put(.engineNumber, \.engineNumber)
        put(.fuel, \.fuel)
        if !self[.kind].isEmpty { result.kind = RegisterWords.kind(self[.kind]) }
        if !self[.year].isEmpty { result.year = Int(self[.year]) }
        if !self[.plateColour].isEmpty { result.plateColour = RegisterWords.plateColour(self[.plateColour]) }
        return result
    }

    /// `owner` with the address and other data that the change gives; as it is if the change names another person.
    func corrected(_ owner: Owner) -> Owner {
        guard self[.nik].isEmpty || self[.nik] == owner.nik else { return owner }
        var result = owner
        func put(_ column: RegisterColumn, _ path: WritableKeyPath<Owner, String>) {
            if !self[column].isEmpty { result[keyPath: path] = self[column] }
        }
        put(.ownerName, \.name)
        put(.phone, \.phone)
        put(.email, \.email)
        // The parts of an address belong together: a new street in the old village would be neither.
        guard !self[.address].isEmpty else { return result }
        (result.address, result.kelurahan, result.kecamatan) = (self[.address], self[.kelurahan], self[.kecamatan])
        if !self[.city].isEmpty { (result.city, result.postalCode) = (self[.city], self[.postalCode]) }
        return result
    }

    func day(_ column: RegisterColumn) -> LocalDate? { LocalDate(iso8601: self[column]) }

    /// Whether the change describes a vehicle by itself.
    var describesVehicle: Bool { !self[.make].isEmpty || !self[.chassisNumber].isEmpty || !self[.kind].isEmpty }
}
