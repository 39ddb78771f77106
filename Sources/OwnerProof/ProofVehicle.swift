import Domain
import RegistrySynthesis

/// What happened, or is wrong, with a made-up vehicle: each is a way in which a letter could reach the wrong person.
public enum Fate: String, CaseIterable, Codable, Sendable {
    case plain
    /// A new owner within the days of the events; the change comes in time.
    case transferred
    /// The same, but the change comes late and twice.
    case transferredLate = "transferred-late"
    /// Another region's plate within the days of the events.
    case moved
    /// Sold to a named buyer, not registered yet.
    case soldToKnown = "sold-to-known"
    /// Sold to nobody knows whom.
    case soldToUnknown = "sold-to-unknown"
    /// The owner lives elsewhere since.
    case corrected
    /// The register has the same row twice.
    case duplicated
    /// The register has two owners for the same day.
    case contradicted
    /// The STNK lapsed long ago.
    case lapsed
    case ended
    case stolen
    case exempt, watched
    /// Not in the register at all.
    case missing

    /// Of a hundred thousand vehicles.
    var share: Int {
        switch self {
        case .plain: 0
        case .transferred: 4000
        case .transferredLate: 2000
        case .moved: 2000
        case .soldToKnown: 1000
        case .soldToUnknown: 500
        case .corrected: 2000
        case .duplicated: 500
        case .contradicted: 300
        case .lapsed: 500
        case .ended: 300
        case .stolen: 200
        case .exempt: 300
        case .watched: 200
        case .missing: 500
        }
    }
}

/// One made-up vehicle of the region, a function of seed and number: nothing of it is stored.
struct ProofVehicle {
    let index: Int
    let kind: VehicleKind
    let plate: String
    let colour: String
    let plateColour: PlateColour
    let ownedFrom: LocalDate
    let validUntil: LocalDate
    let fate: Fate
    /// When it happened; within the days of the events.
    let day: LocalDate

    /// The plate since it moved; none like it exists before.
    var newPlate: String { "DS\(1 + index % 9999)\(Self.letters(index / 9999))" }

    /// The owner's number; `turn` counts owners.
    func nik(_ turn: Int) -> String { String(3_200_000_000_000_000 + index * 8 + turn) }

    static func address(_ nik: String) -> String { "JL. CONTOH NO. \(nik.suffix(6))" }

    /// Who must get a letter for this day, and where; nil if nobody can be named, so that a letter is always wrong.
    func addressee(on date: LocalDate) -> (nik: String, address: String)? {
        switch fate {
        case .transferred, .transferredLate, .soldToKnown:
            let nik = nik(date >= day ? 1 : 0)
            return (nik, Self.address(nik))
        case .soldToUnknown: return date >= day ? nil : (nik(0), Self.address(nik(0)))
        case .corrected: return (nik(0), Self.address(nik(0)) + " BARU")
        case .contradicted, .missing, .exempt: return nil
        case .ended, .stolen: return date >= day ? nil : (nik(0), Self.address(nik(0)))
        case .plain, .moved, .duplicated, .lapsed, .watched: return (nik(0), Self.address(nik(0)))
        }
    }

    /// The plate that it bears on a day.
    func plate(on date: LocalDate) -> String { fate == .moved && date >= day ? newPlate : plate }

    static let colours = [
        "HITAM", "HITAM", "HITAM", "PUTIH", "PUTIH", "SILVER METALIK", "ABU-ABU METALIK", "MERAH", "MERAH MARUN",
        "BIRU",
        "COKLAT", "KUNING", "HIJAU",
    ]

    /// Kinds with their share of a thousand vehicles and the numbers that they get (DOMAIN).
    private static let kinds: [(kind: VehicleKind, share: Int, numbers: ClosedRange<Int>)] = [
        (.motorcycle, 750, 2000...6999), (.car, 190, 1...1999), (.goods, 45, 8000...9999), (.bus, 15, 7000...7999),
    ]

    static func letters(_ number: Int) -> String {
        [number / 26 % 26, number % 26].map { String(UnicodeScalar(UInt8(65 + $0))) }.joined()
    }

    init(region: ProofRegion, index: Int) {
        var random = SeededGenerator(seed: region.seed &+ UInt64(index) &* 0xD134_2543_DE82_EF95)
        _ = random.next()
        self.index = index
        // A thousand neighbours hold the kinds in their shares, so that plates can be numbered without a table.
        let (block, place) = (index / 1000, index % 1000)
        var before = 0
        let drawn =
            Self.kinds.first { entry in
                before += entry.share
                return place < before
            } ?? Self.kinds[0]
        kind = drawn.kind
        let number = block * drawn.share + place - (before - drawn.share)
        // A prime that divides neither count, of numbers or of series: different vehicles, different plates.
        let numbers = drawn.numbers.count
        let mixed = number * 104_729 % (numbers * region.series)
        plate = "AB\(drawn.numbers.lowerBound + mixed % numbers)\(Self.letters(mixed / numbers))"
        colour = Self.colours[Int.random(in: 0..<Self.colours.count, using: &random)]
        plateColour =
            kind == .bus || (kind == .goods && Bool.random(using: &random))
            ? .blackOnYellow : Bool.random(using: &random) ? .blackOnWhite : .whiteOnBlack
        ownedFrom = region.first.adding(days: -Int.random(in: 30...3000, using: &random))
        var lot = Int.random(in: 0..<100_000, using: &random)
        fate =
            Fate.allCases.first { fate in
                lot -= fate.share
                return lot < 0
            } ?? .plain
        validUntil = region.first.adding(
            days: fate == .lapsed
                ? -Int.random(in: 800...2000, using: &random) : Int.random(in: -300...1800, using: &random))
        day = region.first.adding(days: Int.random(in: 0..<region.days, using: &random))
    }
}

/// A made-up region of vehicles, and the days on which its cameras work.
public struct ProofRegion: Sendable {
    public var seed: UInt64
    /// Up to 1.7 million: as many as a region of two-letter series can number.
    public var vehicles: Int
    /// How many series letters are in use, 1...676: the fewer, the more plates that a misread one may be are registered.
    public var series = 676
    public var first = LocalDate(year: 2026, month: 7, day: 1) ?? LocalDate(dayNumber: 20_635)
    public var days = 14

    public init(seed: UInt64, vehicles: Int, series: Int = 676) {
        self.seed = seed
        self.vehicles = vehicles
        self.series = series
    }

    func vehicle(_ index: Int) -> ProofVehicle { ProofVehicle(region: self, index: index) }
}
