import Domain
import Foundation
import Storage

/// Where files that are no events are kept, each with its reason beside it.
public struct RejectedFolder: Sendable {
    private let root: RawPath
    private let files: FileLayer

    public init(root: RawPath, files: FileLayer) {
        self.root = root
        self.files = files
    }

    /// Moves a file (or link, FIFO, folder: whatever lies there) to `<root>/<source>/` and writes its reason.
    ///
    /// The reason is durable before the move: a crash in between leaves the file where it was, and the next try finds the same
    /// name free. A file that is gone already is success.
    public func set(
        aside path: RawPath, displayedAs name: String, from source: String, because rejection: Rejection,
        upload: String?, at now: Timestamp
    ) throws {
        let folder = root.appending(source)
        try files.makeFolders(folder)
        let target = try freeName(for: path.name, in: folder)
        let reasonPath = try write(
            ReasonFile(
                code: rejection.code, message: rejection.message, remedy: rejection.remedy, source: source, name: name,
                upload: upload, rejectedAt: now), beside: target)
        do {
            try files.rename(path, to: target)
        } catch  where error.isMissing {
            try files.remove(reasonPath)
            return
        }
        try files.syncFolder(folder)
    }

    /// Keeps bytes that are a part of a file, with their reason; the same bytes again under the same name change nothing.
    public func keep(
        _ bytes: [UInt8], as name: String, from source: String, because rejection: Rejection, upload: String,
        at now: Timestamp
    ) throws {
        let target = root.appending(source).appending(name)
        try files.makeFolders(root.appending(source))
        _ = try write(
            ReasonFile(
                code: rejection.code, message: rejection.message, remedy: rejection.remedy, source: source, name: name,
                upload: upload, rejectedAt: now), beside: target)
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

    private func write(_ reason: ReasonFile, beside target: RawPath) throws -> RawPath {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let path = RawPath(bytes: target.bytes + Array(".reason.json".utf8))
        try files.writeDurably(path, bytes: try encoder.encode(reason) + [UInt8(ascii: "\n")])
        return path
    }

    /// A name in `folder` that no rejected file has: the file's own, made harmless, with `~2`, `~3`, ... where it is taken.
    private func freeName(for name: [UInt8], in folder: RawPath) throws -> RawPath {
        let harmless = RejectedFolder.harmlessName(name)
        for number in 1... {
            let candidate = folder.appending(number == 1 ? harmless : "\(harmless)~\(number)")
            if try files.inspect(candidate) == nil { return candidate }
        }
        preconditionFailure("the numbers never end")
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
