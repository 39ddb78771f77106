import Domain

/// Invents plate texts that obey the grammar, with numbers from the range of the vehicle's kind.
public struct PlateNumbers: Sendable {
    private var used: Set<PlateNumber> = []

    public init() {}

    /// Regions with their weight; a few large ones get most vehicles, as on the road.
    private static let frequent = "B B B B B B D F AA AB AB AD L L N W H K E G AG DK DK DR BK KT DD DB"
        .split(separator: " ").map(String.init)
    private static let all = RegionCodes.standard.subtracting(["DS"]).sorted()
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    /// A plate that this value hasn't given out before.
    public mutating func next(kind: VehicleKind, random: inout SeededRandom) -> PlateNumber {
        while true {
            let region = random.chance(0.8) ? random.pick(PlateNumbers.frequent) : random.pick(PlateNumbers.all)
            let range = random.pick(PlateNumbers.ranges(kind: kind, region: region))
            let letterCount = region == "B" || region == "D" || region == "F" ? 3 : random.chance(0.8) ? 2 : 3
            var series = ""
            if region == "B" { series.append(random.pick(Array("STPBWUKZE"))) }
            while series.count < letterCount { series.append(random.pick(PlateNumbers.letters)) }
            guard let plate = PlateNumber("\(region)\(random.integer(range))\(series)"), used.insert(plate).inserted
            else { continue }
            return plate
        }
    }

    /// Keeps a plate that was chosen by hand from being given out.
    public mutating func reserve(_ plate: PlateNumber) { used.insert(plate) }

    /// Number ranges by kind (a custom, not a rule that every plate keeps).
    static func ranges(kind: VehicleKind, region: String) -> [ClosedRange<Int>] {
        switch (kind, region == "B") {
        case (.car, true), (.special, true): [1000...2999, 1000...2999, 8000...8999]
        case (.car, false), (.special, false): [1000...1999]
        case (.motorcycle, true): [3000...6999]
        case (.motorcycle, false): [2000...6999]
        case (.bus, _): [7000...7999]
        case (.goods, true): [9000...9999]
        case (.goods, false): [8000...9999]
        }
    }
}
