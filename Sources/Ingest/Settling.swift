import Domain
import Storage

/// Tells which files have stopped changing.
///
/// Goes by how long a file was seen unchanged on a clock that only runs forward (seconds of any origin), never by the file's own
/// time: cameras set that, and the wall clock jumps.
struct Settling {
    private struct Sight {
        var size: Int
        var modified: Timestamp
        var inode: UInt64
        var unchangedSince: Double
    }

    private var sights: [RawPath: Sight] = [:]

    /// Takes in a new look at the folder; forgets files that are gone.
    mutating func look(at files: [FoundFile], uptime: Double) {
        var next: [RawPath: Sight] = [:]
        next.reserveCapacity(files.count)
        for file in files {
            let entry = file.entry
            if let known = sights[file.path], known.size == entry.size, known.modified == entry.modified,
                known.inode == entry.inode
            {
                next[file.path] = known
            } else {
                next[file.path] = Sight(
                    size: entry.size, modified: entry.modified, inode: entry.inode, unchangedSince: uptime)
            }
        }
        sights = next
    }

    /// Seconds for which the file was seen unchanged; 0 for one never seen.
    func unchangedFor(_ path: RawPath, uptime: Double) -> Double {
        sights[path].map { uptime - $0.unchangedSince } ?? 0
    }
}
