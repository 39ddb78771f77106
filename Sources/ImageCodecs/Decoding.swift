import Imaging

/// Decodes a JPEG or PNG, told apart by its content, to luminance 0...255.
///
/// The header is checked against the limits before anything is allocated. JPEGs give their Y channel; colour PNGs are
/// weighted likewise (``Imaging/RGBImage/luminance``). Transparency is laid on white; 16 bits are cut to 8.
///
/// - Throws: ``ImageError``. Any damage that the decoder notices is an error, a JPEG cut short included; CMYK and
///   12-bit JPEGs are `unsupported-jpeg`.
public func decodeLuminance(_ bytes: [UInt8], limits: ImageLimits = .standard) throws -> Plane<UInt8> {
    try bytes.withUnsafeBufferPointer { data in
        let header = try probe(data, limits: limits)
        return switch header.format {
        case .jpeg: try JPEGCodec.luminance(data, header, limits)
        case .png: try PNGCodec.luminance(data, header)
        }
    }
}

/// Decodes a JPEG or PNG to RGB. Grey pictures give equal channels. See ``decodeLuminance(_:limits:)`` for the rest.
public func decodeRGB(_ bytes: [UInt8], limits: ImageLimits = .standard) throws -> RGBImage {
    try bytes.withUnsafeBufferPointer { data in
        let header = try probe(data, limits: limits)
        return switch header.format {
        case .jpeg: try JPEGCodec.rgb(data, header, limits)
        case .png: try PNGCodec.rgb(data, header)
        }
    }
}

/// Decodes a JPEG or PNG to luminance and chroma, the cheapest way to have both: a JPEG's planes come as they are
/// stored, neither upsampled nor converted. See ``decodeLuminance(_:limits:)`` for the rest.
///
/// Peak memory: 1.5 bytes a pixel for a 4:2:0 JPEG, 3 for 4:4:4, about 4.5 for a PNG; a progressive JPEG needs 3 to 6
/// more while it is decoded.
public func decodeYCbCr(_ bytes: [UInt8], limits: ImageLimits = .standard) throws -> YCbCrImage {
    try bytes.withUnsafeBufferPointer { data in
        let header = try probe(data, limits: limits)
        return switch header.format {
        case .jpeg: try JPEGCodec.planes(data, header, limits)
        case .png: YCbCrImage(try PNGCodec.rgb(data, header))
        }
    }
}

/// Decodes a JPEG or PNG to planes that are at least as large as they are needed: a JPEG at a half, a quarter or an eighth of its sides (rounded
/// up) where that still gives `width` or `height` pixels; a PNG, or a JPEG that stores something else, as it is. Cheaper than decoding it
/// whole and reducing it.
///
/// - Returns: the picture, and by how much it was reduced (1, 2, 4 or 8).
/// - Throws: as ``decodeYCbCr(_:limits:)``.
public func decodeYCbCr(
    _ bytes: [UInt8], atLeast width: Int, orHeight height: Int, limits: ImageLimits = .standard
) throws -> (image: YCbCrImage, reducedBy: Int) {
    try bytes.withUnsafeBufferPointer { data in
        let header = try probe(data, limits: limits)
        guard header.format == .jpeg else { return (YCbCrImage(try PNGCodec.rgb(data, header)), 1) }
        let denominator = [8, 4, 2].first { header.width / $0 >= width || header.height / $0 >= height }
        if let denominator, let image = try JPEGCodec.planes(data, header, limits, reducedBy: denominator) {
            return (image, denominator)
        }
        return (try JPEGCodec.planes(data, header, limits), 1)
    }
}
