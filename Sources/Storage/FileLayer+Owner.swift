import Glibc

extension FileLayer {
    /// Who owns what is at a path; of a link, who owns what it leads to; nil if nothing is there.
    public func owner(of path: RawPath) throws(StorageError) -> (id: uid_t, name: String)? {
        try check(.inspect, path)
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw StorageError(.inspect, path.display, code: errno)
        }
        let name = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) }
        return (status.st_uid, name ?? "#\(status.st_uid)")
    }
}
