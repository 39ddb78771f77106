import CFileSystem
import Glibc

// Removing files from folders that others write to: whoever uploads may put another file under the same name at any moment.

extension FileLayer {
    /// What a file's name begins with while it is looked at for removal.
    public static let removalPrefix = ".etle-removing-"

    /// Removes the file at `path` if it is the right one; another one that came under its name stays, or is put back. Nothing there is
    /// success.
    ///
    /// The file is moved aside before the look that counts, so that no other can take its place between look and removal. A crash may
    /// leave it aside, under ``removalPrefix`` and its name: the same call again, or ``putBack(_:)``, deals with that.
    /// - Parameter isRight: whether what lies at a path is the file to be removed; false where nothing does.
    public func remove(
        _ path: RawPath, ifRight isRight: (RawPath) throws(StorageError) -> Bool
    ) throws(StorageError) {
        guard let folder = path.parent else { throw StorageError(.remove, path.display, code: EINVAL) }
        let aside = folder.appending(Array(FileLayer.removalPrefix.utf8) + path.name)
        if try inspect(aside) != nil { try removeAside(aside, isRight) }
        guard try isRight(path) else { return }
        do throws(StorageError) {
            try rename(path, to: aside)
        } catch {
            if error.isMissing { return }
            throw error
        }
        try removeAside(aside, isRight)
    }

    private func removeAside(
        _ aside: RawPath, _ isRight: (RawPath) throws(StorageError) -> Bool
    ) throws(StorageError) {
        do throws(StorageError) {
            if try isRight(aside) { return try remove(aside) }
        } catch {
            try? putBack(aside)
            throw error
        }
        try putBack(aside)
    }

    /// Gives a file that was moved aside its name again; with `~2`, `~3`, ... behind it where another file has it by now.
    /// - Throws: ``StorageError`` with `EINVAL` for a name without ``removalPrefix``.
    public func putBack(_ aside: RawPath) throws(StorageError) {
        let prefix = Array(FileLayer.removalPrefix.utf8)
        guard let folder = aside.parent, aside.name.starts(with: prefix), aside.name.count > prefix.count else {
            throw StorageError(.rename, aside.display, code: EINVAL)
        }
        let name = Array(aside.name.dropFirst(prefix.count))
        for number in 1...1000 {
            let target = folder.appending(number == 1 ? name : name + Array("~\(number)".utf8))
            if try renameToFree(aside, to: target) { return }
        }
        throw StorageError(.rename, aside.display, code: EEXIST)
    }

    /// False if something lies at the target.
    private func renameToFree(_ path: RawPath, to target: RawPath) throws(StorageError) -> Bool {
        try check(.rename, path)
        let result = path.withCString { from in target.withCString { to in etle_rename_to_free(from, to) } }
        if result == 0 { return true }
        if errno == EEXIST { return false }
        // A file system that cannot rename without replacing.
        guard errno == EINVAL || errno == ENOSYS else { throw StorageError(.rename, path.display, code: errno) }
        guard try inspect(target) == nil else { return false }
        try rename(path, to: target)
        return true
    }
}

extension FolderEntry {
    /// Whether another look, maybe under another name, saw the same file with the same content, as far as inode, size and time tell.
    public func isUnchanged(in other: FolderEntry) -> Bool {
        kind == other.kind && inode == other.inode && size == other.size && modified == other.modified
    }
}
