import ImageCodecs
import Imaging
import Testing

private let sizes = [(1, 1), (1, 7), (7, 1), (8, 8), (15, 17), (16, 16), (33, 31), (100, 40), (257, 129)]

@Test(arguments: sizes)
func `png keeps every pixel`(width: Int, height: Int) throws {
    let image = smoothPicture(width: width, height: height)
    let bytes = try encodePNG(image)
    #expect(try decodeRGB(bytes) == image)
    #expect(try decodeLuminance(bytes) == image.luminance)
    #expect(try decodeLuminance(try encodePNG(image.luminance)) == image.luminance)
    #expect(try verifyImageStructure(bytes).components == 3)
}

@Test(arguments: sizes)
func `jpeg keeps a smooth picture nearly as it is`(width: Int, height: Int) throws {
    let image = smoothPicture(width: width, height: height)
    let bytes = try encodeJPEG(image, quality: 98)
    let header = try verifyImageStructure(bytes)
    #expect(header.width == width && header.height == height && header.components == 3 && header.format == .jpeg)
    #expect(!header.isProgressive)
    #expect(largestDifference(try decodeRGB(bytes).bytes, image.bytes) <= 16)
    #expect(largestDifference(try decodeLuminance(bytes).pixels, image.luminance.pixels) <= 3)
}

@Test(arguments: sizes)
func `planes hold the same luminance and nearly the same colours`(width: Int, height: Int) throws {
    let bytes = try encodeJPEG(smoothPicture(width: width, height: height), quality: 98)
    let planes = try decodeYCbCr(bytes)
    #expect(planes.luminance == (try decodeLuminance(bytes)))
    let whole = try #require(planes.rgb(in: PixelRect(x: 0, y: 0, width: width, height: height)))
    #expect(largestDifference(whole.bytes, try decodeRGB(bytes).bytes) <= 24)
}

@Test func `grey pictures have no chroma and equal channels`() throws {
    let plane = smoothPicture(width: 21, height: 13).luminance
    let bytes = try encodeJPEG(plane, quality: 95)
    #expect(try verifyImageStructure(bytes).components == 1)
    let planes = try decodeYCbCr(bytes)
    #expect(planes.chroma == nil)
    #expect(planes.luminance == (try decodeLuminance(bytes)))
    #expect(try decodeRGB(bytes) == RGBImage(planes.luminance))
}

@Test func `a png gives planes too`() throws {
    let image = smoothPicture(width: 20, height: 10)
    let planes = try decodeYCbCr(try encodePNG(image))
    let whole = try #require(planes.rgb(in: PixelRect(x: 0, y: 0, width: 20, height: 10)))
    #expect(planes.luminance == image.luminance)
    #expect(largestDifference(whole.bytes, image.bytes) <= 10)
}

@Test(arguments: [(1920, 1080, 2), (1921, 1079, 2), (4000, 3000, 4), (900, 520, 1), (8000, 600, 8), (640, 480, 1)])
func `a reduced picture has the sides that were asked for, and shows the same`(
    width: Int, height: Int, factor: Int
) throws {
    // Left half dark, right half light.
    let bytes = (0..<height).flatMap { _ in
        (0..<width).flatMap { x in [UInt8](repeating: x < width / 2 ? 40 : 210, count: 3) }
    }
    let jpeg = try encodeJPEG(RGBImage(width: width, height: height, bytes: bytes), quality: 90)
    let (image, reducedBy) = try decodeRGB(jpeg, atLeast: 900, orHeight: 520)
    #expect(reducedBy == factor)
    #expect(image.width == (width + factor - 1) / factor && image.height == (height + factor - 1) / factor)
    func red(_ x: Int, _ y: Int) -> Int { Int(image.bytes[3 * (y * image.width + x)]) }
    for y in [0, image.height / 2, image.height - 1] {
        #expect(abs(red(image.width / 4, y) - 40) < 6 && abs(red(image.width * 3 / 4, y) - 210) < 6)
    }
}
