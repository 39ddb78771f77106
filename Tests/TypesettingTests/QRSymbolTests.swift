import Testing
import Typesetting

@Test func `a code has its three finder patterns`() throws {
    let symbol = try QRSymbol("https://konfirmasi.example.id?r=ETLE-7K3M-Q9XV-9RTA-4HNC")
    let last = symbol.size - 1
    func isDark(_ x: Int, _ y: Int) -> Bool { symbol.modules[y * symbol.size + x] }
    for (x, y) in [(0, 0), (last, 0), (0, last), (3, 3)] { #expect(isDark(x, y)) }
    #expect(!isDark(last, last) || symbol.size > 21)
    #expect(!isDark(1, 1))
}

@Test func `a payload that no code can hold is an error`() {
    #expect(throws: TypesettingError.self) { try QRSymbol(String(repeating: "x", count: 5000)) }
}
