import Domain
import Yams

/// A value in a YAML file together with its place. Every accessor either gives the value or records why it can't.
struct Value {
    let node: Node
    /// `ingest.settle_seconds`
    let path: String
    let line: Int
    let mistakes: MistakeList

    init(_ node: Node, path: String, line: Int, mistakes: MistakeList) {
        self.node = node
        self.path = path
        self.line = line
        self.mistakes = mistakes
    }

    func fail(_ code: Mistake.Code, _ message: String, remedy: String) {
        mistakes.add(code, line: line, path, message, remedy: remedy)
    }

    /// `null`, `~` or nothing at all: the same as leaving the key out.
    var isNull: Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// A text as it stands in the file. Also numbers and dates without quotes: `nrp: 76050123` means the digits.
    func string() -> String? {
        guard let scalar = node.scalar, !isNull else {
            fail(.wrongType, "a text is needed here, not \(kind)", remedy: "write one text")
            return nil
        }
        return scalar.string
    }

    /// `alternative`: a word that is allowed as well, for the remedy.
    func integer(in bounds: ClosedRange<Int>, unit: String = "", alternative: String? = nil) -> Int? {
        let remedy =
            "write \(alternative.map { "\($0), or " } ?? "")a whole number from \(bounds.lowerBound) to "
            + "\(bounds.upperBound)\(suffix(unit)), without quotes"
        guard let number = number("a whole number", remedy, suits: { Int(exactly: $0) != nil }).map({ Int($0) }) else {
            return nil
        }
        guard bounds.contains(number) else {
            fail(.outOfBounds, "\(number) is out of bounds", remedy: remedy)
            return nil
        }
        return number
    }

    func decimal(in bounds: ClosedRange<Double>, unit: String) -> Double? {
        let remedy =
            "write a number from \(shortest(bounds.lowerBound)) to \(shortest(bounds.upperBound))\(suffix(unit)), "
            + "without quotes"
        guard let number = number("a number", remedy) else { return nil }
        guard bounds.contains(number) else {
            fail(.outOfBounds, "\(shortest(number)) is out of bounds", remedy: remedy)
            return nil
        }
        return number
    }

    func boolean() -> Bool? {
        switch plain {
        case "true": return true
        case "false": return false
        default:
            fail(.wrongType, "true or false is needed here, not \(kind)", remedy: "write true or false")
            return nil
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let text = string() else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        fail(.unknownChoice, "\"\(text)\" is not known here", remedy: suggestion(for: text, among: words))
        return nil
    }

    func timeZone() -> LocalTimeZone? {
        guard let text = string() else { return nil }
        if let zone = LocalTimeZone(rawValue: text) { return zone }
        let zones = LocalTimeZone.allCases.map(\.rawValue)
        fail(.unknownTimeZone, "\"\(text)\" is no time zone of Indonesia", remedy: suggestion(for: text, among: zones))
        return nil
    }

    func date() -> LocalDate? {
        guard let text = string() else { return nil }
        if let date = LocalDate(iso8601: text) { return date }
        fail(.wrongForm, "\"\(text)\" is not a day", remedy: "write it like 2026-07-21")
        return nil
    }

    func elements() -> [Value]? {
        guard let sequence = node.sequence else {
            fail(
                .wrongType, "a list is needed here, not \(kind)", remedy: "write one entry per line, each after \"- \"")
            return nil
        }
        return sequence.enumerated().map { index, element in
            Value(element, path: "\(path)[\(index)]", line: element.mark?.line ?? line, mistakes: mistakes)
        }
    }

    /// The members of a mapping. Keys outside `known` are mistakes and left out, as are null members.
    func members(known: [String]) -> [String: Value]? {
        guard let mapping = node.mapping else {
            fail(.wrongType, "keys with values are needed here, not \(kind)", remedy: "write lines like \"key: value\"")
            return nil
        }
        var members: [String: Value] = [:]
        for (key, member) in mapping {
            let line = key.mark?.line ?? self.line
            let name = key.scalar?.string ?? ""
            if let repeated = YAMLFile.repeatedName(name) {
                fail(repeated: repeated, line: line)
                continue
            }
            let memberPath = path.isEmpty ? name : "\(path).\(name)"
            guard known.contains(name) else {
                mistakes.add(
                    .unknownKey, line: line, memberPath, "there is no such key",
                    remedy: suggestion(for: name, among: known))
                continue
            }
            let value = Value(member, path: memberPath, line: member.mark?.line ?? line, mistakes: mistakes)
            if !value.isNull { members[name] = value }
        }
        return members
    }

    /// Tells of a key that stands in this mapping again further on.
    func fail(repeated name: String, line: Int) {
        mistakes.add(
            .duplicateKey, line: line, path.isEmpty ? name : "\(path).\(name)",
            "the key stands in its mapping more than once", remedy: "keep one of them")
    }

    /// A member that must be there.
    func required(_ name: String, of members: [String: Value]) -> Value? {
        if let member = members[name] { return member }
        mistakes.add(
            .missingKey, line: line, path.isEmpty ? name : "\(path).\(name)", "the key is missing",
            remedy: "add \"\(name): ...\"")
        return nil
    }

    private var plain: String? {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return nil }
        return scalar.string
    }

    private func number(_ what: String, _ remedy: String, suits: (Double) -> Bool = { _ in true }) -> Double? {
        if let text = plain, text.utf8.count <= 24, text.utf8.allSatisfy(isNumeric), let number = Double(text),
            number.isFinite, suits(number)
        {
            return number
        }
        fail(.wrongType, "\(what) is needed here, not \(kind)", remedy: remedy)
        return nil
    }

    private func isNumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    private var kind: String {
        switch node {
        case .scalar(let scalar): isNull ? "nothing" : "\"\(scalar.string.prefix(40))\""
        case .mapping: "keys with values"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    private func suffix(_ unit: String) -> String { unit.isEmpty ? "" : " \(unit)" }
}

/// "did you mean ...?" if one of the words is near, else all of them.
func suggestion(for word: String, among words: [String]) -> String {
    if let nearest = nearestName(to: word, among: words) { return "did you mean \"\(nearest)\"?" }
    return "known here: \(words.joined(separator: ", "))"
}

/// Decimal text without a needless fraction: `2`, `0.995`.
func shortest(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
}
