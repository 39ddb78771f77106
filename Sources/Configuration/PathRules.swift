/// Folders that must not lie in each other: else a camera could write into the evidence, or outputs would be taken in.
enum PathRules {
    /// `lines` says where each key stands; keys left to their default are told at the line of `paths`.
    static func check(_ paths: Paths, lines: [String: Int], _ mistakes: MistakeList) {
        func line(_ key: String) -> Int? { lines["paths.\(key)"] ?? lines["paths"] }
        func overlap(_ key: String, _ message: String) {
            mistakes.add(
                .overlappingPaths, line: line(key), "paths.\(key)", message,
                remedy: "give each folder a place of its own")
        }
        var rootsOverlap = false
        if let (inner, outer) = nested(("spool", paths.spool), ("state", paths.state)) {
            overlap(inner, inner == outer ? "spool and state are one folder" : "\(inner) lies inside \(outer)")
            rootsOverlap = true
        }
        let folders = paths.folders
        for (index, one) in folders.enumerated() {
            for other in folders[..<index] {
                guard let (inner, outer) = nested(one, other) else { continue }
                overlap(inner, one.path == other.path ? "the same folder as \(other.key)" : "lies inside \(outer)")
            }
        }
        for inbox in paths.inboxes + [("rejected", paths.rejected)] where !rootsOverlap {
            if PathText.contains(paths.state, inbox.path) { overlap(inbox.key, "lies inside state") }
            if PathText.contains(inbox.path, paths.state) { overlap("state", "lies inside \(inbox.key)") }
        }
        for file in paths.dataFiles {
            for inbox in paths.inboxes where PathText.contains(inbox.path, file.path) {
                overlap(file.key, "lies inside \(inbox.key), where others may write")
            }
        }
    }

    /// Which of two lies inside the other.
    private static func nested(
        _ one: (key: String, path: String), _ other: (key: String, path: String)
    ) -> (inner: String, outer: String)? {
        if one.path == other.path { return (one.key, one.key) }
        if PathText.contains(other.path, one.path) { return (one.key, other.key) }
        if PathText.contains(one.path, other.path) { return (other.key, one.key) }
        return nil
    }
}
