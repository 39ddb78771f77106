import Glibc

/// An exclusive lock on a file, held while the value lives; the kernel drops it when the process ends, however it ends.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Returns: nil if another process holds the lock.
    public init?(_ path: RawPath) throws(StorageError) {
        descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640) }
        guard descriptor >= 0 else { throw StorageError(.open, path.display, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw StorageError(.open, path.display, code: code)
        }
    }

    deinit { close(descriptor) }
}
