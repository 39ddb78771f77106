import FoundationEssentials

/// Reads the small text files of a configuration.
enum TextFile {
    /// No file of a configuration may be larger, in bytes: 16,000 cameras fit, an endless or mistaken file doesn't.
    static let largest = 4 << 20

    /// The whole text; nil, with the mistake recorded, if the file isn't there, no regular file, too large or not UTF-8.
    /// Where another file names this one, `line` and `key` say where, and `mistakes` is that file's.
    static func read(_ path: String, _ mistakes: MistakeList, line: Int? = nil, key: String = "") -> String? {
        let name = key.isEmpty ? "the file" : path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path)) else {
            mistakes.add(
                .missingFile, line: line, key, "\(name) isn't there or may not be looked at",
                remedy: "create it, correct the path or give the user of this program access")
            return nil
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            mistakes.add(.unreadableFile, line: line, key, "\(name) is not a regular file", remedy: "name a file")
            return nil
        }
        let size = attributes[.size] as? UInt64 ?? 0
        guard size <= largest else {
            mistakes.add(
                .fileTooLarge, line: line, key, "\(name) has \(size) bytes, more than \(largest)", remedy: "shorten it")
            return nil
        }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            mistakes.add(
                .unreadableFile, line: line, key, "\(name) may not be read",
                remedy: "give the user of this program access, for example group etle and mode 0640")
            return nil
        }
        guard var text = String(validating: data, as: UTF8.self) else {
            let place = key.isEmpty ? firstInvalidLine(data) : line
            mistakes.add(.unreadableFile, line: place, key, "\(name) is not UTF-8", remedy: "save it as UTF-8")
            return nil
        }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        return text
    }

    private static func resolved(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().path
    }

    private static func firstInvalidLine(_ data: Data) -> Int? {
        data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            .map { $0 + 1 }
    }
}
