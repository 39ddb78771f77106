extension NameTemplate {
    /// What a picture's path says.
    public struct Match: Hashable, Sendable {
        public var capturedAt: Timestamp
        /// By field; `*` is left out.
        public var fields: [Field: String]
    }

    /// Reads a path below the camera's folder; nil if it doesn't fit, or its time is none.
    ///
    /// Of several ways to fit, the one with the shortest first parts counts. Takes time in proportion to the template's parts times the
    /// square of the path's length, which is at most 1,024 bytes.
    ///
    /// - Parameter zone: for a time without a zone.
    public func match(_ path: String, zone: LocalTimeZone) -> Match? {
        let bytes = Array(path.utf8)
        guard bytes.count <= 1024 else { return nil }
        var search = TemplateSearch(parts: parts, bytes: bytes)
        guard let ends = search.ends() else { return nil }
        var start = 0
        var fields: [Field: String] = [:]
        var time: [Character: Int] = [:]
        for (part, end) in zip(parts, ends) {
            let text = bytes[start..<end]
            start = end
            switch part {
            case .text: break
            case .field(.anything): break
            case .field(let field): fields[field] = String(decoding: text, as: UTF8.self)
            case .time(let timeFields):
                var position = text.startIndex
                for field in timeFields {
                    guard case .digits(let letter, let length) = field else {
                        position += 1
                        continue
                    }
                    time[letter] = Int(String(decoding: text[position..<position + length], as: UTF8.self))
                    position += length
                }
            }
        }
        guard let capturedAt = NameTemplate.instant(time, fields, zone) else { return nil }
        return Match(capturedAt: capturedAt, fields: fields)
    }

    private static func instant(_ time: [Character: Int], _ fields: [Field: String], _ zone: LocalTimeZone)
        -> Timestamp?
    {
        if let seconds = fields[.epoch].flatMap({ Int64($0) }) { return Timestamp(milliseconds: seconds * 1000) }
        if let milliseconds = fields[.epochMilliseconds].flatMap({ Int64($0) }) {
            return Timestamp(milliseconds: milliseconds)
        }
        guard let year = time["y"], let month = time["M"], let day = time["d"], let hour = time["H"],
            let minute = time["m"], let second = time["s"], hour < 24, minute < 60, second < 60,
            let date = LocalDate(year: year, month: month, day: day)
        else { return nil }
        let offset = fields[.zone].map { offsetMinutes($0) } ?? zone.offsetMinutes
        guard let offset else { return nil }
        let minutes = Int64(date.dayNumber) * 1440 + Int64(hour * 60 + minute - offset)
        return Timestamp(milliseconds: (minutes * 60 + Int64(second)) * 1000 + Int64(time["S"] ?? 0))
    }

    /// Minutes east of Greenwich of `+0700`, `+07:00` or `Z`.
    private static func offsetMinutes(_ text: String) -> Int? {
        if text == "Z" { return 0 }
        let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits.count == 4, let number = Int(String(decoding: digits, as: UTF8.self)), number % 100 < 60,
            number / 100 <= 14
        else { return nil }
        return (number / 100 * 60 + number % 100) * (text.hasPrefix("-") ? -1 : 1)
    }
}

/// Finds where each part of a template ends in a path: depth first, with dead ends remembered.
private struct TemplateSearch {
    let parts: [NameTemplate.Part]
    let bytes: [UInt8]
    private var dead: Set<Int> = []

    init(parts: [NameTemplate.Part], bytes: [UInt8]) {
        self.parts = parts
        self.bytes = bytes
    }

    mutating func ends() -> [Int]? { ends(part: 0, start: 0) }

    private mutating func ends(part: Int, start: Int) -> [Int]? {
        if part == parts.count { return start == bytes.count ? [] : nil }
        guard !dead.contains(part << 11 | start) else { return nil }
        for end in candidates(parts[part], from: start, isLast: part == parts.count - 1) {
            if let rest = ends(part: part + 1, start: end) { return [end] + rest }
        }
        dead.insert(part << 11 | start)
        return nil
    }

    /// Where the part may end if it begins at `start`, shortest first.
    private func candidates(_ part: NameTemplate.Part, from start: Int, isLast: Bool) -> [Int] {
        switch part {
        case .text(let text):
            let rest = bytes[start...]
            if rest.starts(with: text) { return [start + text.count] }
            guard isLast, let end = extensionMatch(text, rest) else { return [] }
            return [end]
        case .time(let fields):
            var position = start
            for field in fields {
                switch field {
                case .literal(let byte):
                    guard position < bytes.count, bytes[position] == byte else { return [] }
                    position += 1
                case .digits(_, let length):
                    guard position + length <= bytes.count,
                        bytes[position..<position + length].allSatisfy(isDigit)
                    else { return [] }
                    position += length
                }
            }
            return [position]
        case .field(let field):
            var end = start
            let longest = min(bytes.count, start + field.longest)
            while end < longest, field.allows(bytes[end]) { end += 1 }
            let least = start + field.shortest
            return least <= end ? Array(least...end) : []
        }
    }

    /// `.jpg` at the end of a template stands for `.jpeg` and capitals too.
    private func extensionMatch(_ text: [UInt8], _ rest: ArraySlice<UInt8>) -> Int? {
        let jpg = Array(".jpg".utf8)
        guard text.suffix(4) == jpg[...], rest.starts(with: text.dropLast(4)) else { return nil }
        let tail = rest.dropFirst(text.count - 4).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return tail == jpg || tail == Array(".jpeg".utf8) ? bytes.count : nil
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

extension NameTemplate.Field {
    var shortest: Int {
        switch self {
        case .anything, .plate: 0
        case .epoch: 10
        case .epochMilliseconds: 13
        default: 1
        }
    }

    var longest: Int {
        switch self {
        case .lane, .index, .count: 2
        case .speed, .limit: 3
        case .epoch: 10
        case .epochMilliseconds: 13
        case .zone: 6
        case .plate: 16
        case .camera, .event, .violation: 64
        case .anything: 255
        }
    }

    func allows(_ byte: UInt8) -> Bool {
        let isAlphanumeric =
            isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return switch self {
        case .lane, .index, .count, .speed, .limit, .epoch, .epochMilliseconds: isDigit(byte)
        case .zone: isDigit(byte) || [0x2B, 0x2D, 0x3A, 0x5A].contains(byte)
        case .plate: isAlphanumeric || byte == 0x20 || byte == 0x2D
        case .camera, .event, .violation: isAlphanumeric || byte == 0x2D || byte == 0x2E
        case .anything: byte != UInt8(ascii: "/")
        }
    }
}
