import Imaging
import Issuance
import Testing

@Suite struct PictureTests {
    @Test func `of a masked plate no two neighbouring letters can be told apart`() {
        let plate = PixelRect(x: 100, y: 200, width: 120, height: 40)
        var image = Samples.scene(width: 400, height: 400, plates: [plate])
        let before = image
        image.mask(plate)
        // Eight areas of one colour: no row of the plate has more than four values.
        for y in plate.y..<plate.y + plate.height {
            let row = (plate.x..<plate.x + plate.width).map { image.bytes[3 * (y * 400 + $0)] }
            #expect(Set(row).count <= 4)
        }
        #expect(image.bytes[0..<3 * 400 * 100] == before.bytes[0..<3 * 400 * 100])
    }

    @Test func `a mask over the border changes nothing outside`() {
        var image = Samples.scene(width: 60, height: 60, plates: [])
        image.mask(PixelRect(x: 50, y: 50, width: 40, height: 40))
        image.mask(PixelRect(x: 500, y: 0, width: 4, height: 4))
        #expect(image.bytes.count == 3 * 60 * 60)
    }

    @Test func `the offender's plate stays readable under another's mask`() {
        let image = Samples.scene(width: 300, height: 300, plates: [PixelRect(x: 100, y: 200, width: 80, height: 30)])
        var masked = image
        let kept = PixelRect(x: 100, y: 200, width: 40, height: 30)
        masked.mask(PixelRect(x: 100, y: 200, width: 80, height: 30), keeping: kept)
        for y in 200..<230 {
            let start = 3 * (y * 300 + 100)
            #expect(masked.bytes[start..<start + 120] == image.bytes[start..<start + 120])
        }
        #expect(masked != image)
    }

    @Test func `a crop holds the pixels of its place`() throws {
        let image = Samples.scene(width: 50, height: 40, plates: [])
        let part = try #require(image.cropped(to: PixelRect(x: 45, y: -3, width: 10, height: 8)))
        #expect((part.width, part.height) == (5, 5))
        #expect(part.bytes[0..<15] == image.bytes[3 * 45..<3 * 50])
        #expect(image.cropped(to: PixelRect(x: 50, y: 0, width: 5, height: 5)) == nil)
    }

    @Test(arguments: [(1, 1), (7, 3), (33, 90), (200, 11)])
    func `one colour stays one colour in every size`(width: Int, height: Int) {
        let image = RGBImage(
            width: 31, height: 17, bytes: Array(repeating: [200, 10, 255], count: 31 * 17).flatMap { $0 })
        let resized = image.resized(toWidth: width, height: height)
        #expect(resized.bytes == Array(repeating: [200, 10, 255], count: width * height).flatMap { $0 })
    }

    @Test func `halving takes means`() {
        let bytes: [UInt8] = [0, 100, 100, 0, 0, 100, 100, 0].flatMap { [$0, $0, $0] }
        let small = RGBImage(width: 4, height: 2, bytes: bytes).resized(toWidth: 2, height: 1)
        // Triangles of reach 2 around 1 and 3: weights 1/4 (clipped), 3/4, 3/4, 1/4 of the sum.
        #expect(small.bytes.allSatisfy { (50...62).contains($0) })
    }
}
