import Domain

/// Files of a drop folder that may make one upload together with the pictures that they name.
struct UploadCandidate: Sendable {
    /// Stands for the upload in reasons and order.
    let lead: FoundFile
    /// The data files or, where there are none, the pictures; the lead is one of them.
    let members: [FoundFile]
    /// What the members' paths say, and what they have in common; nil where there are data files.
    var names: (matches: [NameTemplate.Match], key: String)?

    init(lead: FoundFile, members: [FoundFile]) {
        self.lead = lead
        self.members = members
    }

    /// Pictures that follow the camera's template, those of one event together.
    static func groups(of files: [FoundFile], format: CameraFormat) -> [UploadCandidate] {
        guard let template = format.template else { return [] }
        var groups: [String: [(file: FoundFile, match: NameTemplate.Match)]] = [:]
        for file in files where isPlainName(file.entry.name) {
            guard let match = template.match(file.display, zone: format.timeZone) else { continue }
            groups[NamedPictures.key(match, path: file.display, format: format), default: []].append((file, match))
        }
        return groups.compactMap { key, members in
            let ordered = members.sorted { $0.file.display < $1.file.display }
            guard let first = ordered.first else { return nil }
            var candidate = UploadCandidate(lead: first.file, members: ordered.map(\.file))
            candidate.names = (ordered.map(\.match), key)
            return candidate
        }
    }
}
