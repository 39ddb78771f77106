import Synchronization

/// Bytes under their SHA-256: `<root>/ab/ab12…`. What was put is durable when ``put(_:)`` returns and never changes.
///
/// New bytes are written to `<root>/tmp/` and renamed into place, so that recovery looks at that one folder and not at millions.
public final class EvidenceStore: Sendable {
    private let files: FileLayer
    private let root: RawPath
    private let temporaryNames = Atomic<UInt64>(0)

    public init(root: RawPath, files: FileLayer) {
        self.root = root
        self.files = files
    }

    /// Makes the folders, and removes what a crash left half written: call it at start, before anything else writes.
    public func recover() throws(StorageError) {
        try files.makeFolders(temporaryFolder)
        for prefix in 0..<256 {
            try files.makeFolders(root.appending(Digest.hexadecimal([UInt8(prefix)])), isDurable: false)
        }
        try files.syncFolder(root)
        for entry in try files.list(temporaryFolder) {
            try files.remove(temporaryFolder.appending(entry.name))
        }
    }

    /// Stores bytes durably and returns their SHA-256. Storing the same bytes again changes nothing.
    public func put(_ bytes: [UInt8]) throws(StorageError) -> String {
        let sha256 = Digest.sha256(bytes)
        let path = path(of: sha256)
        // The size guards against a file cut by a failing disk; content is checked whenever it is read.
        if let existing = try files.inspect(path), existing.size == bytes.count {
            // A crash may have come between its rename and the folder's sync.
            if let folder = path.parent { try files.syncFolder(folder) }
            return sha256
        }
        let number = temporaryNames.add(1, ordering: .relaxed).newValue
        let temporary = temporaryFolder.appending("\(sha256)-\(number)")
        do {
            try files.create(temporary, bytes: bytes)
            try files.rename(temporary, to: path)
        } catch {
            try? files.remove(temporary)
            throw error
        }
        if let folder = path.parent { try files.syncFolder(folder) }
        return sha256
    }

    /// Stores many at once, durable when it returns; the disk writes them at the same time.
    ///
    /// - Parameter contents: bytes by their SHA-256, which the caller has computed of these bytes.
    /// - Throws: after a failure none, some or all of them are stored; storing them again changes nothing.
    public func put(_ contents: [String: [UInt8]]) throws(StorageError) {
        var new: [(path: RawPath, bytes: [UInt8])] = []
        var targets: [RawPath] = []
        for (sha256, bytes) in contents {
            let path = path(of: sha256)
            if let existing = try files.inspect(path), existing.size == bytes.count { continue }
            let number = temporaryNames.add(1, ordering: .relaxed).newValue
            new.append((temporaryFolder.appending("\(sha256)-\(number)"), bytes))
            targets.append(path)
        }
        do {
            try files.create(new)
            for (file, target) in zip(new, targets) { try files.rename(file.path, to: target) }
        } catch {
            for file in new { try? files.remove(file.path) }
            throw error
        }
        // Also of what was there already: a crash may have come between its rename and the folder's sync.
        // One that is gone is an error here: the file went with it.
        for folder in Set(contents.keys.compactMap { path(of: $0).parent }) { try files.syncFolder(folder) }
    }

    /// The bytes under a SHA-256, checked against it.
    /// - Throws: ``EvidenceError`` if they are missing or altered; ``StorageError`` if they cannot be read.
    public func get(_ sha256: String) throws -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try files.read(path(of: sha256), limit: Int.max - 1)
        } catch  where error.isMissing {
            throw EvidenceError(sha256: sha256, problem: .missing)
        }
        guard Digest.sha256(bytes) == sha256 else { throw EvidenceError(sha256: sha256, problem: .altered) }
        return bytes
    }

    private var temporaryFolder: RawPath { root.appending("tmp") }

    public func path(of sha256: String) -> RawPath {
        root.appending(String(sha256.prefix(2))).appending(sha256)
    }
}

/// Evidence that is not what it was. Nothing repairs it: restore the file from a backup.
public struct EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Problem: String, Sendable {
        case missing, altered
    }

    public let sha256: String
    public let problem: Problem

    public init(sha256: String, problem: Problem) {
        self.sha256 = sha256
        self.problem = problem
    }

    public var description: String {
        "evidence \(sha256) is \(problem.rawValue): restore that file of the evidence folder from a backup"
    }
}
