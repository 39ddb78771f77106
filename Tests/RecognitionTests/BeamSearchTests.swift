import Domain
import Foundation
import Recognition
import Testing

/// Frames that spell the text, each frame giving `sure` to its symbol and the rest evenly to the others.
func spelled(_ text: String, sure: Double = 0.9, framesEach: Int = 2) -> CharacterFrames {
    var logits: [Float] = []
    func frame(_ symbol: Int) {
        for k in 0..<CharacterFrames.classes {
            logits.append(Float(log(k == symbol ? sure : (1 - sure) / Double(CharacterFrames.classes - 1))))
        }
    }
    frame(CharacterFrames.blank)
    for symbol in symbols(text) {
        for _ in 0..<framesEach { frame(symbol) }
        frame(CharacterFrames.blank)
    }
    return CharacterFrames(logits: logits)
}

private let search = BeamSearch(syntax: PlateSyntax(regions: RegionCodes.standard, alphabet: alphabet))

private func text(_ candidate: BeamSearch.Candidate?) -> String? {
    candidate.map { String($0.symbols.map { alphabet[$0] }) }
}

@Test(arguments: ["B1234XYZ", "AA1122OO", "DK1", "L8888BB"])
func `the search finds the spelled plate, doubled characters too`(plate: String) {
    #expect(text(search.search(spelled(plate)).first) == plate)
}

@Test func `the search gives the exact probability of a text`() {
    let frames = spelled("B12A", sure: 0.8)
    let wide = BeamSearch(syntax: search.syntax, width: 400, leastProbability: 0)
    let best = wide.search(frames)[0]
    let exact = frames.probability(of: best.symbols)
    #expect(text(best) == "B12A" && abs(best.probability - exact) < 1e-3 * exact)
    // The usual narrow beam misses some ways to write the text, never counts one twice.
    #expect(search.search(frames)[0].probability <= exact)
}

@Test func `probabilities of all short texts add up to one`() {
    // Two frames: every text has at most two symbols.
    var generator = SeededGenerator(seed: 2)
    let frames = CharacterFrames(
        logits: (0..<2 * CharacterFrames.classes).map { _ in Float.random(in: -2...2, using: &generator) })
    var sum = frames.probability(of: [])
    for a in 0..<PlateSyntax.symbols {
        sum += frames.probability(of: [a])
        for b in 0..<PlateSyntax.symbols { sum += frames.probability(of: [a, b]) }
    }
    #expect(abs(sum - 1) < 1e-9)
}

@Test func `a digit where only a letter can stand is read as the letter`() {
    // The network says 8 for B at the front: the syntax leaves B.
    let frames = spelled("81234XY", sure: 0.5)
    let best = text(search.search(frames).first)
    #expect(best?.hasSuffix("1234XY") == true && best?.first?.isLetter == true)
}

@Test func `an unknown region is never given`() {
    for candidate in search.search(spelled("XX1234AB", sure: 0.6)) {
        let plate = text(candidate).flatMap { PlateNumber($0) }
        #expect(plate?.isIn(regions: RegionCodes.standard) == true)
    }
}

@Test func `alignment gives each symbol its frames`() throws {
    let ranges = try #require(spelled("B12").alignment(of: symbols("B12")))
    #expect(ranges == [1..<3, 4..<6, 7..<9])
    #expect(spelled("B1").alignment(of: []) == nil)
}

@Test func `the pool averages, and agrees only if all crops do`() {
    var pool = Pool()
    pool.add(search.search(spelled("B1234XY", sure: 0.99)))
    #expect(pool.agrees(at: 0.5))
    pool.add(search.search(spelled("B1234XV", sure: 0.95)))
    #expect(!pool.agrees(at: 0))
    #expect(text(pool.ranked.first) == "B1234XY")
    pool.add([])
    #expect(pool.count == 3 && !pool.agrees(at: 0))
    #expect(pool.ranked.reduce(0) { $0 + $1.probability } <= 2.0 / 3)
}
