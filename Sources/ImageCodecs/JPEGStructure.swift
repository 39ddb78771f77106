import Glibc

/// The sequence of a JPEG's markers (ITU-T T.81, annex B), read without decoding.
enum JPEGStructure {
    /// Walks the markers: up to the frame header, or with `toEnd` up to the end mark.
    ///
    /// - Parameter visit: is told each segment's marker and where its content stands (length and compressed data left out), and
    ///   where the end mark ends.
    static func walk(
        _ data: UnsafeBufferPointer<UInt8>, limits: ImageLimits, toEnd: Bool,
        visit: (UInt8, Range<Int>) -> Void = { _, _ in }
    ) throws -> ImageHeader {
        var position = 2
        var header: ImageHeader?
        var scans = 0
        while true {
            let marker = try nextMarker(data, &position)
            switch marker {
            case 0xD9:
                guard let header else { throw ImageError.corruptJPEG("no picture before the end mark") }
                guard scans > 0 else { throw ImageError.corruptJPEG("no picture data before the end mark") }
                visit(marker, position..<position)
                return header
            case 0xD8:
                throw ImageError.corruptJPEG("a second start mark")
            case 0x01, 0xD0...0xD7:
                continue
            default:
                break
            }
            let segment = try self.segment(data, &position)
            visit(marker, segment)
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard header == nil else { throw ImageError.corruptJPEG("two frame headers") }
                let found = try frame(data, segment, marker: marker, limits: limits)
                guard toEnd else { return found }
                header = found
            case 0xDA:
                guard header != nil else { throw ImageError.corruptJPEG("picture data before the frame header") }
                scans += 1
                guard scans <= limits.maximumScans else { throw tooManyScans(limits) }
                skipScan(data, &position)
            default:
                break
            }
        }
    }

    static func tooManyScans(_ limits: ImageLimits) -> ImageError {
        ImageError(
            code: ImageError.tooManyScans,
            message: "The JPEG has more than \(limits.maximumScans) scans: no camera writes such files; look into it.")
    }

    /// The next marker's code; leaves `position` behind it. Fill bytes (0xFF) before it are skipped.
    private static func nextMarker(_ data: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws -> UInt8 {
        guard position < data.count else { throw ImageError.truncatedJPEG("no end mark") }
        guard data[position] == 0xFF else { throw ImageError.corruptJPEG("no marker where one must stand") }
        while position < data.count, data[position] == 0xFF { position += 1 }
        guard position < data.count else { throw ImageError.truncatedJPEG("no end mark") }
        let marker = data[position]
        position += 1
        guard marker != 0 else { throw ImageError.corruptJPEG("no marker where one must stand") }
        return marker
    }

    /// The content of the segment whose length stands at `position`; leaves `position` behind it.
    private static func segment(_ data: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws -> Range<Int> {
        guard position + 2 <= data.count else { throw ImageError.truncatedJPEG("in a segment's length") }
        let length = Int(data[position]) << 8 | Int(data[position + 1])
        guard length >= 2 else { throw ImageError.corruptJPEG("a segment length of \(length)") }
        guard position + length <= data.count else { throw ImageError.truncatedJPEG("in a segment") }
        let content = position + 2..<position + length
        position += length
        return content
    }

    /// Leaves `position` at the first marker behind the compressed data.
    private static func skipScan(_ data: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
        // The C library looks at many bytes at a time, and of an upload nearly all are compressed data.
        while position + 1 < data.count, let start = data.baseAddress,
            let found = memchr(start + position, 0xFF, data.count - 1 - position)
        {
            position = UnsafeRawPointer(start).distance(to: found)
            let next = data[position + 1]
            if next != 0, !(0xD0...0xD7).contains(next), next != 0xFF { return }
            position += 1
        }
        position = data.count
    }

    private static func frame(
        _ data: UnsafeBufferPointer<UInt8>, _ segment: Range<Int>, marker: UInt8, limits: ImageLimits
    ) throws -> ImageHeader {
        guard segment.count >= 6 else { throw ImageError.corruptJPEG("a frame header too short") }
        let at = segment.lowerBound
        let depth = Int(data[at])
        let height = Int(data[at + 1]) << 8 | Int(data[at + 2])
        let width = Int(data[at + 3]) << 8 | Int(data[at + 4])
        let components = Int(data[at + 5])
        guard marker <= 0xC2 else {
            throw ImageError.unsupportedJPEG(marker >= 0xC9 ? "arithmetic coding" : "lossless or hierarchical")
        }
        guard depth == 8 else { throw ImageError.unsupportedJPEG("\(depth) bits a sample") }
        guard height > 0 else { throw ImageError.unsupportedJPEG("height not in the header") }
        guard width > 0 else { throw ImageError.corruptJPEG("a width of 0") }
        guard segment.count >= 6 + 3 * components else { throw ImageError.corruptJPEG("a frame header too short") }
        switch components {
        case 1, 3: break
        case 4: throw ImageError.unsupportedJPEG("CMYK, four channels")
        default: throw ImageError.unsupportedJPEG("\(components) channels")
        }
        try limits.check(width: width, height: height)
        return ImageHeader(
            format: .jpeg, width: width, height: height, components: components, bitDepth: depth,
            isProgressive: marker == 0xC2)
    }
}
