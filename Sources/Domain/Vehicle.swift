/// Kinds of vehicle as the register has them (*jenis*).
public enum VehicleKind: String, Codable, Sendable, CaseIterable {
    case car, motorcycle, bus, goods, special
}

/// Plate colours, letters on ground.
public enum PlateColour: String, Codable, Sendable, CaseIterable {
    case blackOnWhite = "black-on-white"
    case whiteOnBlack = "white-on-black"
    case blackOnYellow = "black-on-yellow"
    case whiteOnRed = "white-on-red"
    case blackOnGreen = "black-on-green"
    case unknown
}

/// Who owns a vehicle. Personal data: never in logs.
public struct Owner: Hashable, Codable, Sendable {
    public var name: String
    public var nik: String
    public var address: String
    public var kelurahan: String
    public var kecamatan: String
    public var city: String
    public var postalCode: String
    public var phone: String
    public var email: String

    public init(
        name: String, nik: String, address: String, kelurahan: String, kecamatan: String, city: String,
        postalCode: String, phone: String, email: String
    ) {
        self.name = name
        self.nik = nik
        self.address = address
        self.kelurahan = kelurahan
        self.kecamatan = kecamatan
        self.city = city
        self.postalCode = postalCode
        self.phone = phone
        self.email = email
    }

    enum CodingKeys: String, CodingKey {
        case name, nik, address, kelurahan, kecamatan, city
        case postalCode = "postal_code"
        case phone, email
    }
}

/// A vehicle as the register describes it. Empty strings stand for fields that the register leaves empty.
public struct Vehicle: Hashable, Codable, Sendable {
    /// Normalised, without spaces: `AB1708HY`.
    public var plate: String
    public var make: String
    public var type: String
    /// Nil where the register has none or one that is not in ``VehicleKind``.
    public var kind: VehicleKind?
    public var model: String
    public var year: Int?
    /// In the register's own words (`HITAM`, `PUTIH MUTIARA`).
    public var colour: String
    public var chassisNumber: String
    public var engineNumber: String
    public var fuel: String
    public var plateColour: PlateColour

    public init(
        plate: String, make: String, type: String, kind: VehicleKind?, model: String, year: Int?, colour: String,
        chassisNumber: String, engineNumber: String, fuel: String, plateColour: PlateColour
    ) {
        self.plate = plate
        self.make = make
        self.type = type
        self.kind = kind
        self.model = model
        self.year = year
        self.colour = colour
        self.chassisNumber = chassisNumber
        self.engineNumber = engineNumber
        self.fuel = fuel
        self.plateColour = plateColour
    }

    enum CodingKeys: String, CodingKey {
        case plate, make, type, kind, model, year, colour
        case chassisNumber = "chassis_number"
        case engineNumber = "engine_number"
        case fuel
        case plateColour = "plate_colour"
    }
}
