#if canImport(Glibc)
    import Glibc
#endif

/// Lets one import at a time work on a register, across processes. The system lets go of it when a process ends.
final class ImportLock {
    private let descriptor: Int32

    init(registry path: String) throws {
        descriptor = open(path + ".import-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw RegistryError.unreadable(errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw RegistryError(reason: .importRunning)
        }
    }

    deinit { close(descriptor) }

    /// Makes nothing, and lets go at once.
    static func isHeld(registry path: String) -> Bool {
        let descriptor = open(path + ".import-lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}

/// An open file that is closed when it goes out of use.
final class OpenFile: Sendable {
    let descriptor: Int32

    /// Opens a regular file for reading; follows no link and never waits on a pipe.
    init(reading path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw RegistryError.unreadable(errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw RegistryError.unreadable(errno: EINVAL)
        }
    }

    deinit { close(descriptor) }

    /// Makes an empty file with mode 0640 if there is none.
    static func create(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw RegistryError.unreadable(errno: errno) }
        close(descriptor)
    }
}
