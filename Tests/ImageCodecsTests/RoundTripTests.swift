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

@Test(arguments: sizes)
func `planes are encoded without a way through RGB`(width: Int, height: Int) throws {
    let planes = YCbCrImage(smoothPicture(width: width, height: height))
    let bytes = try encodeJPEG(planes, quality: 98)
    let header = try verifyImageStructure(bytes)
    #expect(header.width == width && header.height == height && header.components == 3)
    let back = try decodeYCbCr(bytes)
    #expect(largestDifference(back.luminance.pixels, planes.luminance.pixels) <= 3)
    let (chroma, chromaBack) = (try #require(planes.chroma), try #require(back.chroma))
    #expect(largestDifference(chromaBack.blue.pixels, chroma.blue.pixels) <= 4)
    #expect(largestDifference(chromaBack.red.pixels, chroma.red.pixels) <= 4)
    let grey = YCbCrImage(luminance: planes.luminance, chroma: nil)
    #expect(try encodeJPEG(grey, quality: 90) == encodeJPEG(planes.luminance, quality: 90))
}

/// `jpeg` with a segment put in behind its start mark.
private func jpeg(_ jpeg: [UInt8], with marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return jpeg[..<2] + [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content + jpeg[2...]
}

@Test func `an embedded jpeg holds the picture and nothing beside it`() throws {
    let image = smoothPicture(width: 33, height: 31)
    let plain = try encodeJPEG(image, quality: 90)
    let secret = Array("B 1234 XYZ".utf8)
    let dressed =
        jpeg(jpeg(plain, with: 0xE1, Array("Exif\0\0".utf8) + plain + secret), with: 0xFE, secret) + secret + plain
    let embedded = try #require(try EmbeddableJPEG(dressed))
    #expect((embedded.width, embedded.height) == (33, 31))
    #expect(!embedded.bytes.contains(secret))
    #expect(embedded.bytes.count < plain.count)
    #expect(try decodeRGB(embedded.bytes) == decodeRGB(dressed))
    #expect(try EmbeddableJPEG(encodeJPEG(image.luminance, quality: 90)) != nil)
}

@Test func `files whose colours could be taken for others, and files cut short, are not embedded`() throws {
    let image = smoothPicture(width: 33, height: 31)
    let plain = try encodeJPEG(image, quality: 90)
    let adobe = Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0]
    #expect(try EmbeddableJPEG(jpeg(plain, with: 0xEE, adobe + [1])) != nil)
    #expect(try EmbeddableJPEG(jpeg(plain, with: 0xEE, adobe + [0])) == nil)
    #expect(try EmbeddableJPEG(jpeg(plain, with: 0xEE, adobe)) == nil)
    // Components named R, G, B.
    let frame = try #require(plain.firstRange(of: [0xFF, 0xC0]))
    var named = plain
    for (index, letter) in "RGB".utf8.enumerated() { named[frame.upperBound + 8 + 3 * index] = letter }
    #expect(try EmbeddableJPEG(named) == nil)
    #expect(try EmbeddableJPEG(encodePNG(image)) == nil)
    #expect(code { try EmbeddableJPEG(Array(plain.dropLast(2))) } == "truncated-jpeg")
}
