import CJPEGShim
import Imaging

/// JPEG by libjpeg. The header was walked and checked before; the shim checks that libjpeg sees the same size.
enum JPEGCodec {
    typealias Data = UnsafeBufferPointer<UInt8>

    static func luminance(_ data: Data, _ header: ImageHeader, _ limits: ImageLimits) throws -> Plane<UInt8> {
        let (width, height) = (header.width, header.height)
        let pixels = try buffer(width * height) { out, error in
            etle_jpeg_decode_luminance(
                data.baseAddress, data.count, Int32(width), Int32(height), Int32(limits.maximumScans), out, &error)
        }
        return Plane(width: width, height: height, pixels: pixels)
    }

    static func rgb(_ data: Data, _ header: ImageHeader, _ limits: ImageLimits) throws -> RGBImage {
        let (width, height) = (header.width, header.height)
        let bytes = try buffer(3 * width * height) { out, error in
            etle_jpeg_decode_rgb(
                data.baseAddress, data.count, Int32(width), Int32(height), Int32(limits.maximumScans), out, &error)
        }
        return RGBImage(width: width, height: height, bytes: bytes)
    }

    /// The stored planes, or where the file doesn't store luminance and chroma (RGB, odd sampling), the same from RGB.
    static func planes(_ data: Data, _ header: ImageHeader, _ limits: ImageLimits) throws -> YCbCrImage {
        var layout = etle_jpeg_layout()
        var error = etle_jpeg_error()
        try check(etle_jpeg_read_layout(data.baseAddress, data.count, &layout, &error), error)
        guard layout.has_planes == 1, Int(layout.width) == header.width, Int(layout.height) == header.height else {
            guard header.components == 3 else {
                return YCbCrImage(luminance: try luminance(data, header, limits), chroma: nil)
            }
            return YCbCrImage(try rgb(data, header, limits))
        }
        let (width, height) = (Int(layout.chroma_width), Int(layout.chroma_height))
        let chromaCount = Int(layout.chroma_stride) * Int(layout.chroma_rows)
        var blue: [UInt8] = []
        var red: [UInt8] = []
        // All three are decoded at once, so each is made inside the one before.
        let grey = try [UInt8](
            unsafeUninitializedCapacity: Int(layout.luminance_stride) * Int(layout.luminance_rows)
        ) { grey, count in
            blue = try [UInt8](unsafeUninitializedCapacity: chromaCount) { blue, count in
                red = try [UInt8](unsafeUninitializedCapacity: chromaCount) { red, count in
                    var error = etle_jpeg_error()
                    try check(
                        etle_jpeg_decode_planes(
                            data.baseAddress, data.count, &layout, Int32(limits.maximumScans), grey.baseAddress,
                            blue.baseAddress, red.baseAddress, &error), error)
                    count = packed(red, stride: Int(layout.chroma_stride), width: width, height: height)
                }
                count = packed(blue, stride: Int(layout.chroma_stride), width: width, height: height)
            }
            count = packed(
                grey, stride: Int(layout.luminance_stride), width: header.width, height: header.height)
        }
        let luminance = Plane(width: header.width, height: header.height, pixels: grey)
        guard chromaCount > 0 else { return YCbCrImage(luminance: luminance, chroma: nil) }
        return YCbCrImage(
            luminance: luminance,
            chroma: YCbCrImage.Chroma(
                blue: Plane(width: width, height: height, pixels: blue),
                red: Plane(width: width, height: height, pixels: red)))
    }

    /// Cuts the padding of whole blocks off, in place.
    ///
    /// - Returns: how many pixels are left.
    private static func packed(
        _ pixels: UnsafeMutableBufferPointer<UInt8>, stride: Int, width: Int, height: Int
    ) -> Int {
        guard let base = pixels.baseAddress, stride > 0 else { return 0 }
        if stride != width {
            for y in 1..<max(height, 1) { (base + y * width).update(from: base + y * stride, count: width) }
        }
        return width * height
    }

    /// - Parameter quality: 1...100; others are brought into that range.
    static func encode(_ pixels: [UInt8], width: Int, height: Int, channels: Int, quality: Int) throws -> [UInt8] {
        try encoded { out, size, error in
            etle_jpeg_encode(
                pixels, Int32(width), Int32(height), Int32(channels), clamped(quality), &out, &size, &error)
        }
    }

    /// - Parameter chroma: half the sides of `luminance`, rounded up.
    static func encode(_ luminance: Plane<UInt8>, _ chroma: YCbCrImage.Chroma, quality: Int) throws -> [UInt8] {
        try encoded { out, size, error in
            etle_jpeg_encode_planes(
                luminance.pixels, chroma.blue.pixels, chroma.red.pixels, Int32(luminance.width),
                Int32(luminance.height),
                clamped(quality), &out, &size, &error)
        }
    }

    private static func clamped(_ quality: Int) -> Int32 { Int32(min(max(quality, 1), 100)) }

    private static func encoded(
        _ encode: (inout UnsafeMutablePointer<UInt8>?, inout Int, inout etle_jpeg_error) -> Int32
    ) throws -> [UInt8] {
        var out: UnsafeMutablePointer<UInt8>?
        var size = 0
        var error = etle_jpeg_error()
        try check(encode(&out, &size, &error), error)
        defer { etle_jpeg_free(out) }
        return Array(UnsafeBufferPointer(start: out, count: size))
    }

    private static func buffer(
        _ count: Int, _ decode: (UnsafeMutablePointer<UInt8>?, inout etle_jpeg_error) -> Int32
    ) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { out, written in
            var error = etle_jpeg_error()
            try check(decode(out.baseAddress, &error), error)
            written = count
        }
    }

    private static func check(_ status: Int32, _ error: etle_jpeg_error) throws {
        guard status != etle_jpeg_ok else { return }
        let message = withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        switch Int(status) {
        case etle_jpeg_truncated: throw ImageError.truncatedJPEG(message)
        case etle_jpeg_unsupported: throw ImageError.unsupportedJPEG(message)
        case etle_jpeg_too_many_scans:
            throw ImageError(
                code: ImageError.tooManyScans,
                message: "The JPEG has too many scans: no camera writes such files; look into it.")
        case etle_jpeg_no_memory:
            throw ImageError(code: ImageError.outOfMemory, message: "No memory to decode the JPEG: \(message).")
        default: throw ImageError.corruptJPEG(message)
        }
    }
}
