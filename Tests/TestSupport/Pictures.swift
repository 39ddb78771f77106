import ImageCodecs
import Imaging

/// A small picture whose content depends on `seed`, as JPEG.
public func sampleJPEG(seed: Int = 1, width: Int = 64, height: Int = 48) throws -> [UInt8] {
    var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let bytes = (0..<3 * width * height).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(state >> 56)
    }
    return try encodeJPEG(RGBImage(width: width, height: height, bytes: bytes), quality: 80)
}
