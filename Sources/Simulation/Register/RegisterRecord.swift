import Domain

/// One vehicle with its owner, as a line of a register extract.
public struct RegisterRecord: Sendable {
    public var vehicle: Vehicle
    public var owner: Owner
    public var ownedFrom: LocalDate
    public var stnkValidUntil: LocalDate
    public var taxPaidUntil: LocalDate
    /// `active` or `blocked`.
    public var status: String

    /// The columns of a register extract, in order.
    public static let columns = [
        "plate", "owner_name", "nik", "address", "kelurahan", "kecamatan", "city", "postal_code", "phone", "email",
        "make",
        "type", "kind", "model", "year", "colour", "chassis_number", "engine_number", "fuel", "plate_colour",
        "owned_from",
        "stnk_valid_until", "tax_paid_until", "status",
    ]

    /// The values of ``columns``.
    public var values: [String] {
        [
            vehicle.plate, owner.name, owner.nik, owner.address, owner.kelurahan, owner.kecamatan, owner.city,
            owner.postalCode, owner.phone, owner.email, vehicle.make, vehicle.type, vehicle.kind?.rawValue ?? "",
            vehicle.model, vehicle.year.map { String($0) } ?? "", vehicle.colour, vehicle.chassisNumber,
            vehicle.engineNumber,
            vehicle.fuel, vehicle.plateColour.rawValue, ownedFrom.iso8601, stnkValidUntil.iso8601, taxPaidUntil.iso8601,
            status,
        ]
    }
}

/// A table as RFC 4180 text: UTF-8, lines end with CR LF, quotes only where they are needed.
public enum CSVText {
    /// - Parameter rows: the first is the header line.
    public static func encode(_ rows: some Sequence<[String]>) -> String {
        var text = ""
        for row in rows {
            for (index, field) in row.enumerated() {
                if index > 0 { text += "," }
                let needsQuotes = field.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }
                text += needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
            }
            text += "\r\n"
        }
        return text
    }
}
