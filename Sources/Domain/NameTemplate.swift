/// A pattern of picture paths below a camera's folder, and what its parts mean:
/// `{time:yyyyMMddHHmmssSSS}_{plate}_{lane}_{*}.jpg`.
///
/// Text outside of braces stands for itself; an extension `.jpg` also stands for `.jpeg` and either for capitals. Parts:
/// `{time:...}` of `yyyy MM dd HH mm ss SSS` and separators, may come several times; `{zone}` (`+0700`, `+07:00`, `Z`); `{epoch}` and
/// `{epoch_ms}` (seconds or milliseconds since 1970 in UTC); `{camera}`, `{event}`, `{plate}`, `{lane}`, `{violation}`, `{speed}`,
/// `{limit}`, `{index}`, `{count}`; and `{*}` for anything but a folder's end.
public struct NameTemplate: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text([UInt8])
        /// Digits and separators, in their order.
        case time([TimeField])
        case field(Field)
    }

    enum TimeField: Hashable, Sendable {
        case digits(Character, Int)
        case literal(UInt8)
    }

    public enum Field: String, Hashable, Sendable, CaseIterable {
        case zone, epoch
        case epochMilliseconds = "epoch_ms"
        case camera, event, plate, lane, violation, speed, limit, index, count
        case anything = "*"
    }

    /// Why a text is no template.
    public struct Fault: Error, Hashable, Sendable {
        public let message: String
    }

    /// As it was written.
    public let text: String
    let parts: [Part]

    /// - Throws: ``Fault`` for an unknown or repeated part, a brace that isn't closed, or no time.
    public init(_ text: String) throws(Fault) {
        guard (1...300).contains(text.utf8.count) else { throw Fault(message: "a template has 1 to 300 bytes") }
        self.text = text
        var parts: [Part] = []
        var literal: [UInt8] = []
        var rest = text[...]
        while let character = rest.first {
            guard character == "{" else {
                guard character != "}" else { throw Fault(message: "a } without its {") }
                literal += Array(String(character).utf8)
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: "}") else { throw Fault(message: "a { that isn't closed") }
            if !literal.isEmpty { parts.append(.text(literal)) }
            literal = []
            parts.append(try NameTemplate.part(rest[rest.index(after: rest.startIndex)..<end]))
            rest = rest[rest.index(after: end)...]
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        self.parts = parts
        try check()
    }

    private static func part(_ name: Substring) throws(Fault) -> Part {
        if name.hasPrefix("time:") { return .time(try timeFields(name.dropFirst(5))) }
        guard let field = Field(rawValue: String(name)) else {
            throw Fault(
                message: "there is no part {\(name)}; there are {time:...}, "
                    + Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", "))
        }
        return .field(field)
    }

    private static func timeFields(_ pattern: Substring) throws(Fault) -> [TimeField] {
        var fields: [TimeField] = []
        var rest = pattern
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            rest = rest.dropFirst(run.count)
            if let lengths = ["y": 4, "M": 2, "d": 2, "H": 2, "m": 2, "s": 2, "S": 3][letter] {
                guard run.count == lengths else {
                    throw Fault(message: "\(run) in a time: write yyyy MM dd HH mm ss SSS")
                }
                fields.append(.digits(letter, lengths))
            } else if let byte = letter.asciiValue, !letter.isLetter, !letter.isNumber, letter != "/" {
                fields += run.map { _ in .literal(byte) }
            } else {
                throw Fault(message: "\(letter) in a time: write yyyy MM dd HH mm ss SSS and separators")
            }
        }
        return fields
    }

    private func check() throws(Fault) {
        var letters: [Character] = []
        var seen: Set<Field> = []
        for part in parts {
            switch part {
            case .text: break
            case .time(let fields):
                for case .digits(let letter, _) in fields {
                    guard !letters.contains(letter) else { throw Fault(message: "the time has \(letter) twice") }
                    letters.append(letter)
                }
            case .field(let field) where field != .anything:
                guard seen.insert(field).inserted else { throw Fault(message: "{\(field.rawValue)} stands twice") }
            case .field: break
            }
        }
        let isWhole = ["y", "M", "d", "H", "m", "s"].allSatisfy { letters.contains(Character($0)) }
        guard isWhole || seen.contains(.epoch) || seen.contains(.epochMilliseconds) else {
            throw Fault(message: "it doesn't say when: write a time with yyyy MM dd HH mm ss, or {epoch}")
        }
    }
}

/// Coded as its text.
extension NameTemplate: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
