import Storage

/// One thing found under a drop folder.
struct FoundFile: Sendable {
    let path: RawPath
    let entry: FolderEntry
    /// The path below the camera's folder, for people.
    let display: String
}

/// What a walk through a drop folder found.
struct FolderContents: Sendable {
    var files: [FoundFile] = []
    /// Links, FIFOs, devices, files with several names, folders with unusable names or too deep: set aside as they are.
    var refused: [(FoundFile, Rejection)] = []
    /// Every folder, the top one included: what to watch.
    var folders: [RawPath] = []
    /// Whether there was more than `limit`; the rest is found by the next walk.
    var isCut = false
}

/// Walks a drop folder without following links. At most `limit` entries and 12 levels, so that nobody can keep it busy for ever.
func walk(_ top: RawPath, files: FileLayer, limit: Int) throws(StorageError) -> FolderContents {
    var contents = FolderContents()
    var pending: [(path: RawPath, display: String, depth: Int)] = [(top, "", 0)]
    var seen = 0
    while let folder = pending.popLast() {
        contents.folders.append(folder.path)
        for entry in try files.list(folder.path) {
            seen += 1
            guard seen <= limit else {
                contents.isCut = true
                return contents
            }
            let path = folder.path.appending(entry.name)
            let display = folder.display + RawPath(bytes: entry.name).display
            let found = FoundFile(path: path, entry: entry, display: display)
            switch entry.kind {
            case .folder where folder.depth >= 12:
                contents.refused.append(
                    (found, .init(.unsafeName, "folders are nested too deep", remedy: "use at most 12 levels")))
            case .folder where !isPlainName(entry.name):
                contents.refused.append((found, .unsafeName))
            case .folder:
                pending.append((path, display + "/", folder.depth + 1))
            case .file where entry.links > 1:
                contents.refused.append(
                    (
                        found,
                        .init(
                            .notAFile, "the file has another name, through which it could still be changed",
                            remedy: "upload copies, not hard links")
                    ))
            case .file:
                contents.files.append(found)
            case .link, .other:
                contents.refused.append(
                    (
                        found,
                        .init(
                            .notAFile, "this is a link or a special file, not a file", remedy: "upload plain files only"
                        )
                    ))
            }
        }
    }
    return contents
}

extension Rejection {
    static var unsafeName: Rejection {
        .init(
            .unsafeName, "the name is hidden, too long, or holds characters that are no printable text",
            remedy: "use plain names of letters, digits, dots and dashes")
    }
}
