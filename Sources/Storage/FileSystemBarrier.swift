import CFileSystem
import Glibc

/// Makes many changes durable at once: everything that was written to a file system since the barrier was raised.
///
/// One `syncfs(2)` for a batch costs about what one `fsync` costs for a file. The barrier must be raised before the first of the
/// changes: the kernel reports write errors only to who had the file system open when they happened (Linux 5.8 and later).
public final class FileSystemBarrier: Sendable {
    private let descriptor: Int32
    private let path: RawPath
    private let files: FileLayer

    /// - Parameter path: a folder on the file system.
    init(_ path: RawPath, files: FileLayer) throws(StorageError) {
        try files.check(.open, path)
        descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        self.path = path
        self.files = files
        guard descriptor >= 0 else { throw StorageError(.open, path.display, code: errno) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Returns when all changes so far are durable. May be called again for later changes.
    public func sync() throws(StorageError) {
        try files.check(.syncFileSystem, path)
        guard etle_syncfs(descriptor) == 0 else { throw StorageError(.syncFileSystem, path.display, code: errno) }
    }
}

extension FileLayer {
    /// Raises a barrier on the file system that holds the folder `path`.
    public func barrier(_ path: RawPath) throws(StorageError) -> FileSystemBarrier {
        try FileSystemBarrier(path, files: self)
    }
}
