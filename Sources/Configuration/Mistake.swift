/// One thing that is wrong in the configuration, said so that whoever reads it can put it right.
public struct Mistake: Hashable, Codable, Sendable {
    /// What kind of mistake it is. Raw values are stable names for programs; new ones may be added.
    public enum Code: String, Codable, Sendable, CaseIterable {
        /// A file is not there.
        case missingFile = "missing-file"
        /// A file cannot be read, is no regular file or is not UTF-8.
        case unreadableFile = "unreadable-file"
        /// A file is larger than the configuration may be.
        case fileTooLarge = "file-too-large"
        /// The text is not YAML or not CSV.
        case syntax
        case duplicateKey = "duplicate-key"
        case unknownKey = "unknown-key"
        case missingKey = "missing-key"
        case wrongType = "wrong-type"
        case outOfBounds = "out-of-bounds"
        /// A text that does not have the form it needs: an identifier, a date, a plate, a code.
        case wrongForm = "wrong-form"
        /// A word that is not one of the few allowed here.
        case unknownChoice = "unknown-choice"
        case unknownTimeZone = "unknown-time-zone"
        case unknownUnit = "unknown-unit"
        case unknownViolation = "unknown-violation"
        /// Two units, cameras, regions or rules under one name.
        case duplicateID = "duplicate-id"
        case badURL = "bad-url"
        case overlappingPaths = "overlapping-paths"
        /// Values that are fine one by one but not together.
        case contradiction
    }

    public var code: Code
    /// The absolute path of the file it is in.
    public var file: String
    /// Counted from 1; nil where there is no line to point at (a missing file).
    public var line: Int?
    /// Where in the file: `ingest.settle_seconds`, `cameras[2].unit` (counted from 0), a column's name; empty for the whole file.
    public var keyPath: String
    public var message: String
    /// What to do about it.
    public var remedy: String

    public init(code: Code, file: String, line: Int?, keyPath: String, message: String, remedy: String) {
        self.code = code
        self.file = file
        self.line = line
        self.keyPath = keyPath
        self.message = message
        self.remedy = remedy
    }

    enum CodingKeys: String, CodingKey {
        case code, file, line
        case keyPath = "key_path"
        case message, remedy
    }
}

extension Mistake: CustomStringConvertible {
    /// `file:line: key.path: message (remedy)`; what is not known is left out.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let key = keyPath.isEmpty ? "" : "\(keyPath): "
        return "\(place): \(key)\(message) (\(remedy))"
    }
}

/// All mistakes of a configuration at once; never empty. By file in the order of reading, then by line.
public struct Mistakes: Error, Hashable, Codable, Sendable, CustomStringConvertible {
    public let all: [Mistake]

    public init(_ all: [Mistake]) {
        self.all = all
    }

    /// One line per mistake.
    public var description: String { all.map(\.description).joined(separator: "\n") }
}
