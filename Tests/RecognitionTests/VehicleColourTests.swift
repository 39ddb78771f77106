import Domain
import Foundation
import ImageCodecs
import Imaging
import Recognition
import Simulation
import Testing

/// What a colour in the picture may be called without anybody getting a wrong doubt.
private func isRight(_ seen: BasicColour, _ truth: BodyColour) -> Bool {
    guard let known = BasicColour(rawValue: truth.rawValue) else { return false }
    return seen == known || seen.isAlike(known)
}

private func scene(_ colour: BodyColour, _ plate: PlateColour, _ end: VehicleView.End, night: Bool, seed: UInt64) throws
    -> StreetScene
{
    let specimen = PlateSpecimen(
        number: try #require(PlateNumber("B 1203 KOQ")), format: .car, colour: plate, seed: seed)
    let view = VehicleView(kind: .car, end: end, colour: colour, plate: specimen, seed: seed)
    return StreetScene(
        vehicle: view, width: 960, height: 540, plateShare: 0.12, lateral: Double(seed % 5) - 2, night: night,
        seed: seed)
}

@Test func `a vehicle's colour is told from its paint by day, or not at all`() throws {
    var (named, all) = (0, 0)
    for (index, colour) in BodyColour.allCases.enumerated() {
        for end in VehicleView.End.allCases {
            for (number, plate) in [PlateColour.blackOnWhite, .whiteOnBlack].enumerated() {
                let seed = UInt64(100 * index + 10 * number + (end == .front ? 1 : 2))
                let rendered = try scene(colour, plate, end, night: false, seed: seed).render()
                let quad = try #require(rendered.plates.first).corners
                let seen = VehicleColours(picture: YCbCrImage(rendered.image), quad: quad).classify()
                all += 1
                guard let seen else { continue }
                #expect(isRight(seen, colour), "\(colour) seen as \(seen), \(end), \(plate), seed \(seed)")
                named += 1
            }
        }
    }
    print("vehicle colours in drawn scenes: \(named) of \(all) named")
    #expect(named >= all / 6)
}

@Test func `by night no colour is told wrong`() throws {
    for (index, colour) in BodyColour.allCases.enumerated() {
        let rendered = try scene(colour, .blackOnWhite, .front, night: true, seed: UInt64(index)).render()
        let quad = try #require(rendered.plates.first).corners
        let seen = VehicleColours(picture: YCbCrImage(rendered.image), quad: quad).classify()
        #expect(seen.map { isRight($0, colour) } ?? true, "\(colour) seen as \(String(describing: seen))")
    }
}

@Test func `a grey picture has no vehicle colour, nor one that ends at the plate`() throws {
    let rendered = try scene(.red, .blackOnWhite, .front, night: false, seed: 3).render()
    let quad = try #require(rendered.plates.first).corners
    let image = YCbCrImage(rendered.image)
    #expect(VehicleColours(picture: YCbCrImage(luminance: image.luminance, chroma: nil), quad: quad).classify() == nil)
    let closeUp = try scene(.red, .blackOnWhite, .front, night: false, seed: 3).closeUp().render()
    let large = try #require(closeUp.plates.first).corners
    #expect(VehicleColours(picture: YCbCrImage(closeUp.image), quad: large).classify() == nil)
}

@Suite struct RealVehicleColourTests {
    /// Colours by eye of validation scenes.
    private static let named: [String: Set<BasicColour>] = [
        "v0003.jpg": [.white, .silver], "v0006.jpg": [.red], "v0007.jpg": [.white], "v0013.jpg": [.white, .silver],
        "v0014.jpg": [.red], "v0015.jpg": [.white], "v0016.jpg": [.yellow], "v0017.jpg": [.white],
        "v0022.jpg": [.white], "v0031.jpg": [.yellow], "v0036.jpg": [.red], "v0001.jpg": [.black],
        "v0004.jpg": [.black],
        "v0005.jpg": [.black], "v0008.jpg": [.black], "v0011.jpg": [.black], "v0023.jpg": [.black],
        "v0026.jpg": [.black],
        "v0034.jpg": [.black], "v0035.jpg": [.black],
    ]

    @Test(.enabled(if: RealPictures.has("id-scenes-val")))
    func `colours of real vehicles are those that people see`() throws {
        let reader = try PlateReader()
        var seen: [String: BasicColour] = [:]
        for picture in try RealPictures.labels("id-scenes-val").pictures {
            let reading = try reader.read(encoded: try RealPictures.bytes("id-scenes-val", picture.file))
            if let colour = reading.plates.first?.vehicleColour { seen[picture.file] = colour }
        }
        print(
            "vehicle colours: \(seen.count) of 60 named: \(seen.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })"
        )
        for (file, colour) in seen {
            guard let right = Self.named[file] else { continue }
            #expect(right.contains(colour), "\(file): \(colour)")
        }
        #expect(Self.named.keys.count { seen[$0] != nil } >= 3)
    }
}
