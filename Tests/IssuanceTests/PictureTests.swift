import Imaging
import Issuance
import Testing

@Suite struct PictureTests {
    @Test func `of a masked plate no two neighbouring letters can be told apart`() {
        let plate = PixelRect(x: 101, y: 199, width: 121, height: 41)
        var image = YCbCrImage(Samples.scene(width: 401, height: 399, plates: [plate]))
        let before = image
        image.mask(plate)
        // Eight areas of one colour: no row of the plate has more than four values.
        for y in plate.y..<plate.y + plate.height {
            let row = (plate.x..<plate.x + plate.width).map { image.luminance[$0, y] }
            #expect(Set(row).count <= 4)
            let colours = (plate.x..<plate.x + plate.width).map { image.rgb(x: $0, y: y) }
            #expect(Set(colours.map { "\($0)" }).count <= 8)
        }
        #expect(image.luminance.pixels[0..<401 * 100] == before.luminance.pixels[0..<401 * 100])
        #expect(image.chroma?.blue.pixels[0..<201 * 50] == before.chroma?.blue.pixels[0..<201 * 50])
    }

    @Test(arguments: [false, true])
    func `a mask over the border changes nothing outside`(isGrey: Bool) {
        var image = YCbCrImage(Samples.scene(width: 61, height: 60, plates: []))
        if isGrey { image.chroma = nil }
        let before = image
        image.mask(PixelRect(x: 50, y: 50, width: 40, height: 40))
        image.mask(PixelRect(x: 500, y: 0, width: 4, height: 4))
        #expect(image != before)
        for y in 0..<60 {
            for x in 0..<61 where x < 40 || y < 40 { #expect(image.luminance[x, y] == before.luminance[x, y]) }
        }
    }

    @Test func `the offender's plate stays readable under another's mask`() {
        let image = YCbCrImage(
            Samples.scene(width: 300, height: 300, plates: [PixelRect(x: 100, y: 200, width: 80, height: 30)]))
        var masked = image
        let kept = PixelRect(x: 100, y: 200, width: 40, height: 30)
        masked.mask(PixelRect(x: 100, y: 200, width: 80, height: 30), keeping: kept)
        for y in 200..<230 {
            for x in 100..<140 { #expect(masked.rgb(x: x, y: y) == image.rgb(x: x, y: y)) }
        }
        #expect(masked != image)
    }

    @Test func `a crop holds the pixels of its place`() throws {
        let image = YCbCrImage(Samples.scene(width: 51, height: 40, plates: []))
        let part = try #require(image.cropped(to: PixelRect(x: 45, y: -3, width: 10, height: 8)))
        // Whole chroma samples: from column 44 on, to row 6.
        #expect((part.width, part.height) == (7, 6))
        for y in 0..<part.height {
            for x in 0..<part.width { #expect(part.rgb(x: x, y: y) == image.rgb(x: 44 + x, y: y)) }
        }
        #expect(image.cropped(to: PixelRect(x: 51, y: 0, width: 5, height: 5)) == nil)
        let grey = try #require(
            YCbCrImage(luminance: image.luminance, chroma: nil).cropped(to: PixelRect(x: 45, y: 1, width: 3, height: 5))
        )
        #expect((grey.width, grey.height) == (3, 5))
    }

    @Test(arguments: [(1, 1), (7, 3), (33, 90), (200, 11)])
    func `one colour stays one colour in every size`(width: Int, height: Int) {
        let image = YCbCrImage(
            RGBImage(width: 31, height: 17, bytes: Array(repeating: [200, 10, 255], count: 31 * 17).flatMap { $0 }))
        let resized = image.resized(toWidth: width, height: height)
        #expect((resized.width, resized.height) == (width, height))
        let (old, new) = (image.rgb(x: 0, y: 0), resized.rgb(x: 0, y: 0))
        #expect(Set(resized.luminance.pixels).count == 1 && Set(resized.chroma?.red.pixels ?? []).count == 1)
        #expect(old == new)
        #expect((resized.chroma?.blue.width, resized.chroma?.blue.height) == ((width + 1) / 2, (height + 1) / 2))
    }

    @Test func `halving takes means`() {
        let bytes: [UInt8] = [0, 100, 100, 0, 0, 100, 100, 0].flatMap { [$0, $0, $0] }
        let small = YCbCrImage(RGBImage(width: 4, height: 2, bytes: bytes)).resized(toWidth: 2, height: 1)
        // Triangles of reach 2 around 1 and 3: weights 1/4 (clipped), 3/4, 3/4, 1/4 of the sum.
        #expect(small.luminance.pixels.allSatisfy { (50...62).contains($0) })
    }
}
