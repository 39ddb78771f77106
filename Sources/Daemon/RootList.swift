import Domain
import Journal
import Storage

/// `roots.csv`: a line for each daily root (`day,first,last,root`), oldest first, for publication.
enum RootList {
    private static let header = "day,first,last,root"

    /// Without line ends.
    static func lines(_ roots: [DayRoot]) -> [String] {
        roots.map { "\($0.day.iso8601),\($0.first),\($0.last),\($0.root)" }
    }

    static func text(_ lines: [String]) -> String { ([header] + lines).map { $0 + "\n" }.joined() }

    /// The lines of a list, without the first one; empty if there is no such file.
    static func read(_ path: RawPath, files: FileLayer) throws -> [String] {
        guard try files.inspect(path) != nil else { return [] }
        let text = String(decoding: try files.read(path, limit: 64 << 20), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).map(String.init).filter { $0 != header }
    }
}
