import Domain
import Foundation
import Glibc
import Storage

/// Where files that are no events are kept, each with its reason beside it.
public struct RejectedFolder: Sendable {
    private let root: RawPath
    private let files: FileLayer

    public init(root: RawPath, files: FileLayer) {
        self.root = root
        self.files = files
    }

    /// A file (or link, FIFO, folder: whatever lies there) to be set aside.
    public struct Item: Sendable {
        public let path: RawPath
        /// The name under which it lay in the drop folder, for people.
        public let name: String
        public let source: String
        public let reason: Rejection
        /// The upload whose fault it is, where that is another file.
        public let upload: String?

        public init(path: RawPath, name: String, source: String, reason: Rejection, upload: String?) {
            self.path = path
            self.name = name
            self.source = source
            self.reason = reason
            self.upload = upload
        }
    }

    /// Moves files to `<root>/<source>/` and writes the reason of each.
    ///
    /// The reasons are durable before the first move: a crash in between leaves a file where it was, and the next try finds the same
    /// name free. A file that is gone already is success.
    public func set(aside items: [Item], at now: Timestamp) throws {
        guard !items.isEmpty else { return }
        var targets: [RawPath] = []
        var taken: Set<RawPath> = []
        for item in items {
            let folder = root.appending(item.source)
            try files.makeFolders(folder)
            let target = try freeName(for: item.path.name, in: folder, besides: taken)
            targets.append(target)
            taken.insert(target)
        }
        try writeReasons(of: items, to: targets, at: now)
        // The cameras' bytes, too: who wrote them needn't have waited for the disk.
        try files.sync(items.map(\.path))
        for (item, target) in zip(items, targets) { try move(item.path, to: target) }
        try files.syncFolders(of: targets + items.map(\.path))
    }

    /// Durable when it returns.
    private func writeReasons(of items: [Item], to targets: [RawPath], at now: Timestamp) throws {
        let reasons = try zip(items, targets).map { item, target in
            let reason = ReasonFile(
                code: item.reason.code, message: item.reason.message, remedy: item.reason.remedy, source: item.source,
                name: item.name, upload: item.upload, rejectedAt: now)
            let path = RejectedFolder.reasonPath(target)
            guard let folder = path.parent else { throw StorageError(.create, path.display, code: EINVAL) }
            let temporary = folder.appending(Array(FileLayer.temporaryPrefix.utf8) + path.name)
            return (path: temporary, bytes: try reason.encoded(), target: path)
        }
        do {
            try files.create(reasons.map { ($0.path, $0.bytes) })
            for reason in reasons { try files.rename(reason.path, to: reason.target) }
        } catch {
            for reason in reasons { try? files.remove(reason.path) }
            throw error
        }
        try files.syncFolders(of: targets)
    }

    private func move(_ path: RawPath, to target: RawPath) throws {
        guard try files.inspect(path) != nil else { return try files.remove(RejectedFolder.reasonPath(target)) }
        try files.rename(path, to: target)
    }

    /// Keeps bytes that are a part of a file, with their reason; the same bytes again under the same name change nothing.
    public func keep(
        _ bytes: [UInt8], as name: String, from source: String, because rejection: Rejection, upload: String,
        at now: Timestamp
    ) throws {
        let target = root.appending(source).appending(name)
        try files.makeFolders(root.appending(source))
        let reason = ReasonFile(
            code: rejection.code, message: rejection.message, remedy: rejection.remedy, source: source, name: name,
            upload: upload, rejectedAt: now)
        try files.writeDurably(RejectedFolder.reasonPath(target), bytes: reason.encoded())
        try files.writeDurably(target, bytes: bytes)
    }

    /// Files that were set aside and are still here; their reasons are not counted.
    public func count() throws -> Int {
        let reason = Array(".reason.json".utf8)
        return try files.list(root).filter { $0.kind == .folder }.reduce(0) { sum, source in
            try sum + files.list(root.appending(source.name)).count { $0.name.suffix(reason.count) != reason[...] }
        }
    }

    /// Removes what a crash left half written.
    public func recover() throws {
        for source in try files.list(root) where source.kind == .folder {
            try files.removeTemporaries(in: root.appending(source.name))
        }
    }

    private static func reasonPath(_ target: RawPath) -> RawPath {
        RawPath(bytes: target.bytes + Array(".reason.json".utf8))
    }

    /// A name in `folder` that no rejected file has: the file's own, made harmless, with `~2`, `~3`, ... where it is taken.
    ///
    /// Looks at twice the logarithm of the names taken, not at each: a camera may send one wrong name a million times.
    private func freeName(for name: [UInt8], in folder: RawPath, besides taken: Set<RawPath>) throws -> RawPath {
        let harmless = RejectedFolder.harmlessName(name)
        func path(_ number: Int) -> RawPath { folder.appending(number == 1 ? harmless : "\(harmless)~\(number)") }
        func isTaken(_ number: Int) throws -> Bool {
            try taken.contains(path(number)) || files.inspect(path(number)) != nil
        }
        var low = 0
        var high = 1
        while try isTaken(high) { (low, high) = (high, high * 2) }
        while high - low > 1 {
            let middle = (low + high) / 2
            if try isTaken(middle) { low = middle } else { high = middle }
        }
        return path(high)
    }

    /// Bytes that are not printable ASCII, and a leading dot, as `%XX`; at most 200 characters, so that `.reason.json` fits behind.
    static func harmlessName(_ name: [UInt8]) -> String {
        var text = ""
        for (index, byte) in name.enumerated() {
            let plain = (0x21..<0x7F).contains(byte) && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "/")
            if plain, !(index == 0 && byte == UInt8(ascii: ".")) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + Digest.hexadecimal([byte]).uppercased()
            }
        }
        guard text.utf8.count > 200 else { return text }
        return text.prefix(180) + "~" + Digest.sha256(name).prefix(16)
    }
}
