import Domain
import Typesetting

/// All texts of letters and tickets, checked: every key is there, none is unknown, each placeholder is one that its text may hold.
///
/// Coded as a flat object from key to text, as in `config/texts.yaml`.
public struct DocumentTexts: Hashable, Sendable {
    private let source: [String: String]
    private let templates: [String: TextTemplate]
    /// Names of months and days.
    let dates: IndonesianDates

    /// - Parameter source: key to text.
    /// - Throws: ``DocumentTextsError`` with all mistakes.
    public init(_ source: [String: String]) throws(DocumentTextsError) {
        var problems: [String] = []
        var templates: [String: TextTemplate] = [:]
        let known = TextKey.allCases.map(\.rawValue)
        for key in known where source[key] == nil { problems.append("\(key) is missing") }
        for (key, text) in source.sorted(by: { $0.key < $1.key }) {
            guard let textKey = TextKey(rawValue: key) else {
                let nearest = known.min { levenshteinDistance(key, $0) < levenshteinDistance(key, $1) } ?? ""
                problems.append("\(key) is no text that documents use; the nearest is \(nearest)")
                continue
            }
            if text.allSatisfy(\.isWhitespace) { problems.append("\(key) is empty") }
            do {
                let template = try TextTemplate(text)
                templates[key] = template
                for name in template.names where !textKey.placeholders.contains(name) {
                    let allowed = textKey.placeholders.map { "{{\($0)}}" }.joined(separator: ", ")
                    problems.append(
                        "\(key) holds {{\(name)}}; it may hold \(allowed.isEmpty ? "no placeholder" : allowed)")
                }
            } catch {
                problems.append("\(key) \(error.explanation)")
            }
        }
        problems += DocumentTexts.miscounted(source)
        let dates = IndonesianDates(
            months: source[TextKey.monthNames.rawValue] ?? "", weekdays: source[TextKey.weekdayNames.rawValue] ?? "")
        guard problems.isEmpty, let dates else { throw DocumentTextsError(problems: problems) }
        self.source = source
        self.templates = templates
        self.dates = dates
    }

    /// The texts of another version of the program, as they were; what that version had no text for is taken from these.
    ///
    /// - Throws: ``DocumentTextsError`` with all mistakes.
    public func completing(_ older: [String: String]) throws(DocumentTextsError) -> DocumentTexts {
        try DocumentTexts(source.merging(older.filter { TextKey(rawValue: $0.key) != nil }) { $1 })
    }

    private static func miscounted(_ source: [String: String]) -> [String] {
        [(TextKey.monthNames, 12), (.weekdayNames, 7)].compactMap { key, needed in
            guard let text = source[key.rawValue] else { return nil }
            let found = IndonesianDates.names(text).count
            return found == needed
                ? nil : "\(key.rawValue) holds \(found) names with blanks between them; it must hold \(needed)"
        }
    }

    /// The text of `key` with `values` in it, each made printable. A bold stretch is in ``Typesetting/TextStyle/bold``.
    ///
    /// - Throws: ``DocumentTextsError`` if a value is missing.
    func styled(_ key: TextKey, _ values: [String: String] = [:], _ style: TextStyle) throws -> StyledText {
        var runs: [StyledText.Run] = []
        for part in templates[key.rawValue]?.parts ?? [] {
            switch part {
            case .words(let words, let isBold):
                runs.append(StyledText.Run(words, isBold ? style.bold : style))
            case .value(let name, let isBold):
                guard let value = values[name] else {
                    throw DocumentTextsError(problems: ["\(key.rawValue) needs a value for {{\(name)}}"])
                }
                runs.append(StyledText.Run(printable(value), isBold ? style.bold : style))
            }
        }
        return StyledText(runs)
    }

    /// `Rp500.000`
    func rupiah(_ amount: Int) throws -> String {
        try plain(.rupiah, ["amount": IndonesianNumbers.grouped(amount)])
    }

    /// The text of `key` with `values` in it, without styles.
    func plain(_ key: TextKey, _ values: [String: String] = [:]) throws -> String {
        try styled(key, values, TextStyle(size: 1)).plain
    }
}

extension DocumentTexts: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([String: String].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}

/// What is wrong with the texts, all of it.
public struct DocumentTextsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One mistake each, beginning with the key.
    public let problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}
