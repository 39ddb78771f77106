import Imaging

/// Encodes as baseline JPEG, chroma at half size (4:2:0).
///
/// - Parameter quality: libjpeg's scale, 1...100; others are brought into that range.
/// - Throws: ``ImageError`` if a side is over 65500 pixels.
public func encodeJPEG(_ image: RGBImage, quality: Int) throws -> [UInt8] {
    try JPEGCodec.encode(image.bytes, width: image.width, height: image.height, channels: 3, quality: quality)
}

/// Encodes luminance as a grey baseline JPEG. See ``encodeJPEG(_:quality:)-(RGBImage,_)``.
public func encodeJPEG(_ plane: Plane<UInt8>, quality: Int) throws -> [UInt8] {
    try JPEGCodec.encode(plane.pixels, width: plane.width, height: plane.height, channels: 1, quality: quality)
}

/// Encodes planes without converting them to RGB and back; chroma is stored at half size (4:2:0), grey pictures as grey.
///
/// - Precondition: chroma has half the sides of the picture, rounded up.
public func encodeJPEG(_ image: YCbCrImage, quality: Int) throws -> [UInt8] {
    guard let chroma = image.chroma else { return try encodeJPEG(image.luminance, quality: quality) }
    precondition(chroma.blue.width == (image.width + 1) / 2 && chroma.blue.height == (image.height + 1) / 2)
    return try JPEGCodec.encode(image.luminance, chroma, quality: quality)
}

/// Encodes as PNG, 8 bits a channel, sRGB.
public func encodePNG(_ image: RGBImage) throws -> [UInt8] {
    try PNGCodec.encode(image.bytes, width: image.width, height: image.height, channels: 3)
}

/// Encodes luminance as a grey PNG of 8 bits.
public func encodePNG(_ plane: Plane<UInt8>) throws -> [UInt8] {
    try PNGCodec.encode(plane.pixels, width: plane.width, height: plane.height, channels: 1)
}
