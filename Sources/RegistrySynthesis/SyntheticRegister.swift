import Domain

/// Register data of any size, made up from a seed: the same seed gives the same bytes. No real person, plate or vehicle.
///
/// One vehicle in ten has had an earlier owner, which gives it two rows. Rows come in no order of plates.
public struct SyntheticRegister: Sendable {
    public let seed: UInt64
    public let vehicles: Int

    private static let regions = RegionCodes.standard.sorted()
    private static let numbers = 9999
    private static let series = 676

    /// - Precondition: 1 to about 365 million vehicles, as many as there are plates with two letters in their series.
    public init(seed: UInt64, vehicles: Int) {
        precondition((1...Self.regions.count * Self.numbers * Self.series).contains(vehicles))
        self.seed = seed
        self.vehicles = vehicles
    }

    public static let header =
        "plate,owner_name,nik,address,kelurahan,kecamatan,city,postal_code,phone,email,make,type,kind,model,year,colour,"
        + "chassis_number,engine_number,fuel,plate_colour,owned_from,stnk_valid_until,tax_paid_until,status\n"

    /// The plate of vehicle `index`, spaced (`B 1234 XYZ`); different vehicles have different ones.
    public func plate(_ index: Int) -> String {
        let region = Self.regions[index % Self.regions.count]
        let rest = index / Self.regions.count
        // 7919 and 9999 have no common factor, nor have 331 and 676.
        let number = rest % Self.numbers * 7919 % Self.numbers + 1
        let series = rest / Self.numbers * 331 % Self.series
        let letters = [series / 26, series % 26].map { Character(UnicodeScalar(UInt8(65 + $0))) }
        return "\(region) \(number) \(String(letters))"
    }

    /// Appends the CSV rows of vehicle `index`, one for each owner it has had, with line feeds.
    /// Returns how many there are.
    @discardableResult
    public func appendRows(of index: Int, to text: inout [UInt8]) -> Int {
        var random = SeededGenerator(seed: seed &+ UInt64(index) &* 0xD134_2543_DE82_EF95)
        _ = random.next()
        let vehicle = MadeUpVehicle(&random)
        let owners = random.below(10) == 0 ? 2 : 1
        for owner in 0..<owners {
            let from = owner == 0 ? vehicle.registered : vehicle.registered.adding(days: 400 + random.below(700))
            text.append(contentsOf: plate(index).utf8)
            MadeUpOwner(&random).append(to: &text)
            vehicle.append(ownedFrom: from, to: &text)
        }
        return owners
    }
}

/// Everything of a vehicle but its plate and owner.
private struct MadeUpVehicle {
    var model: (make: String, type: String, kind: String, model: String)
    var colour: String
    var year: Int
    var registered: LocalDate
    var chassis: String
    var engine: String
    var plateColour: String

    private static let models = [
        ("TOYOTA", "AVANZA 1.3 G MT", "car", "MINIBUS"), ("HONDA", "VARIO 125", "motorcycle", "SEPEDA MOTOR"),
        ("HONDA", "BEAT CBS", "motorcycle", "SEPEDA MOTOR"), ("DAIHATSU", "XENIA 1.3 X", "car", "MINIBUS"),
        ("YAMAHA", "NMAX 155", "motorcycle", "SEPEDA MOTOR"), ("SUZUKI", "CARRY PU 1.5", "goods", "PICK UP"),
        ("MITSUBISHI", "COLT DIESEL FE 74", "goods", "TRUCK"), ("HINO", "R 260", "bus", "BUS"),
        ("MITSUBISHI", "XPANDER ULTIMATE", "car", "MINIBUS"), ("HONDA", "BRIO SATYA E", "car", "SEDAN"),
        ("ISUZU", "ELF NLR 55", "bus", "MICROBUS"), ("TOYOTA", "INNOVA ZENIX", "car", "MINIBUS"),
    ]
    private static let colours = [
        "HITAM", "PUTIH", "PUTIH MUTIARA", "SILVER METALIK", "ABU-ABU METALIK", "MERAH", "MERAH MARUN", "BIRU TUA",
        "HITAM METALIK", "COKLAT", "KUNING", "HIJAU",
    ]
    private static let signs = Array("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")

    init(_ random: inout SeededGenerator) {
        model = Self.models[random.below(Self.models.count)]
        colour = Self.colours[random.below(Self.colours.count)]
        year = 2005 + random.below(18)
        registered =
            LocalDate(year: year, month: 1 + random.below(12), day: 1 + random.below(28)) ?? .init(dayNumber: 0)
        chassis = "MH" + Self.code(15, &random)
        engine = Self.code(11, &random)
        plateColour = random.below(2) == 0 ? "black-on-white" : "white-on-black"
    }

    private static func code(_ length: Int, _ random: inout SeededGenerator) -> String {
        String((0..<length).map { _ in signs[random.below(signs.count)] })
    }

    func append(ownedFrom: LocalDate, to text: inout [UInt8]) {
        // An STNK holds for five years at a time.
        let years = Double(2025 - registered.year) / 5
        let valid = registered.adding(days: 1826 * Int(years.rounded(.up)) + (registered.month > 6 ? 0 : 1826))
        let fields = [
            model.make, model.type, model.kind, model.model, String(year), colour, chassis, engine,
            model.kind == "goods" ? "SOLAR" : "BENSIN", plateColour, ownedFrom.iso8601, valid.iso8601, valid.iso8601,
        ]
        for field in fields {
            text.append(UInt8(ascii: ","))
            text.append(contentsOf: field.utf8)
        }
        text.append(contentsOf: ",active\n".utf8)
    }
}

/// A person whom nobody is.
private struct MadeUpOwner {
    private static let first = [
        "BUDI", "SITI", "AGUS", "DEWI", "EKO", "RINA", "JOKO", "SRI", "HENDRA", "YULI", "BAMBANG", "NUR", "DIMAS",
        "PUTRI",
        "ANDI", "MAYA", "TONO", "LESTARI", "FAJAR", "INDAH",
    ]
    private static let last = [
        "SANTOSO", "WIJAYA", "LESTARI", "PRATAMA", "HIDAYAT", "SAPUTRA", "NUGROHO", "KURNIAWAN", "SETIAWAN", "SUSANTI",
        "RAHMAN", "SIREGAR", "NASUTION", "GUNAWAN", "HALIM", "PERMATA", "UTAMI", "MAHENDRA", "SIMANJUNTAK", "YULIANTO",
    ]
    private static let streets = [
        "MELATI", "KENANGA", "MERDEKA", "SUDIRMAN", "DIPONEGORO", "GATOT SUBROTO", "ANGGREK", "RAYA BOGOR",
    ]

    private var fields: [String]

    init(_ random: inout SeededGenerator) {
        let first = Self.first[random.below(Self.first.count)]
        let last = Self.last[random.below(Self.last.count)]
        let area = random.below(8000)
        let street = Self.streets[random.below(Self.streets.count)]
        let digits = String(1_000_000_000 + random.below(900_000_000))
        fields = [
            "\(first) \(last)", "31\(digits)\(1000 + random.below(9000))",
            "\"JL. \(street) NO. \(1 + random.below(300)), RT 00\(1 + random.below(9))/RW 0\(10 + random.below(20))\"",
            "KELURAHAN \(area)", "KECAMATAN \(area / 10)", "KOTA \(area / 200)", String(10_000 + area),
            "08\(digits)", "\(first.lowercased()).\(last.lowercased())\(random.below(1000))@example.id",
        ]
    }

    func append(to text: inout [UInt8]) {
        for field in fields {
            text.append(UInt8(ascii: ","))
            text.append(contentsOf: field.utf8)
        }
    }
}
