import Domain

/// Invents vehicles: plates, owners and technical data that fit each other.
public struct Fleet: Sendable {
    private var random: SeededRandom
    private var numbers = PlateNumbers()
    private let people = People()
    private let today: LocalDate

    /// - Parameter today: the day of the captures; vehicles are registered before it and valid after it.
    public init(seed: UInt64, today: LocalDate) {
        random = SeededRandom(seed: seed)
        self.today = today
    }

    private static let models: [VehicleKind: [(make: String, type: String, model: String)]] = [
        .car: [
            ("TOYOTA", "AVANZA 1.3 G MT", "MINIBUS"), ("DAIHATSU", "XENIA 1.3 R", "MINIBUS"),
            ("HONDA", "BRIO SATYA E", "SEDAN"),
            ("SUZUKI", "ERTIGA GL AT", "MINIBUS"), ("MITSUBISHI", "XPANDER ULTIMATE", "MINIBUS"),
            ("TOYOTA", "INNOVA 2.0 V", "MINIBUS"),
            ("NISSAN", "GRAND LIVINA XV", "MINIBUS"), ("HYUNDAI", "CRETA PRIME", "JEEP"),
        ],
        .motorcycle: [
            ("HONDA", "BEAT CBS", "SEPEDA MOTOR"), ("HONDA", "VARIO 125", "SEPEDA MOTOR"),
            ("YAMAHA", "NMAX 155", "SEPEDA MOTOR"),
            ("YAMAHA", "MIO M3", "SEPEDA MOTOR"), ("SUZUKI", "NEX II", "SEPEDA MOTOR"),
        ],
        .bus: [("HINO", "RK8 R260", "BUS"), ("MERCEDES-BENZ", "OH 1526", "BUS"), ("ISUZU", "NQR 71", "MICROBUS")],
        .goods: [
            ("MITSUBISHI", "COLT DIESEL FE 74", "LIGHT TRUCK BOX"), ("ISUZU", "ELF NMR 71", "LIGHT TRUCK"),
            ("HINO", "DUTRO 130 HD", "TRUCK BAK"), ("TOYOTA", "DYNA 130 HT", "LIGHT TRUCK"),
        ],
        .special: [("TOYOTA", "HIACE COMMUTER", "AMBULANCE"), ("SUZUKI", "APV ARENA", "AMBULANCE")],
    ]

    /// A new vehicle of the given kind and colour. What isn't given is drawn.
    public mutating func next(
        kind: VehicleKind, colour: BodyColour? = nil, plate: PlateNumber? = nil, plateColour: PlateColour? = nil
    ) -> (record: RegisterRecord, colour: BodyColour) {
        let number = plate ?? numbers.next(kind: kind, random: &random)
        if let plate { numbers.reserve(plate) }
        let body = colour ?? random.pick(Fleet.colours(kind))
        let model = random.pick(Fleet.models[kind] ?? [])
        let year = random.integer(2012...2025)
        let ownedFrom = today.adding(days: -random.integer(60...1800))
        let validUntil = today.adding(days: random.integer(40...1700))
        let record = RegisterRecord(
            vehicle: Vehicle(
                plate: number.compact, make: model.make, type: model.type, kind: kind, model: model.model, year: year,
                colour: body.registerName, chassisNumber: "MH" + code(15),
                engineNumber: code(3) + padded(random.integer(1...9_999_999), 7),
                fuel: kind == .bus || kind == .goods ? "SOLAR" : "BENSIN",
                plateColour: plateColour ?? Fleet.plateColour(kind, validUntil: validUntil, random: &random)),
            owner: people.next(random: &random), ownedFrom: ownedFrom, stnkValidUntil: validUntil,
            taxPaidUntil: today.adding(days: random.integer(-20...360)), status: "active")
        return (record, body)
    }

    private mutating func code(_ length: Int) -> String {
        let characters = Array("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")
        return String((0..<length).map { _ in random.pick(characters) })
    }

    private static func colours(_ kind: VehicleKind) -> [BodyColour] {
        switch kind {
        case .car: [.white, .white, .black, .black, .silver, .grey, .red, .blue, .brown]
        case .motorcycle: [.black, .red, .white, .blue]
        case .bus: [.white, .blue, .green, .red]
        case .goods: [.yellow, .green, .white, .blue, .red]
        case .special: [.white]
        }
    }

    /// White plates since mid-2022 come with the five-yearly renewal, so a long validity means a white one.
    private static func plateColour(
        _ kind: VehicleKind, validUntil: LocalDate, random: inout SeededRandom
    ) -> PlateColour {
        switch kind {
        case .bus: .blackOnYellow
        case .goods:
            random.chance(0.25)
                ? .blackOnYellow : validUntil.year > 2027 || random.chance(0.4) ? .blackOnWhite : .whiteOnBlack
        case .special: .whiteOnRed
        case .car, .motorcycle: validUntil.year > 2027 || random.chance(0.4) ? .blackOnWhite : .whiteOnBlack
        }
    }
}
