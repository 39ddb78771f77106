import Domain
import Imaging
import Recognition
import Testing

private typealias RGB = (UInt8, UInt8, UInt8)

/// A plate of upright bars for letters, on a street-grey ground.
private func picture(ground: RGB, letters: RGB, around: RGB = (110, 112, 115)) -> (YCbCrImage, Quad) {
    let (width, height) = (240, 120)
    var bytes: [UInt8] = []
    for y in 0..<height {
        for x in 0..<width {
            let isPlate = (50..<190).contains(x) && (40..<84).contains(y)
            let isLetter = isPlate && (46..<66).contains(y) && (56..<184).contains(x) && (x / 4) % 4 == 0
            let colour = isLetter ? letters : isPlate ? ground : around
            bytes += [colour.0, colour.1, colour.2]
        }
    }
    let quad = Quad(
        topLeft: Point(x: 50, y: 40), topRight: Point(x: 190, y: 40), bottomRight: Point(x: 190, y: 84),
        bottomLeft: Point(x: 50, y: 84))
    return (YCbCrImage(RGBImage(width: width, height: height, bytes: bytes)), quad)
}

private func colour(_ ground: RGB, _ letters: RGB, around: RGB = (110, 112, 115)) -> PlateColour {
    let (image, quad) = picture(ground: ground, letters: letters, around: around)
    return PlateColours(picture: image, quad: quad).classify()
}

@Test func `the five colours are told apart, bright and dim`() {
    for light in [1.0, 0.6, 0.3] {
        func lit(_ r: Double, _ g: Double, _ b: Double) -> RGB {
            (UInt8(r * light), UInt8(g * light), UInt8(b * light))
        }
        let around = lit(110, 112, 115)
        #expect(colour(lit(235, 235, 230), lit(30, 30, 32), around: around) == .blackOnWhite, "light \(light)")
        #expect(colour(lit(25, 26, 28), lit(225, 225, 220), around: around) == .whiteOnBlack, "light \(light)")
        #expect(colour(lit(240, 190, 30), lit(30, 28, 20), around: around) == .blackOnYellow, "light \(light)")
        #expect(colour(lit(190, 25, 30), lit(235, 230, 228), around: around) == .whiteOnRed, "light \(light)")
        #expect(colour(lit(40, 150, 70), lit(20, 22, 20), around: around) == .blackOnGreen, "light \(light)")
    }
}

@Test func `a white plate in coloured light isn't a coloured plate`() {
    #expect(colour((250, 170, 110), (40, 28, 20), around: (150, 100, 62)) != .blackOnYellow)
    #expect(colour((40, 15, 12), (250, 110, 100), around: (140, 60, 55)) != .whiteOnRed)
}

@Test func `a grey picture has no colours, and a flat one is unknown`() {
    let (image, quad) = picture(ground: (235, 235, 230), letters: (30, 30, 32))
    #expect(
        PlateColours(picture: YCbCrImage(luminance: image.luminance, chroma: nil), quad: quad).classify()
            == .blackOnWhite)
    let flat = YCbCrImage(luminance: Plane(width: 240, height: 120, filledWith: 90), chroma: nil)
    #expect(PlateColours(picture: flat, quad: quad).classify() == .unknown)
}
