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
