import CFileSystem
import Glibc

/// Every change that etle makes to files goes through here, so that durability is written once and tests can make any single
/// call fail.
///
/// Paths are byte strings: cameras choose names, and a name need not be UTF-8.
public struct FileLayer: Sendable {
    /// Asked before each call with the operation and the path; a thrown error takes the call's place.
    public typealias Fault = @Sendable (StorageError.Operation, String) throws(StorageError) -> Void

    private let fault: Fault?

    public init(fault: Fault? = nil) {
        self.fault = fault
    }

    // MARK: Reading

    /// The whole content of a regular file.
    ///
    /// Never follows a link in the last component, never blocks on a FIFO, and reads at most `limit` bytes.
    /// - Throws: ``StorageError`` with `ELOOP` for a link, `EINVAL` for what is not a regular file, `EFBIG` above the limit.
    public func read(_ path: RawPath, limit: Int) throws(StorageError) -> [UInt8] {
        try check(.open, path)
        let descriptor = path.withCString { open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw StorageError(.open, path.display, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw StorageError(.inspect, path.display, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw StorageError(.read, path.display, code: EINVAL) }
        guard status.st_size <= limit else { throw StorageError(.read, path.display, code: EFBIG) }
        try check(.read, path)
        // One byte more than the size said tells a file that grew from one that was read whole.
        var bytes = try chunk(of: descriptor, path, Int(status.st_size) + 1)
        var isWhole = bytes.count <= Int(status.st_size)
        while !isWhole {
            guard bytes.count <= limit else { throw StorageError(.read, path.display, code: EFBIG) }
            let wanted = min(max(65_536, bytes.count), limit + 1 - bytes.count)
            let more = try chunk(of: descriptor, path, wanted)
            bytes += more
            isWhole = more.count < wanted
        }
        return bytes
    }

    /// The next `count` bytes of an open file; fewer only at its end.
    private func chunk(of descriptor: Int32, _ path: RawPath, _ count: Int) throws(StorageError) -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            while filled < count {
                let got = Glibc.read(descriptor, bytes.baseAddress?.advanced(by: filled), count - filled)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { return }
                filled += got
            }
        }
        if let failure { throw StorageError(.read, path.display, code: failure) }
        return bytes
    }

    /// The entries of a folder, without `.` and `..`, in no order. A missing folder has none.
    public func list(_ folder: RawPath) throws(StorageError) -> [FolderEntry] {
        try check(.list, folder)
        guard let stream = folder.withCString({ opendir($0) }) else {
            if errno == ENOENT { return [] }
            throw StorageError(.list, folder.display, code: errno)
        }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw StorageError(.list, folder.display, code: errno) }
                return entries
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name == [0x2E] || name == [0x2E, 0x2E] { continue }
            var status = stat()
            // An entry may go away between listing and looking; then it is not there.
            guard fstatat(dirfd(stream), name + [0], &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            entries.append(FolderEntry(name: name, status: status))
        }
    }

    /// Nil if there is nothing at the path. Doesn't follow a link in the last component.
    public func inspect(_ path: RawPath) throws(StorageError) -> FolderEntry? {
        try check(.inspect, path)
        var status = stat()
        guard path.withCString({ lstat($0, &status) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw StorageError(.inspect, path.display, code: errno)
        }
        return FolderEntry(name: path.name, status: status)
    }

    /// Permission bits (`0o600`).
    public func permissions(_ path: RawPath) throws(StorageError) -> mode_t {
        try check(.inspect, path)
        var status = stat()
        guard path.withCString({ lstat($0, &status) }) == 0 else {
            throw StorageError(.inspect, path.display, code: errno)
        }
        return status.st_mode & 0o7777
    }

    // MARK: Changing

    /// Makes a folder and those above it, mode 0750, each durable in its parent.
    ///
    /// - Parameter isDurable: false where the caller makes them durable with one ``syncFolder(_:)``.
    public func makeFolders(_ path: RawPath, isDurable: Bool = true) throws(StorageError) {
        if try inspect(path) != nil { return }
        if let parent = path.parent { try makeFolders(parent, isDurable: isDurable) }
        try check(.makeFolder, path)
        guard path.withCString({ mkdir($0, 0o750) }) == 0 || errno == EEXIST else {
            throw StorageError(.makeFolder, path.display, code: errno)
        }
        if isDurable, let parent = path.parent { try syncFolder(parent) }
    }

    /// Writes a new file and makes its bytes durable (not yet its name: see ``syncFolder(_:)``). An existing file is replaced in place,
    /// so use it for names that nobody else reads yet.
    public func create(_ path: RawPath, bytes: some Sequence<UInt8>, mode: mode_t = 0o640) throws(StorageError) {
        try finish(try openNew(path, mode), path, writing: Array(bytes))
    }

    /// Writes many new files and makes their bytes durable, not yet their names; see ``create(_:bytes:mode:)``. The disk writes them at the
    /// same time, and the first sync's wait serves for all: about what it costs to sync one of them.
    ///
    /// After a failure none, some or all of them are there.
    public func create(_ contents: [(path: RawPath, bytes: [UInt8])]) throws(StorageError) {
        try syncTogether(contents) { content throws(StorageError) in
            let descriptor = try openNew(content.path, 0o640)
            do throws(StorageError) {
                try check(.write, content.path)
                try write(content.bytes, to: descriptor, content.path)
            } catch {
                close(descriptor)
                throw error
            }
            return (descriptor, content.path)
        }
    }

    /// Makes the bytes of files durable that others wrote; what is no regular file, not there or not readable is passed over.
    public func sync(_ paths: [RawPath]) throws(StorageError) {
        try syncTogether(paths) { path throws(StorageError) in
            guard try inspect(path)?.kind == .file else { return nil }
            try check(.open, path)
            let descriptor = path.withCString { open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
            if descriptor < 0, [ENOENT, ENOTDIR, ELOOP, EACCES, EPERM].contains(errno) { return nil }
            guard descriptor >= 0 else { throw StorageError(.open, path.display, code: errno) }
            return (descriptor, path)
        }
    }

    /// Syncs and closes all that `opening` gives descriptors for, 256 at a time.
    private func syncTogether<Item>(
        _ items: [Item], opening: (Item) throws(StorageError) -> (descriptor: Int32, path: RawPath)?
    ) throws(StorageError) {
        for start in stride(from: 0, to: items.count, by: 256) {
            var files: [(descriptor: Int32, path: RawPath)] = []
            defer { for file in files { close(file.descriptor) } }
            for item in items[start..<min(start + 256, items.count)] {
                guard let file = try opening(item) else { continue }
                files.append(file)
                etle_start_writing(file.descriptor)
            }
            for file in files {
                try check(.sync, file.path)
                guard fsync(file.descriptor) == 0 else { throw StorageError(.sync, file.path.display, code: errno) }
            }
            while let file = files.popLast() {
                guard close(file.descriptor) == 0 else { throw StorageError(.sync, file.path.display, code: errno) }
            }
        }
    }

    private func openNew(_ path: RawPath, _ mode: mode_t) throws(StorageError) -> Int32 {
        try check(.create, path)
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
        let descriptor = path.withCString { open($0, flags, mode) }
        guard descriptor >= 0 else { throw StorageError(.create, path.display, code: errno) }
        return descriptor
    }

    /// Writes bytes over the beginning of a file, which is made if it isn't there; neither shortened nor synced.
    public func overwrite(_ path: RawPath, bytes: [UInt8]) throws(StorageError) {
        try check(.create, path)
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o640) }
        guard descriptor >= 0 else { throw StorageError(.create, path.display, code: errno) }
        try finish(descriptor, path, writing: bytes, isDurable: false)
    }

    /// Writes all bytes, syncs and closes; the descriptor is closed however it ends.
    private func finish(
        _ descriptor: Int32, _ path: RawPath, writing bytes: [UInt8], isDurable: Bool = true
    ) throws(StorageError) {
        var open = true
        defer { if open { close(descriptor) } }
        try check(.write, path)
        try write(bytes, to: descriptor, path)
        if isDurable {
            try check(.sync, path)
            guard fsync(descriptor) == 0 else { throw StorageError(.sync, path.display, code: errno) }
        }
        open = false
        guard close(descriptor) == 0 else { throw StorageError(.sync, path.display, code: errno) }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, _ path: RawPath) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageError(.write, path.display, code: errno)
            }
            written += count
        }
    }

    /// Puts a file under its name at once and for good: temporary file beside it, fsync, rename, fsync of the folder.
    /// A crash leaves the old file, the new file, or the old one and a temporary file named `.etle-…`.
    public func writeDurably(_ path: RawPath, bytes: some Sequence<UInt8>, mode: mode_t = 0o640) throws(StorageError) {
        guard let folder = path.parent else { throw StorageError(.create, path.display, code: EINVAL) }
        try makeFolders(folder)
        let temporary = folder.appending(Array(FileLayer.temporaryPrefix.utf8) + path.name)
        do {
            try create(temporary, bytes: bytes, mode: mode)
            try rename(temporary, to: path)
        } catch {
            _ = temporary.withCString { unlink($0) }
            throw error
        }
        try syncFolder(folder)
    }

    /// Removes temporary files that a crash left in a folder. Only for a folder that nobody else writes to at the time.
    public func removeTemporaries(in folder: RawPath) throws(StorageError) {
        for entry in try list(folder) where entry.name.starts(with: Array(FileLayer.temporaryPrefix.utf8)) {
            try remove(folder.appending(entry.name))
        }
    }

    /// Adds bytes at the end of a file, durably. A crash may leave a part of them.
    ///
    /// After an error the file is as long as it was, if the disk still takes that: look at its end before appending again.
    public func append(_ path: RawPath, bytes: [UInt8]) throws(StorageError) {
        try check(.create, path)
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o640) }
        guard descriptor >= 0 else { throw StorageError(.create, path.display, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw StorageError(.inspect, path.display, code: code)
        }
        do throws(StorageError) {
            try finish(descriptor, path, writing: bytes)
        } catch {
            // What a full disk took, or an fsync that failed: nobody knows how much of it is there.
            _ = path.withCString { Glibc.truncate($0, status.st_size) }
            throw error
        }
    }

    /// Cuts a file to `length` bytes, durably.
    public func truncate(_ path: RawPath, to length: Int) throws(StorageError) {
        try check(.write, path)
        let descriptor = path.withCString { open($0, O_WRONLY | O_NOFOLLOW | O_CLOEXEC) }
        guard descriptor >= 0 else { throw StorageError(.open, path.display, code: errno) }
        guard ftruncate(descriptor, length) == 0 else {
            let code = errno
            close(descriptor)
            throw StorageError(.write, path.display, code: code)
        }
        try finish(descriptor, path, writing: [])
    }

    /// What the names of temporary files begin with.
    public static let temporaryPrefix = ".etle-"

    public func rename(_ path: RawPath, to target: RawPath) throws(StorageError) {
        try check(.rename, path)
        let result = path.withCString { from in target.withCString { to in Glibc.rename(from, to) } }
        guard result == 0 else { throw StorageError(.rename, path.display, code: errno) }
    }

    /// Renames a file to the first free one of `<name>.aside-1`, `<name>.aside-2` and so on, durably. Returns that path.
    public func keepAside(_ path: RawPath) throws(StorageError) -> RawPath {
        var number = 1
        var aside = RawPath(bytes: path.bytes + Array("\(FileLayer.asideMark)\(number)".utf8))
        while try inspect(aside) != nil {
            number += 1
            aside = RawPath(bytes: path.bytes + Array("\(FileLayer.asideMark)\(number)".utf8))
        }
        try rename(path, to: aside)
        if let folder = path.parent { try syncFolder(folder) }
        return aside
    }

    /// What stands between a name and a number where ``keepAside(_:)`` put a file.
    public static let asideMark = ".aside-"

    /// Removes a folder that is empty. Nothing there is success.
    public func removeFolder(_ path: RawPath) throws(StorageError) {
        try check(.remove, path)
        guard path.withCString({ rmdir($0) }) == 0 || errno == ENOENT else {
            throw StorageError(.remove, path.display, code: errno)
        }
    }

    /// Removes a file or a link. Nothing there is success: somebody else removed it.
    public func remove(_ path: RawPath) throws(StorageError) {
        try check(.remove, path)
        guard path.withCString({ unlink($0) }) == 0 || errno == ENOENT else {
            throw StorageError(.remove, path.display, code: errno)
        }
    }

    /// Makes the names in a folder durable.
    public func syncFolder(_ path: RawPath) throws(StorageError) {
        try check(.syncFolder, path)
        let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw StorageError(.syncFolder, path.display, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StorageError(.syncFolder, path.display, code: errno) }
    }

    /// Makes the names of these files durable, or that they are gone: each folder once. A folder that isn't there is passed over.
    public func syncFolders(of paths: some Sequence<RawPath>) throws(StorageError) {
        for folder in Set(paths.compactMap(\.parent)) where try inspect(folder) != nil { try syncFolder(folder) }
    }

    /// Bytes free for unprivileged users where `path` is, and bytes in all.
    public func space(at path: RawPath) throws(StorageError) -> (free: Int, total: Int) {
        try check(.inspect, path)
        var status = statvfs()
        guard path.withCString({ statvfs($0, &status) }) == 0 else {
            throw StorageError(.inspect, path.display, code: errno)
        }
        return (Int(status.f_bavail) * Int(status.f_frsize), Int(status.f_blocks) * Int(status.f_frsize))
    }

    /// Asks the injected fault, before a call is made.
    func check(_ operation: StorageError.Operation, _ path: RawPath) throws(StorageError) {
        if let fault { try fault(operation, path.display) }
    }
}
