import Glibc

/// An exclusive lock on a file, held while the value lives; the kernel drops it when the process ends, however it ends.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    // Locks of an open file, not of a process (`fcntl_locking(2)`): they can be asked for without taking them.
    private static let ask: Int32 = 36  // F_OFD_GETLK
    private static let take: Int32 = 37  // F_OFD_SETLK
    private static let wait: Int32 = 38  // F_OFD_SETLKW

    /// - Returns: nil if another process holds the lock.
    public init?(_ path: RawPath) throws(StorageError) {
        descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640) }
        guard descriptor >= 0 else { throw StorageError(.open, path.display, code: errno) }
        var whole = FolderLock.whole()
        guard fcntl(descriptor, FolderLock.take, &whole) == 0 else {
            let code = errno
            close(descriptor)
            if code == EAGAIN || code == EACCES { return nil }
            throw StorageError(.open, path.display, code: code)
        }
    }

    /// Waits until nobody else holds the lock. For work that is short.
    public init(waitingFor path: RawPath) throws(StorageError) {
        descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640) }
        guard descriptor >= 0 else { throw StorageError(.open, path.display, code: errno) }
        var whole = FolderLock.whole()
        while fcntl(descriptor, FolderLock.wait, &whole) != 0 {
            guard errno == EINTR else {
                let code = errno
                close(descriptor)
                throw StorageError(.open, path.display, code: code)
            }
        }
    }

    deinit { close(descriptor) }

    /// Whether somebody holds the lock. Takes nothing, so it never stands in the way of who wants it.
    public static func isHeld(_ path: RawPath) throws(StorageError) -> Bool {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else {
            if errno == ENOENT { return false }
            throw StorageError(.open, path.display, code: errno)
        }
        defer { close(descriptor) }
        var whole = whole()
        guard fcntl(descriptor, ask, &whole) == 0 else { throw StorageError(.open, path.display, code: errno) }
        return whole.l_type != Int16(F_UNLCK)
    }

    private static func whole() -> flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        return lock
    }
}
