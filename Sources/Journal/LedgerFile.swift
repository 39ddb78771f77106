import Domain
import Foundation
import Storage

/// The ledger as files: `ledger-00000001.jsonl` and so on, a line per entry, 100,000 entries a file. A copy of the journal's rows for
/// whoever keeps ledgers apart from databases; written from committed rows only.
public struct LedgerFile: Sendable {
    public static let entriesPerFile: Int64 = 100_000

    public let folder: RawPath
    private let files: FileLayer

    public init(folder: RawPath, files: FileLayer) {
        self.folder = folder
        self.files = files
    }

    public func path(of sequence: Int64) -> RawPath {
        let number = String((sequence - 1) / LedgerFile.entriesPerFile + 1)
        return folder.appending("ledger-\(String(repeating: "0", count: max(0, 8 - number.count)))\(number).jsonl")
    }

    /// The names that the ledger's files have; others in the folder are none of them.
    public static func isName(_ name: [UInt8]) -> Bool {
        let (prefix, suffix) = (Array("ledger-".utf8), Array(".jsonl".utf8))
        guard name.starts(with: prefix), name.suffix(suffix.count).elementsEqual(suffix) else { return false }
        let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
        return digits.count >= 8 && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// What ``recover(entry:)`` found.
    public struct Recovery: Hashable, Sendable {
        /// The number of the last entry that the files have; 0 for none.
        public var last: Int64 = 0
        /// What was wrong, with file and line; the files that had it are kept aside, and must be written again from the rows.
        public var problems: [String] = []
    }

    /// Cuts off a line that a crash left unfinished, and compares the last whole one with its row.
    ///
    /// A file whose last line isn't its entry's is kept aside as `<name>.aside-<n>`, and so is one that the journal has no entry for:
    /// nothing of it is lost, and its entries count as missing, to be appended again.
    /// - Parameter entry: gives the journal's entry of a number; nil if it has none.
    public func recover(entry: (Int64) async throws -> LedgerEntry?) async throws -> Recovery {
        try files.makeFolders(folder)
        let names = try files.list(folder).map(\.name).filter(LedgerFile.isName)
            .sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
        var recovery = Recovery()
        for name in names.reversed() {
            let path = folder.appending(name)
            let bytes = try files.read(path, limit: Int.max - 1)
            let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if whole < bytes.count { try files.truncate(path, to: whole) }
            guard whole > 0 else { continue }
            let lines = Int64(bytes[..<whole].count { $0 == UInt8(ascii: "\n") })
            let start = bytes[..<(whole - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let number = Int64(String(decoding: name.dropFirst(7).dropLast(6), as: UTF8.self)) ?? 0
            let last = (number - 1) * LedgerFile.entriesPerFile + lines
            if number > 0, lines <= LedgerFile.entriesPerFile, let row = try await entry(last),
                bytes[start..<whole].elementsEqual(row.line)
            {
                recovery.last = last
                return recovery
            }
            let aside = try files.keepAside(path)
            recovery.problems.append(
                "\(path.display), line \(lines): it is not entry \(last) of the journal. The file is kept as \(aside.display) and written again from the journal: compare the two, run etle verify, and find out who changed it"
            )
        }
        return recovery
    }

    /// Appends entries that follow each other and the file's last one.
    public func append(_ entries: [LedgerEntry]) throws {
        for (path, group) in Dictionary(grouping: entries, by: { path(of: $0.sequence) })
            .sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) })
        {
            try files.append(path, bytes: group.flatMap(\.line))
        }
    }
}
