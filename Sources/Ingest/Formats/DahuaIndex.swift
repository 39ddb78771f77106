import Domain
import Storage

/// Which Dahua data files belong together: each file is read once to find its group, however often the folder is looked at.
struct DahuaIndex: Sendable {
    private struct Entry {
        let size: Int
        let modified: Timestamp
        let inode: UInt64
        /// Nil where the file stands alone, also because it can't be read as an event: judging it will say why.
        let group: String?
    }

    private var entries: [RawPath: Entry] = [:]

    /// Reads what is new among files that have settled; forgets what is gone.
    mutating func look(
        at settled: [FoundFile], files: FileLayer, settings: IngestSettings, format: CameraFormat
    ) throws(StorageError) {
        var next: [RawPath: Entry] = [:]
        for file in settled {
            let entry = file.entry
            if let known = entries[file.path], known.size == entry.size, known.modified == entry.modified,
                known.inode == entry.inode
            {
                next[file.path] = known
                continue
            }
            var group: String?
            if entry.size <= settings.maximumManifestBytes {
                do {
                    let bytes = try files.read(file.path, limit: settings.maximumManifestBytes)
                    let event = try? DahuaEvent(bytes, isJSON: file.isJSON, format: format)
                    if let event, event.count > 1 { group = event.group }
                } catch  where error.isMissing || !error.mayPass {
                    continue
                }
            }
            next[file.path] = Entry(size: entry.size, modified: entry.modified, inode: entry.inode, group: group)
        }
        entries = next
    }

    /// Files of one group and folder together; every other file by itself.
    func groups(of data: [FoundFile]) -> [UploadCandidate] {
        var groups: [String: [FoundFile]] = [:]
        var alone: [UploadCandidate] = []
        for file in data {
            if let group = entries[file.path]?.group, let folder = file.path.parent {
                groups["\(folder.display)/\(group)", default: []].append(file)
            } else {
                alone.append(UploadCandidate(lead: file, members: [file]))
            }
        }
        return alone
            + groups.values.compactMap { members in
                let ordered = members.sorted { ($0.entry.modified, $0.display) < ($1.entry.modified, $1.display) }
                return ordered.first.map { UploadCandidate(lead: $0, members: ordered) }
            }
    }
}

extension FoundFile {
    /// By its name.
    var isJSON: Bool { entry.name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }.suffix(5) == Array(".json".utf8) }
}
