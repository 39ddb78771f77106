/// The sequence of a PNG's chunks (ISO/IEC 15948, section 5), read without decoding.
enum PNGStructure {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private static let ihdr: UInt32 = 0x4948_4452
    private static let plte: UInt32 = 0x504C_5445
    private static let idat: UInt32 = 0x4944_4154
    private static let iend: UInt32 = 0x4945_4E44

    /// Reads the `IHDR`, and with `toEnd` walks all chunks to `IEND` and checks each checksum.
    static func walk(_ data: UnsafeBufferPointer<UInt8>, limits: ImageLimits, toEnd: Bool) throws -> ImageHeader {
        var position = signature.count
        var header: ImageHeader?
        var hasData = false
        while true {
            guard position + 12 <= data.count else { throw ImageError.truncatedPNG("no end chunk") }
            let length = Int(word(data, position))
            let type = word(data, position + 4)
            guard length < 1 << 31 else { throw ImageError.corruptPNG("a chunk length of \(length)") }
            guard position + 12 + length <= data.count else { throw ImageError.truncatedPNG("in a chunk") }
            let content = position + 8..<position + 8 + length
            let checksum = CRC32.checksum(UnsafeBufferPointer(rebasing: data[position + 4..<content.upperBound]))
            guard checksum == word(data, content.upperBound) else {
                throw ImageError.corruptPNG("a chunk's checksum doesn't match")
            }
            position = content.upperBound + 4
            if header == nil {
                guard type == ihdr, length == 13 else { throw ImageError.corruptPNG("no header chunk") }
                let found = try self.header(data, content.lowerBound, limits: limits)
                guard toEnd else { return found }
                header = found
                continue
            }
            switch type {
            case idat: hasData = true
            case iend:
                guard hasData, let header else { throw ImageError.corruptPNG("no picture data") }
                return header
            case ihdr: throw ImageError.corruptPNG("two header chunks")
            case plte: break
            default:
                // Bit 5 of the first letter: set in chunks that a reader may skip.
                guard type & 0x2000_0000 != 0 else { throw ImageError.corruptPNG("an unknown critical chunk") }
            }
        }
    }

    private static func header(
        _ data: UnsafeBufferPointer<UInt8>, _ at: Int, limits: ImageLimits
    ) throws -> ImageHeader {
        let width = Int(word(data, at))
        let height = Int(word(data, at + 4))
        let depth = Int(data[at + 8])
        let components: Int? =
            switch (data[at + 9], depth) {
            case (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (3, 1), (3, 2), (3, 4), (3, 8): 1
            case (2, 8), (2, 16): 3
            case (4, 8), (4, 16): 2
            case (6, 8), (6, 16): 4
            default: nil
            }
        guard let components, data[at + 10] == 0, data[at + 11] == 0, data[at + 12] <= 1 else {
            throw ImageError.corruptPNG("a header that the standard doesn't know")
        }
        guard width > 0, height > 0, width < 1 << 31, height < 1 << 31 else {
            throw ImageError.corruptPNG("a size of \(width) x \(height)")
        }
        try limits.check(width: width, height: height)
        return ImageHeader(
            format: .png, width: width, height: height, components: components, bitDepth: depth,
            isProgressive: data[at + 12] == 1)
    }

    private static func word(_ data: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
        UInt32(data[at]) << 24 | UInt32(data[at + 1]) << 16 | UInt32(data[at + 2]) << 8 | UInt32(data[at + 3])
    }
}
