import Domain
import Simulation
import Testing

@Test func `invented plates keep grammar, regions and the ranges of their kind, and never repeat`() {
    var random = SeededRandom(seed: 7)
    var numbers = PlateNumbers()
    var seen = Set<String>()
    for _ in 0..<2000 {
        for kind in VehicleKind.allCases {
            let plate = numbers.next(kind: kind, random: &random)
            #expect(seen.insert(plate.compact).inserted)
            #expect(plate.isIn(regions: RegionCodes.standard))
            #expect((1...3).contains(plate.series.count))
            if kind == .bus { #expect((7000...7999).contains(plate.number)) }
            if kind == .motorcycle { #expect((2000...6999).contains(plate.number)) }
        }
    }
}
