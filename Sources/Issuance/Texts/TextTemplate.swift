/// A text with `{{placeholders}}` and `**bold**` stretches, read once.
struct TextTemplate: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case words(String, isBold: Bool)
        case value(name: String, isBold: Bool)
    }

    let parts: [Part]

    /// - Throws: ``Mistake``, the first one found.
    init(_ text: String) throws(Mistake) {
        var parts: [Part] = []
        var isBold = false
        var words = ""
        var rest = Substring(text)
        while !rest.isEmpty {
            if rest.hasPrefix("**") {
                if !words.isEmpty { parts.append(.words(words, isBold: isBold)) }
                words = ""
                isBold.toggle()
                rest.removeFirst(2)
            } else if rest.hasPrefix("{{") {
                guard let end = rest.firstRange(of: "}}") else { throw .openPlaceholder }
                if !words.isEmpty { parts.append(.words(words, isBold: isBold)) }
                words = ""
                parts.append(.value(name: String(rest[..<end.lowerBound].dropFirst(2)), isBold: isBold))
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("}}") {
                throw .strayBraces
            } else {
                words.append(rest.removeFirst())
            }
        }
        guard !isBold else { throw .openBold }
        if !words.isEmpty { parts.append(.words(words, isBold: false)) }
        self.parts = parts
    }

    enum Mistake: Error, Hashable {
        case openPlaceholder, strayBraces, openBold

        var explanation: String {
            switch self {
            case .openPlaceholder: "has {{ without }}"
            case .strayBraces: "has }} without {{"
            case .openBold: "has ** that nothing ends"
            }
        }
    }

    var names: [String] {
        parts.compactMap { if case .value(let name, _) = $0 { name } else { nil } }
    }
}
