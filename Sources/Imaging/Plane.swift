/// A picture of one channel. Row-major without padding: the pixel (x, y) is `pixels[y * width + x]`.
///
/// `Plane<UInt8>` holds luminance 0...255 as decoded; `Plane<Float>` holds values in the range that its producer states.
public struct Plane<Pixel: Sendable>: Sendable {
    public let width: Int
    public let height: Int
    public var pixels: [Pixel]

    /// - Precondition: `width` and `height` are positive and `pixels.count == width * height`.
    public init(width: Int, height: Int, pixels: [Pixel]) {
        precondition(width > 0 && height > 0 && pixels.count == width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    public init(width: Int, height: Int, filledWith value: Pixel) {
        self.init(width: width, height: height, pixels: Array(repeating: value, count: width * height))
    }

    public subscript(x: Int, y: Int) -> Pixel {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }
}

extension Plane: Equatable where Pixel: Equatable {}

/// A colour picture, 8 bits a channel, sRGB, interleaved R G B, row-major without padding:
/// the pixel (x, y) stands at `bytes[3 * (y * width + x)]`.
public struct RGBImage: Equatable, Sendable {
    public let width: Int
    public let height: Int
    public var bytes: [UInt8]

    /// - Precondition: `width` and `height` are positive and `bytes.count == 3 * width * height`.
    public init(width: Int, height: Int, bytes: [UInt8]) {
        precondition(width > 0 && height > 0 && bytes.count == 3 * width * height)
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}
