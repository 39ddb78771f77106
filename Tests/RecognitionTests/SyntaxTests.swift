import Domain
import Recognition
import Testing

let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

func symbols(_ text: String) -> [Int] { text.compactMap { alphabet.firstIndex(of: $0) } }

private func accepts(_ syntax: PlateSyntax, _ text: String) -> Bool {
    var state = 0
    for symbol in symbols(text) {
        state = syntax.state(after: state, symbol: symbol)
        if state < 0 { return false }
    }
    return syntax.accepts(state)
}

@Test(arguments: ["B1X", "B1234XYZ", "AA1", "AB9999", "DK1AB", "L10A", "DS12"])
func `the syntax accepts plates`(text: String) {
    #expect(accepts(PlateSyntax(regions: RegionCodes.standard, alphabet: alphabet), text))
}

@Test(arguments: ["", "B", "1234", "B0123X", "B12345", "XX1234A", "Q1A", "B1234WXYZ", "B12A3", "ABC1", "J1A"])
func `the syntax refuses what isn't a plate`(text: String) {
    #expect(!accepts(PlateSyntax(regions: RegionCodes.standard, alphabet: alphabet), text))
}

@Test func `the syntax and the plate type agree on random texts`() {
    var generator = SeededGenerator(seed: 11)
    let syntax = PlateSyntax(regions: RegionCodes.standard, alphabet: alphabet)
    for _ in 0..<20_000 {
        let letters = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            "ABDEFX".randomElement(using: &generator)!
        }
        let digits = (0..<Int.random(in: 0...5, using: &generator)).map { _ in "0129".randomElement(using: &generator)!
        }
        let series = (0..<Int.random(in: 0...4, using: &generator)).map { _ in "IOQZ".randomElement(using: &generator)!
        }
        let text = String(letters + digits + series)
        let isPlate = PlateNumber(text).map { $0.isIn(regions: RegionCodes.standard) } ?? false
        #expect(accepts(syntax, text) == isPlate, "\(text)")
    }
}

@Test func `any region takes any letters and digits`() {
    let syntax = PlateSyntax(anyOf: alphabet)
    #expect(accepts(syntax, "7ABC123") && accepts(syntax, "AB") && accepts(syntax, "0123456789"))
    #expect(!accepts(syntax, "A") && !accepts(syntax, "01234567890"))
}

@Test func `the expiry row is a month and a year`() {
    let syntax = PlateSyntax(expiryOver: alphabet)
    #expect(accepts(syntax, "1127") && accepts(syntax, "0130"))
    #expect(!accepts(syntax, "1327") && !accepts(syntax, "0027") && !accepts(syntax, "112") && !accepts(syntax, "1177"))
}
