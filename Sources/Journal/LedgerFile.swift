import Domain
import Foundation
import Storage

/// The ledger as files: `ledger-00000001.jsonl` and so on, a line per entry, 100,000 entries a file. A copy of the journal's rows for
/// whoever keeps ledgers apart from databases; written from committed rows only.
public struct LedgerFile: Sendable {
    public static let entriesPerFile: Int64 = 100_000

    private let folder: RawPath
    private let files: FileLayer

    public init(folder: RawPath, files: FileLayer) {
        self.folder = folder
        self.files = files
    }

    public func path(of sequence: Int64) -> RawPath {
        let number = String((sequence - 1) / LedgerFile.entriesPerFile + 1)
        return folder.appending("ledger-\(String(repeating: "0", count: max(0, 8 - number.count)))\(number).jsonl")
    }

    /// Cuts off a line that a crash left unfinished, and returns the last whole entry's number; 0 if there is none.
    public func recover() throws -> Int64 {
        try files.makeFolders(folder)
        let names = try files.list(folder).map(\.name)
            .filter { $0.starts(with: Array("ledger-".utf8)) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        for name in names.reversed() {
            let path = folder.appending(name)
            let bytes = try files.read(path, limit: Int.max - 1)
            let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if whole < bytes.count { try files.truncate(path, to: whole) }
            guard whole > 0 else { continue }
            let start = bytes[..<(whole - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let line = String(decoding: bytes[start..<(whole - 1)], as: UTF8.self)
            return try CanonicalJSON.decode(LedgerEntry.self, from: line).sequence
        }
        return 0
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
