/// How large a picture may be before anything is allocated for it. Pictures come from outside: nothing is trusted.
public struct ImageLimits: Hashable, Sendable {
    /// The longest file, in bytes.
    public var maximumBytes: Int
    /// The most pixels, width times height. Decoding takes up to about four bytes of memory for each, seven for a PNG.
    public var maximumPixels: Int
    /// The longest width or height, in pixels.
    public var maximumSide: Int
    /// The most scans of a progressive JPEG; each costs a pass over the whole picture. Cameras write about ten.
    public var maximumScans: Int

    public init(
        maximumBytes: Int = 32 << 20, maximumPixels: Int = 40_000_000, maximumSide: Int = 16_384,
        maximumScans: Int = 64
    ) {
        self.maximumBytes = maximumBytes
        self.maximumPixels = maximumPixels
        self.maximumSide = maximumSide
        self.maximumScans = maximumScans
    }

    /// 32 MiB, 40 megapixels, 16384 pixels a side, 64 scans.
    public static let standard = ImageLimits()

    func check(byteCount: Int) throws {
        guard byteCount <= maximumBytes else {
            throw ImageError(
                code: ImageError.tooManyBytes,
                message: "The file has \(byteCount) bytes, the limit is \(maximumBytes): raise the limit or lower the "
                    + "camera's quality.")
        }
    }

    func check(width: Int, height: Int) throws {
        guard width <= maximumSide, height <= maximumSide, width * height <= maximumPixels else {
            throw ImageError(
                code: ImageError.tooManyPixels,
                message: "The picture has \(width) x \(height) pixels, the limit is \(maximumPixels) in all and "
                    + "\(maximumSide) a side: raise the limit or lower the camera's resolution.")
        }
    }
}
