import Glibc
import Storage

extension Journal {
    private static let mode: mode_t = 0o640

    /// Makes the journal's file if there is none, and takes away what of its mode, and of the files beside it, is wider than 0640: it
    /// holds names and addresses. What SQLite makes beside it has the file's mode. A file of somebody else is left to who can change it.
    static func restrict(_ path: String) throws {
        // Never one that is there: closing it would drop all locks that this process has on it (fcntl(2)), SQLite's among them.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        // What is wrong with it is told by who opens it next.
        if descriptor >= 0 { close(descriptor) }
        for file in [path, path + "-wal", path + "-shm"] {
            var status = stat()
            guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            let wanted = status.st_mode & mode
            guard status.st_mode & 0o7777 != wanted, chmod(file, wanted) != 0, errno != EPERM else { continue }
            throw StorageError(.create, file, code: errno)
        }
    }
}
