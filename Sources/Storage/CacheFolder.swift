import Domain

/// Bytes under their SHA-256 that can be made again, and so needn't be durable: `<root>/ab/ab12…`. Nothing is synced. What a crash left half
/// written, or somebody changed, is taken for missing.
public struct CacheFolder: Sendable {
    private let files: FileLayer
    private let root: RawPath

    public init(root: RawPath, files: FileLayer) {
        self.root = root
        self.files = files
    }

    /// Stores bytes.
    /// - Parameter sha256: of these bytes.
    public func put(_ bytes: [UInt8], sha256: String) throws(StorageError) {
        let path = path(of: sha256)
        if let folder = path.parent { try files.makeFolders(folder, isDurable: false) }
        // Whoever reads meanwhile sees a part, which has another hash.
        try files.overwrite(path, bytes: bytes)
    }

    /// The bytes under a SHA-256, checked against it; nil if they are missing, altered or unreadable.
    public func get(_ sha256: String) -> [UInt8]? {
        guard let bytes = try? files.read(path(of: sha256), limit: Int.max - 1), Digest.sha256(bytes) == sha256 else {
            return nil
        }
        return bytes
    }

    public func remove(_ sha256: String) throws(StorageError) {
        try files.remove(path(of: sha256))
    }

    /// Removes what was last written before `instant`.
    ///
    /// - Parameter report: is told what could not be removed or looked into; the rest is.
    public func remove(olderThan instant: Timestamp, report: (StorageError) -> Void) {
        func attempt(_ work: () throws(StorageError) -> Void) {
            do { try work() } catch { report(error) }
        }
        attempt { () throws(StorageError) in
            for folder in try files.list(root) where folder.kind == .folder {
                let path = root.appending(folder.name)
                attempt { () throws(StorageError) in
                    for entry in try files.list(path) where entry.kind == .file && entry.modified < instant {
                        attempt { () throws(StorageError) in try files.remove(path.appending(entry.name)) }
                    }
                }
            }
        }
    }

    public func path(of sha256: String) -> RawPath {
        root.appending(String(sha256.prefix(2))).appending(sha256)
    }
}
