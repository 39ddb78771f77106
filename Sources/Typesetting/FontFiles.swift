import Foundation

/// The font files that documents are set in. Only these are used and embedded: not the machine's font configuration, so that
/// the same value gives the same bytes on every machine that has the same files.
public struct FontFiles: Hashable, Sendable {
    /// The family as the files name it, in regular and bold.
    public let family: String
    /// Paths.
    public let files: [String]

    public init(family: String, files: [String]) {
        self.family = family
        self.files = files
    }

    /// Liberation Sans, of Debian's package `fonts-liberation2` (`fonts-liberation` from Debian 13 on), which
    /// stands in this folder. Metrics of Arial; Latin, Greek and Cyrillic.
    public static func liberation(folder: String = "/usr/share/fonts/truetype/liberation2") -> FontFiles {
        FontFiles(
            family: "Liberation Sans", files: ["Regular", "Bold"].map { "\(folder)/LiberationSans-\($0).ttf" })
    }

    /// Those of ``files`` that are not there.
    public var missing: [String] { files.filter { !FileManager.default.isReadableFile(atPath: $0) } }
}
