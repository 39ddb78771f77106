import Domain
import Storage

/// One camera's drop folder: finds uploads that are complete, and what must be set aside.
///
/// Knows nothing of the journal: it says what is there, and the intake acts on it.
struct DropFolder: Sendable {
    let camera: CameraAccount
    let path: RawPath
    let files: FileLayer
    let settings: IngestSettings

    private(set) var settling = Settling()
    private var contents = FolderContents()
    /// Names that an upload waits for or takes, so that they are not taken for strays.
    var awaited: Set<RawPath> = []
    private(set) var byPath: [RawPath: FoundFile] = [:]
    private var dahua = DahuaIndex()

    init(camera: CameraAccount, path: RawPath, files: FileLayer, settings: IngestSettings) {
        self.camera = camera
        self.path = path
        self.files = files
        self.settings = settings
    }

    /// Looks at the folder anew. Afterwards ``candidates`` and ``refused`` say what is to be done.
    mutating func scan(uptime: Double) throws(StorageError) {
        contents = try walk(path, files: files, limit: 200_000)
        settling.look(at: contents.files, uptime: uptime)
        byPath = Dictionary(contents.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        awaited = []
        if camera.format.kind == .dahua {
            try dahua.look(
                at: contents.files.filter {
                    isData($0) && settling.unchangedFor($0.path, uptime: uptime) >= settings.settle
                }, files: files, settings: settings, format: camera.format)
        }
    }

    var folders: [RawPath] { contents.folders }
    var isEmpty: Bool { contents.files.isEmpty && contents.refused.isEmpty }
    var refused: [(FoundFile, Rejection)] { contents.refused }

    /// What may become an upload, in the order in which it was last changed, so that events come in as they happened.
    func candidates(uptime: Double) -> [UploadCandidate] {
        let found: [UploadCandidate]
        switch camera.format.kind {
        case .manifest, .hikvisionXML:
            found = contents.files.filter(isData).map { UploadCandidate(lead: $0, members: [$0]) }
        case .dahua:
            found = dahua.groups(of: contents.files.filter(isData))
        case .hikvisionFTP, .dahuaFTP, .names:
            found = UploadCandidate.groups(of: contents.files, format: camera.format)
        }
        return found.sorted {
            ($0.lead.entry.modified, $0.lead.display) < ($1.lead.entry.modified, $1.lead.display)
        }
    }

    /// Whether a file tells of an event, by its name.
    func isData(_ file: FoundFile) -> Bool {
        guard isPlainName(file.entry.name) else { return false }
        let name = file.entry.name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return switch camera.format.kind {
        case .manifest: file.entry.name.suffix(5) == Array(".json".utf8)
        case .hikvisionXML: name.suffix(4) == Array(".xml".utf8)
        case .dahua: name.suffix(5) == Array(".json".utf8) || name.suffix(4) == Array(".txt".utf8)
        case .hikvisionFTP, .dahuaFTP, .names: false
        }
    }

    /// Files that no upload takes and that have waited long enough. Call after every candidate was judged.
    func strays(uptime: Double) -> (overdue: [(FoundFile, Rejection)], nextWait: Double?) {
        var overdue: [(FoundFile, Rejection)] = []
        var next: Double?
        for file in contents.files where !awaited.contains(file.path) && !isData(file) {
            // Names of unfinished uploads are often hidden (`.name.part`): they get the same time as any other.
            let wait = settings.frameWait - settling.unchangedFor(file.path, uptime: uptime)
            if wait > 0 {
                next = min(next ?? wait, wait)
            } else {
                overdue.append((file, strayReason(file)))
            }
        }
        return (overdue, next)
    }

    private func strayReason(_ file: FoundFile) -> Rejection {
        if !isPlainName(file.entry.name) { return .unsafeName }
        if let template = camera.format.template {
            return Rejection(
                .nameMismatch, "the path doesn't follow the template \(template.text)",
                remedy: "correct cameras[].template, or what the camera calls its pictures")
        }
        return Rejection(
            .unknownFile, "no manifest or data file names this file",
            remedy: "send its data with it; see docs/formats.md")
    }
}
