import Domain
import Foundation
import Testing

@Test(arguments: ["B 1234 XYZ", "B-1234-XYZ", "b1234xyz", "  B 1234 XYZ ", "B.1234.XYZ", "B  1234 - XYZ"])
func `a plate is read however it is written`(text: String) throws {
    let plate = try #require(PlateNumber(text))
    #expect(plate.region == "B" && plate.digits == "1234" && plate.series == "XYZ")
    #expect(plate.compact == "B1234XYZ" && plate.spaced == "B 1234 XYZ")
}

@Test(arguments: [
    "", " ", "B", "1234", "B 0123 XY", "ABC 1 X", "B 12345 X", "B 1234 WXYZ", "B 12 34 XY", "A B 1 X", "B 1 X Y",
    "B1X2", "B 1 Ö", "B 1\nX",
])
func `what isn't a plate is refused`(text: String) {
    #expect(PlateNumber(text) == nil)
}

@Test func `a plate without series letters has two groups`() throws {
    let plate = try #require(PlateNumber("ri1"))
    #expect(plate.spaced == "RI 1" && plate.compact == "RI1" && plate.number == 1 && plate.lastDigit == 1)
}

@Test func `a very long text is refused without being read`() {
    #expect(PlateNumber(String(repeating: " ", count: 1 << 20) + "B 1 X") == nil)
}

@Test func `codable writes the compact text and refuses what isn't a plate`() throws {
    let plate = try #require(PlateNumber("AB 12 C"))
    let text = String(decoding: try JSONEncoder().encode([plate]), as: UTF8.self)
    #expect(text == #"["AB12C"]"#)
    #expect(try JSONDecoder().decode([PlateNumber].self, from: Data(text.utf8)) == [plate])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([PlateNumber].self, from: Data(#"["?"]"#.utf8)) }
}

@Test func `the standard regions hold all codes`() throws {
    #expect(RegionCodes.standard.count == 62)
    #expect(try #require(PlateNumber("AD 1 X")).isIn(regions: RegionCodes.standard))
    #expect(try !#require(PlateNumber("XX 1 X")).isIn(regions: RegionCodes.standard))
}
