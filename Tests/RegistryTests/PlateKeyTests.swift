import Domain
import Registry
import RegistrySynthesis
import Testing

@Test func `a plate key accepts what a plate number accepts, and gives its text back`() {
    var random = SeededGenerator(seed: 11)
    let signs = Array("ABZaz0129 -.?")
    for _ in 0..<50_000 {
        let text = String(
            (0..<Int.random(in: 1...10, using: &random)).map { _ in
                signs[Int.random(in: 0..<signs.count, using: &random)]
            })
        let number = PlateNumber(text)
        let key = PlateKey(text)
        if key?.text != number?.compact || number.map({ PlateKey($0) }) != key { Issue.record("\(text)") }
    }
}

@Test func `different plates have different keys, and rows of a plate are neighbours`() {
    let plates = ["A1", "A10", "A1A", "A1AA", "A1AAA", "A1B", "AA1", "AB1", "B1", "ZZ9999ZZZ", "Z9", "Z9A"]
    let keys = plates.compactMap { PlateKey($0) }
    #expect(Set(keys).count == plates.count)
    let ranges = keys.sorted().map(RowKey.range(of:))
    for (one, next) in zip(ranges, ranges.dropFirst()) { #expect(one.upperBound < next.lowerBound) }
}
