import Glibc

/// Why one record of a CSV file is malformed.
enum CSVFault: String, Sendable {
    case badQuoting = "text before or after a quoted field"
    case tooManyFields = "more than 256 fields"
    case notUTF8 = "bytes that are not UTF-8"
    case controlCharacter = "a control character"
}

/// Reads RFC 4180 records from a file, one after the other, in bounded memory and without allocating per record.
///
/// Accepts LF and CRLF, line breaks within quotes, a UTF-8 byte order mark, and blanks around quoted fields. Empty lines are
/// skipped. Fields are given without the blanks that pad them. Bytes that a field points to are valid until the next record.
final class CSVScanner {
    /// A record longer than this many bytes ends the reading: some quote is never closed.
    static let longestRecord = 1 << 16
    static let chunk = 1 << 20
    static let mostFields = 256

    private let blocks: FileBlocks
    private let buffer: UnsafeMutableRawPointer
    private let bounds: UnsafeMutablePointer<(start: Int32, end: Int32, escaped: Bool)>
    private var position = 0
    private var filled = 0
    private var atEnd = false
    private var nextLine = 1

    /// The line on which the current record begins, counted from 1.
    private(set) var line = 0
    /// How many fields the current record has.
    private(set) var count = 0
    /// Set if the current record is malformed; its fields mean nothing then.
    private(set) var fault: CSVFault?

    /// - Parameter file: read from its current place, by a thread that runs ahead.
    init(_ file: OpenFile) throws {
        blocks = FileBlocks(file)
        buffer = .allocate(byteCount: Self.chunk + Self.longestRecord, alignment: 64)
        bounds = .allocate(capacity: Self.mostFields)
        try fill()
        if filled >= 3, buffer.loadUnaligned(as: UInt16.self) == 0xBBEF,
            buffer.load(fromByteOffset: 2, as: UInt8.self) == 0xBF
        {
            position = 3
        }
    }

    deinit {
        buffer.deallocate()
        bounds.deallocate()
    }

    /// SHA-256 of the file, in hexadecimal.
    /// - Precondition: ``next()`` has returned false.
    var sha256: String { blocks.sha256 }

    /// The field at `index` of the current record, without padding.
    /// - Precondition: `index < count`.
    func field(_ index: Int) -> UnsafeRawBufferPointer {
        let (start, end, _) = bounds[index]
        return UnsafeRawBufferPointer(start: buffer + Int(start), count: Int(end - start))
    }

    func text(_ index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

    /// Goes to the next record; false at the end of the file.
    /// Throws ``RegistryError`` if the file can't be read or a record is longer than ``longestRecord``.
    func next() throws -> Bool {
        while true {
            switch scan() {
            case .record(let end, let lines):
                line = nextLine
                nextLine += lines
                let start = position
                position = end
                finish(start, end)
                if count == 1, bounds[0].start == bounds[0].end, fault == nil { continue }
                return true
            case .end:
                return false
            case .needsMore:
                guard filled - position <= Self.longestRecord else {
                    throw RegistryError.recordTooLong(line: nextLine)
                }
                try fill()
            }
        }
    }

    private enum Scan {
        case record(end: Int, lines: Int)
        case needsMore, end
    }

    /// Finds the record at `position`. Changes nothing in the buffer, so it can begin again when more bytes are there.
    private func scan() -> Scan {
        let bytes = buffer.assumingMemoryBound(to: UInt8.self)
        var at = position
        var lines = 0
        count = 0
        fault = nil
        if at == filled { return atEnd ? .end : .needsMore }
        while true {
            var start = at
            while at < filled, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
            if at < filled, bytes[at] == 0x22 {
                at += 1
                start = at
                var escaped = false
                while true {
                    while at < filled, bytes[at] != 0x22 {
                        if bytes[at] == 0x0A { lines += 1 }
                        at += 1
                    }
                    if at + 1 >= filled, !atEnd { return .needsMore }
                    guard at < filled else {
                        fault = .badQuoting
                        break
                    }
                    guard at + 1 < filled, bytes[at + 1] == 0x22 else { break }
                    escaped = true
                    at += 2
                }
                add(start, at, escaped)
                at = min(at + 1, filled)
                while at < filled, bytes[at] != 0x2C, bytes[at] != 0x0A {
                    if bytes[at] != 0x20, bytes[at] != 0x09, bytes[at] != 0x0D { fault = .badQuoting }
                    at += 1
                }
            } else {
                var quoted = false
                while at < filled, bytes[at] != 0x2C, bytes[at] != 0x0A {
                    quoted = quoted || bytes[at] == 0x22
                    at += 1
                }
                if quoted { fault = .badQuoting }
                add(start, at, false)
            }
            if at == filled { return atEnd ? .record(end: at, lines: lines + 1) : .needsMore }
            let separator = bytes[at]
            at += 1
            if separator == 0x0A { return .record(end: at, lines: lines + 1) }
        }
    }

    private func add(_ start: Int, _ end: Int, _ escaped: Bool) {
        guard count < Self.mostFields else {
            fault = .tooManyFields
            return
        }
        bounds[count] = (Int32(start), Int32(end), escaped)
        count += 1
    }

    /// Checks the record's bytes, and takes padding and doubled quotes out of its fields.
    private func finish(_ start: Int, _ end: Int) {
        let bytes = buffer.assumingMemoryBound(to: UInt8.self)
        // Without branches, so that the compiler makes it one pass of wide instructions.
        var high: UInt8 = 0
        var control: UInt8 = 0
        for at in start..<end {
            let byte = bytes[at]
            high |= byte
            let isLow: UInt8 = byte < 0x20 ? 1 : 0
            let isBlank: UInt8 = byte == 0x0A || byte == 0x0D || byte == 0x09 ? 1 : 0
            let isDelete: UInt8 = byte == 0x7F ? 1 : 0
            control |= isLow & ~isBlank | isDelete
        }
        if control != 0 { fault = .controlCharacter }
        if high >= 0x80, !isUTF8(UnsafeRawBufferPointer(start: buffer + start, count: end - start)) { fault = .notUTF8 }
        for index in 0..<count {
            var (from, to, escaped) = bounds[index]
            if escaped {
                var write = Int(from)
                var read = Int(from)
                while read < Int(to) {
                    bytes[write] = bytes[read]
                    read += bytes[read] == 0x22 ? 2 : 1
                    write += 1
                }
                to = Int32(write)
            }
            while from < to, bytes[Int(from)] <= 0x20 { from += 1 }
            while from < to, bytes[Int(to) - 1] <= 0x20 { to -= 1 }
            bounds[index] = (from, to, false)
        }
    }

    private func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    private func fill() throws {
        if position > 0 {
            memmove(buffer, buffer + position, filled - position)
            filled -= position
            position = 0
        }
        while !atEnd, filled < Self.chunk {
            let count = try blocks.read(into: .init(start: buffer + filled, count: Self.chunk - filled))
            if count == 0 { atEnd = true }
            filled += count
        }
    }
}
