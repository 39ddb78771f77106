/// The kinds of picture that are read.
public enum ImageFormat: String, Hashable, Sendable, Codable {
    case jpeg
    case png

    /// Tells by the first bytes, never by a name. Nil if it is neither.
    public init?(sniffing bytes: some Collection<UInt8>) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: PNGStructure.signature) {
            self = .png
        } else {
            return nil
        }
    }
}

/// What a picture's header says, read without decoding a pixel and without allocating for any.
public struct ImageHeader: Hashable, Sendable {
    public var format: ImageFormat
    /// Pixels, 1 or more.
    public var width: Int
    public var height: Int
    /// Channels as stored: 1 (grey, or a PNG palette), 2 (grey and alpha), 3 (colour), 4 (CMYK, or colour and alpha).
    public var components: Int
    /// Bits of a sample as stored: 8 for the JPEGs that are read; 1, 2, 4, 8 or 16 for PNG.
    public var bitDepth: Int
    /// A progressive JPEG or an interlaced PNG.
    public var isProgressive: Bool
}

/// Reads the header of a JPEG or PNG and checks it against the limits.
///
/// Orientation marks in the file are ignored: all coordinates are those of the stored pixels.
/// Takes time proportional to what stands before the picture's data, at most the whole file.
///
/// - Throws: ``ImageError`` (`not-a-picture`, `too-many-bytes`, `too-many-pixels`, `truncated-...`, `corrupt-...`,
///   `unsupported-...`).
public func probeImage(_ bytes: [UInt8], limits: ImageLimits = .standard) throws -> ImageHeader {
    try bytes.withUnsafeBufferPointer { try probe($0, limits: limits) }
}

/// Walks a picture's structure from the first byte to its end mark, without decoding pixels: a cheap check for uploads.
///
/// JPEG: every marker and segment length up to the end mark, dimensions, number of scans. PNG: every chunk with its
/// checksum up to `IEND`. Finds pictures cut short and most damage, but not wrong bits inside a JPEG's compressed data;
/// only decoding does. Bytes after the end mark are allowed. Memory: none; time: proportional to the file.
///
/// - Returns: the header.
/// - Throws: ``ImageError``.
@discardableResult
public func verifyImageStructure(_ bytes: [UInt8], limits: ImageLimits = .standard) throws -> ImageHeader {
    try bytes.withUnsafeBufferPointer { data in
        switch try format(of: data, limits: limits) {
        case .jpeg: try JPEGStructure.walk(data, limits: limits, toEnd: true)
        case .png: try PNGStructure.walk(data, limits: limits, toEnd: true)
        }
    }
}

func probe(_ data: UnsafeBufferPointer<UInt8>, limits: ImageLimits) throws -> ImageHeader {
    switch try format(of: data, limits: limits) {
    case .jpeg: try JPEGStructure.walk(data, limits: limits, toEnd: false)
    case .png: try PNGStructure.walk(data, limits: limits, toEnd: false)
    }
}

private func format(of data: UnsafeBufferPointer<UInt8>, limits: ImageLimits) throws -> ImageFormat {
    try limits.check(byteCount: data.count)
    guard let format = ImageFormat(sniffing: data) else {
        throw ImageError(
            code: ImageError.notAPicture,
            message: data.isEmpty
                ? "The file is empty: have it sent again."
                : "The file is neither JPEG nor PNG by its first bytes: set the camera to send one of them.")
    }
    return format
}
