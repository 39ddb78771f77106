import Glibc

/// A file system call that failed: what was tried, on what, and what the system answered.
public struct StorageError: Error, Sendable, CustomStringConvertible {
    public enum Operation: String, Sendable, CaseIterable {
        case open, list, inspect, read, create, write, sync, rename, remove
        case makeFolder = "make-folder"
        case syncFolder = "sync-folder"
    }

    public let operation: Operation
    public let path: String
    /// The value of `errno`.
    public let code: Int32

    public init(_ operation: Operation, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// Whether the same call may succeed later without anybody changing the request: space, load, a device that comes back.
    public var mayPass: Bool {
        [ENOSPC, EDQUOT, EROFS, EIO, EMFILE, ENFILE, ENOMEM, EAGAIN, EINTR, EBUSY, ESTALE].contains(code)
    }

    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    public var description: String {
        "cannot \(operation.rawValue) \(path): \(String(cString: strerror(code)))\(remedy.map { " (\($0))" } ?? "")"
    }

    private var remedy: String? {
        switch code {
        case ENOSPC, EDQUOT: "free some space; work goes on by itself"
        case EROFS: "mount the file system writable; work goes on by itself"
        case EACCES, EPERM: "let the user etle read and write there"
        case EMFILE, ENFILE: "raise the limit of open files"
        default: nil
        }
    }
}
