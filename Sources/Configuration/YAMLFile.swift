import Yams

/// Parses YAML so that every mistake can be told with its line, also repeated keys, at which the parser itself would stop.
enum YAMLFile {
    /// Put before a key that is repeated later, so that parsing can go on. A private code point: nobody types it.
    static let repeatedMark: Unicode.Scalar = "\u{F8FF}"

    /// The name of a key that is repeated later; nil for every other key.
    static func repeatedName(_ key: String) -> String? {
        key.unicodeScalars.first == repeatedMark ? String(key.unicodeScalars.drop { $0 == repeatedMark }) : nil
    }

    /// No more repeated keys than this are looked for in one file.
    private static let mostRepeats = 50

    /// The value of the document; nil, with the mistake recorded, if it is no YAML or empty.
    ///
    /// Of a repeated key the last value stays; whoever reads the mapping tells of the earlier ones, whose keys begin with
    /// ``repeatedMark``.
    static func parse(_ source: String, _ mistakes: MistakeList) -> Value? {
        var text = source
        for _ in 0...mostRepeats {
            do {
                // No resolver: types are decided where values are read, and its patterns would be run for every key.
                guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
                    mistakes.add(.syntax, line: 1, "", "the file is empty", remedy: "start from the sample etle.yaml")
                    return nil
                }
                return Value(node, path: "", line: 1, mistakes: mistakes)
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                guard let marked = marking(text, line: context.mark.line, column: context.mark.column) else {
                    mistakes.add(
                        .duplicateKey, line: context.mark.line, "", "a key stands in its mapping more than once",
                        remedy: "keep one of them")
                    return nil
                }
                text = marked
            } catch let error as YamlError {
                let (line, problem) = describe(error)
                mistakes.add(
                    .syntax, line: line, "", "this is not YAML: \(problem)",
                    remedy: "look for a missing quote, bracket, colon or blank on this line and the one before")
                return nil
            } catch {
                mistakes.add(.syntax, line: nil, "", "this is not YAML", remedy: "correct the file")
                return nil
            }
        }
        mistakes.add(
            .duplicateKey, line: nil, "", "more than \(mostRepeats) keys stand in their mappings more than once",
            remedy: "keep one of each")
        return nil
    }

    /// The text with the mark before the key at a place; inside the quote if it has one. Nil if there is no such place.
    private static func marking(_ text: String, line: Int, column: Int) -> String? {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard lines.indices.contains(line - 1), lines[line - 1].indices.contains(column - 1) else { return nil }
        let quoted = lines[line - 1][column - 1] == "\"" || lines[line - 1][column - 1] == "'"
        lines[line - 1].insert(repeatedMark, at: column - 1 + (quoted ? 1 : 0))
        var marked = String.UnicodeScalarView()
        marked.append(contentsOf: lines.joined(separator: CollectionOfOne("\n")))
        return String(marked)
    }

    private static func describe(_ error: YamlError) -> (line: Int?, problem: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .reader(let problem, _, _, _): (nil, problem)
        default: (nil, "it cannot be read")
        }
    }
}
