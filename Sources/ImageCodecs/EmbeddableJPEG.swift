/// A camera's JPEG that other documents can hold as it is: all its pixels, nothing beside them.
public struct EmbeddableJPEG: Hashable, Sendable {
    /// Without application data and comments (Exif with its small picture and place, makers' notes) and without what stood
    /// behind the end mark. Any decoder gives the same pixels for them as for the file.
    public let bytes: [UInt8]
    /// Pixels.
    public let width: Int
    public let height: Int

    /// Nil where decoders could differ about the colours without what is left out (anything but grey, or YCbCr with the components
    /// numbered 1, 2, 3 as JFIF has them), and for PNG.
    ///
    /// Nothing is decoded: damage inside the compressed data goes unnoticed.
    ///
    /// - Throws: ``ImageError``, as ``verifyImageStructure(_:limits:)``.
    public init?(_ file: [UInt8], limits: ImageLimits = .standard) throws {
        guard ImageFormat(sniffing: file) == .jpeg else { return nil }
        var kept: [Range<Int>] = []
        var isOrdinary = true
        let header = try file.withUnsafeBufferPointer { data in
            try limits.check(byteCount: data.count)
            var start = 0
            return try JPEGStructure.walk(data, limits: limits, toEnd: true) { marker, content in
                switch marker {
                case 0xE0...0xEF, 0xFE:
                    // Marker and length are four bytes.
                    kept.append(start..<content.lowerBound - 4)
                    start = content.upperBound
                    // Adobe's segment says how colours are meant: 1 is YCbCr.
                    if marker == 0xEE, data[content].starts(with: "Adobe".utf8) {
                        isOrdinary = isOrdinary && content.count >= 12 && data[content.lowerBound + 11] == 1
                    }
                case 0xC0...0xC2:
                    let components = stride(from: content.lowerBound + 6, to: content.upperBound, by: 3).map {
                        data[$0]
                    }
                    isOrdinary = isOrdinary && (components.count == 1 || components == [1, 2, 3])
                case 0xD9: kept.append(start..<content.upperBound)
                default: break
                }
            }
        }
        guard isOrdinary else { return nil }
        bytes = kept.flatMap { file[$0] }
        (width, height) = (header.width, header.height)
    }
}
