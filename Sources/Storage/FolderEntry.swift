import Domain
import Glibc

/// One entry of a folder, as `lstat` sees it.
public struct FolderEntry: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case file, folder, link, other
    }

    public let name: [UInt8]
    public let kind: Kind
    /// Bytes.
    public let size: Int
    /// Last change of the content.
    public let modified: Timestamp
    public let inode: UInt64
    /// Names that this file has; more than one means that somebody else can still write to it.
    public let links: Int

    init(name: [UInt8], status: stat) {
        self.name = name
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        size = Int(status.st_size)
        modified = Timestamp(
            milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
        inode = UInt64(status.st_ino)
        links = Int(status.st_nlink)
    }
}
