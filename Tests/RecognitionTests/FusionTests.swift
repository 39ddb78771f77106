import Domain
import Foundation
import Imaging
import Recognition
import Testing

private let corners = Quad(
    topLeft: Point(x: 412, y: 633), topRight: Point(x: 577.4, y: 630), bottomRight: Point(x: 578, y: 671),
    bottomLeft: Point(x: 413, y: 674))

private func plate(
    _ text: String, _ confidence: Double, _ others: [(String, Double)] = [], colour: PlateColour = .blackOnWhite
) -> PlateReading {
    PlateReading(
        text: text, confidence: confidence, box: PixelRect(x: 412, y: 630, width: 166, height: 44), corners: corners,
        colour: colour, alternatives: others.map { .init(text: $0.0, confidence: $0.1) })
}

private func frame(_ plates: PlateReading...) -> PictureReading {
    PictureReading(width: 1920, height: 1080, plates: plates)
}

@Test func `one frame is given back as it is`() {
    let reading = plate("B1234XYZ", 0.97, [("B1234XYV", 0.02)])
    #expect(PlateReader.fuse([frame(reading)]).map(\.reading) == [reading])
    #expect(PlateReader.fuse([]).isEmpty && PlateReader.fuse([frame()]).isEmpty)
}

@Test func `frames that agree are surer than each, but never sure`() throws {
    let fused = PlateReader.fuse([frame(plate("B1234XYZ", 0.9)), frame(plate("B1234XYZ", 0.95))])
    let reading = try #require(fused.first?.reading)
    #expect(fused.count == 1 && fused[0].agrees && fused[0].sightings.count == 2)
    #expect(reading.confidence > 0.95 && reading.confidence <= 1 - 0.05 / 4 + 1e-12)
    let many = PlateReader.fuse((0..<20).map { _ in frame(plate("B1234XYZ", 0.9)) })
    #expect(many[0].reading.confidence <= 1 - 0.1 / 4 + 1e-12, "twenty like frames are not twenty witnesses")
}

@Test func `frames that disagree are less sure`() throws {
    let fused = PlateReader.fuse([
        frame(plate("B1234XYZ", 0.9, [("B1234XYV", 0.05)])), frame(plate("B1234XYV", 0.8, [("B1234XYZ", 0.1)])),
    ])
    #expect(fused.count == 1 && !fused[0].agrees)
    #expect(fused[0].reading.text == "B1234XYZ" && fused[0].reading.confidence < 0.75)
    #expect(fused[0].reading.alternatives.first?.text == "B1234XYV")
}

@Test func `a text that one frame rules out doesn't win by another's certainty alone`() {
    let fused = PlateReader.fuse([frame(plate("B1234XYZ", 0.999)), frame(plate("B1284XYZ", 0.999))])
    #expect(fused[0].reading.confidence < 0.6)
}

@Test func `different plates stay apart, also within a frame`() {
    let fused = PlateReader.fuse([frame(plate("B1234XYZ", 0.9), plate("B1234XYV", 0.8)), frame(plate("AD77K", 0.95))])
    #expect(Set(fused.map(\.reading.text)) == ["B1234XYZ", "B1234XYV", "AD77K"])
    #expect(fused.map(\.reading.confidence) == [0.95, 0.9, 0.8])
}

@Test func `the order of frames doesn't change the result`() {
    let frames = [
        frame(plate("B1234XYZ", 0.9)), frame(plate("B1234XYV", 0.7, [("B1234XYZ", 0.2)])),
        frame(plate("B1234XYZ", 0.6)),
    ]
    let forwards = PlateReader.fuse(frames)[0].reading
    let backwards = PlateReader.fuse(frames.reversed())[0].reading
    #expect(forwards.text == backwards.text && abs(forwards.confidence - backwards.confidence) < 1e-12)
}

@Test func `colours that contradict each other are unknown`() {
    let fused = PlateReader.fuse([
        frame(plate("B1A", 0.9)), frame(plate("B1A", 0.9, colour: .whiteOnBlack)),
        frame(plate("B1A", 0.9, colour: .unknown)),
    ])
    #expect(fused[0].reading.colour == .unknown)
}

@Test func `json has the shape of the contract and is read back`() throws {
    var reading = plate("AB1708HY", 0.9991, [("AB1708HV", 0.0004)])
    reading.expiry = "11.27"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(reading), as: UTF8.self)
    #expect(
        text == #"{"alternatives":[{"confidence":0.0004,"text":"AB1708HV"}],"box":[412,630,166,44],"characters":[],"#
            + #""colour":"black-on-white","confidence":0.9991,"#
            + #""corners":[[412,633],[577,630],[578,671],[413,674]],"expiry":"11.27","text":"AB1708HY"}"#)
    let back = try JSONDecoder().decode(PlateReading.self, from: Data(text.utf8))
    #expect(back.text == reading.text && back.box == reading.box && back.expiry == "11.27")
    #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(
            PlateReading.self, from: Data(text.replacingOccurrences(of: "166,44", with: "166").utf8))
    }
}
