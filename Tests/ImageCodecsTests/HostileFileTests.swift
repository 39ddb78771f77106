import ImageCodecs
import Imaging
import Testing

private let picture = smoothPicture(width: 64, height: 48)

@Test func `a jpeg cut anywhere is refused`() throws {
    let bytes = try encodeJPEG(picture, quality: 90)
    for length in 0..<bytes.count {
        let cut = Array(bytes.prefix(length))
        #expect(code { try verifyImageStructure(cut) } != nil, "structure, \(length) of \(bytes.count)")
        #expect(code { try decodeLuminance(cut) } != nil, "luminance, \(length) of \(bytes.count)")
        #expect(code { try decodeRGB(cut) } != nil, "rgb, \(length) of \(bytes.count)")
        #expect(code { try decodeYCbCr(cut) } != nil, "planes, \(length) of \(bytes.count)")
    }
    #expect(code { try decodeLuminance(Array(bytes.prefix(bytes.count * 6 / 10))) } == ImageError.truncatedJPEG)
    #expect(code { try verifyImageStructure(Array(bytes.prefix(bytes.count * 6 / 10))) } == ImageError.truncatedJPEG)
}

@Test func `a png cut anywhere is refused`() throws {
    let bytes = try encodePNG(picture)
    for length in stride(from: 0, to: bytes.count, by: 3) {
        let cut = Array(bytes.prefix(length))
        #expect(code { try verifyImageStructure(cut) } != nil, "structure, \(length) of \(bytes.count)")
        if length < bytes.count - 12 { #expect(code { try decodeRGB(cut) } != nil, "rgb, \(length) of \(bytes.count)") }
    }
    #expect(code { try verifyImageStructure(Array(bytes.prefix(bytes.count / 2))) } == ImageError.truncatedPNG)
    #expect(code { try decodeRGB(Array(bytes.prefix(bytes.count / 2))) } == ImageError.truncatedPNG)
}

@Test func `any changed byte of a png is noticed`() throws {
    let bytes = try encodePNG(smoothPicture(width: 9, height: 5))
    for index in bytes.indices {
        var changed = bytes
        changed[index] ^= 0x10
        #expect(code { try verifyImageStructure(changed) } != nil, "byte \(index)")
    }
}

@Test func `changed bytes of a jpeg never crash`() throws {
    var generator = SeededGenerator(seed: 7)
    let bytes = try encodeJPEG(picture, quality: 80)
    for _ in 0..<2000 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            changed[Int.random(in: 2..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        let limits = ImageLimits(maximumPixels: 1 << 20)
        _ = code { try verifyImageStructure(changed, limits: limits) }
        _ = code { try decodeYCbCr(changed, limits: limits) }
        _ = code { try decodeLuminance(changed, limits: limits) }
    }
}

@Test func `limits hold before anything is decoded`() throws {
    let jpeg = try encodeJPEG(picture, quality: 90)
    let png = try encodePNG(picture)
    for bytes in [jpeg, png] {
        #expect(code { try probeImage(bytes, limits: ImageLimits(maximumPixels: 64 * 48)) } == nil)
        #expect(
            code { try decodeRGB(bytes, limits: ImageLimits(maximumPixels: 64 * 48 - 1)) } == ImageError.tooManyPixels)
        #expect(
            code { try verifyImageStructure(bytes, limits: ImageLimits(maximumSide: 63)) } == ImageError.tooManyPixels)
        #expect(code { try decodeLuminance(bytes, limits: ImageLimits(maximumBytes: 100)) } == ImageError.tooManyBytes)
    }
}

@Test func `a png that promises a gigapixel is refused by its header`() throws {
    var bytes = try encodePNG(picture)
    bytes.replaceSubrange(16..<24, with: [0, 0, 0x80, 0, 0, 0, 0x80, 0])
    #expect(code { try decodeRGB(bytes) } != nil)
}

@Test func `what is neither jpeg nor png is said to be so`() {
    #expect(code { try decodeRGB([]) } == ImageError.notAPicture)
    #expect(code { try decodeLuminance(Array("GIF89a not for us".utf8)) } == ImageError.notAPicture)
    #expect(code { try verifyImageStructure(Array("<html>".utf8)) } == ImageError.notAPicture)
}

@Test func `cmyk, 12 bits and arithmetic coding are refused by name`() throws {
    let bytes = try encodeJPEG(picture, quality: 90)
    let frame = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    var twelve = bytes
    twelve[frame + 4] = 12
    #expect(code { try probeImage(twelve) } == ImageError.unsupportedJPEG)
    var arithmetic = bytes
    arithmetic[frame + 1] = 0xC9
    #expect(code { try probeImage(arithmetic) } == ImageError.unsupportedJPEG)
    #expect(code { try probeImage(cmykHeader) } == ImageError.unsupportedJPEG)
}

/// SOI and a frame header of four components.
private let cmykHeader: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 16, 0, 16, 4] + [1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]

@Test func `more scans than allowed are refused`() throws {
    let bytes = try encodeJPEG(picture, quality: 90)
    #expect(code { try verifyImageStructure(bytes, limits: ImageLimits(maximumScans: 0)) } == ImageError.tooManyScans)
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
