import Foundation

/// The font files that documents are set in. Only these are used and embedded: not the machine's font configuration, so that
/// the same value gives the same bytes on every machine that has the same files.
public struct FontFiles: Hashable, Sendable {
    /// The family of running text as the files name it, in regular, bold and italic.
    public let text: String
    /// The family of codes and digests, all characters equally wide, in regular and bold.
    public let code: String
    /// Paths.
    public let files: [String]

    public init(text: String, code: String, files: [String]) {
        self.text = text
        self.code = code
        self.files = files
    }

    /// Liberation Sans and Mono, of Debian's package `fonts-liberation2` (`fonts-liberation` from Debian 13 on), which
    /// stands in this folder. Metrics of Arial and Courier New; Latin, Greek and Cyrillic.
    public static func liberation(folder: String = "/usr/share/fonts/truetype/liberation2") -> FontFiles {
        let names = ["Sans-Regular", "Sans-Bold", "Sans-Italic", "Mono-Regular", "Mono-Bold"]
        return FontFiles(
            text: "Liberation Sans", code: "Liberation Mono", files: names.map { "\(folder)/Liberation\($0).ttf" })
    }

    /// Those of ``files`` that are not there.
    public var missing: [String] { files.filter { !FileManager.default.isReadableFile(atPath: $0) } }
}
