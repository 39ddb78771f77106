import Domain
import Journal
import Logging
import Storage

/// Takes uploads from the drop folders into journal and evidence store, and sets aside what is no event.
///
/// Order of one upload, each step durable before the next: pictures into the evidence store; event, ledger entry and planned removal
/// in one transaction; files removed; removal forgotten. See the crash walk in `docs/architecture.md`.
public actor Intake {
    /// What one pass did.
    public struct Pass: Equatable, Sendable {
        public var accepted = 0
        public var repeated = 0
        public var rejected = 0
        /// Seconds until something that waits is due; nil if nothing waits.
        public var nextDue: Double?
        /// Whether some folder has more ready than one pass takes.
        public var hasMore = false
        /// What hindered single cameras; the others were not delayed. They are tried again by the next pass.
        public var problems: [String] = []

        public init() {}

        public var didSomething: Bool { accepted + repeated + rejected > 0 }

        mutating func wait(_ seconds: Double) { nextDue = min(nextDue ?? seconds, seconds) }
    }

    /// At most so many uploads of one camera in a pass: a backlog of one must not delay the others.
    private static let sliceLength = 32

    private let incoming: RawPath
    private let files: FileLayer
    private let evidence: EvidenceStore
    private let rejected: RejectedFolder
    private let journal: Journal
    private let clock: Clock
    private let logger: Logger
    private let settings: IngestSettings
    private var folders: [String: DropFolder]
    /// Manifests of the last scan that were not looked at yet, by camera.
    private var queues: [String: ArraySlice<FoundFile>] = [:]
    /// Folders that hold other cameras' uploads: what nobody is configured for.
    private var strangers = Settling()
    private let paused: Set<String>

    /// - Parameter paused: cameras whose uploads stay where they are.
    public init(
        incoming: RawPath, cameras: [CameraAccount], paused: Set<String> = [], settings: IngestSettings,
        files: FileLayer, evidence: EvidenceStore, rejected: RejectedFolder, journal: Journal, clock: Clock,
        logger: Logger
    ) {
        self.incoming = incoming
        self.paused = paused
        self.files = files
        self.evidence = evidence
        self.rejected = rejected
        self.journal = journal
        self.clock = clock
        self.logger = logger
        self.settings = settings
        folders = Dictionary(
            cameras.map { camera in
                let folder = DropFolder(
                    camera: camera, path: incoming.appending(camera.id), files: files, settings: settings)
                return (camera.id, folder)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Makes the cameras' folders and finishes what a crash interrupted.
    public func recover() async throws {
        for folder in folders.values { try files.makeFolders(folder.path) }
        try await journal.finishRemovals(files: files)
    }

    /// Every folder under the cameras' drop folders, as of the last scan: what to watch.
    public var watchedFolders: [RawPath] { [incoming] + folders.values.flatMap(\.folders) }

    /// Works through every camera once. Throws what hinders all of them (the journal); nothing is lost by calling again.
    public func pass() async throws -> Pass {
        var pass = Pass()
        for id in folders.keys.sorted() {
            do {
                try await work(through: id, &pass)
            } catch let error as StorageError {
                queues[id] = nil
                pass.problems.append("camera \(id): \(error)")
            }
        }
        do {
            try setAsideStrangers(&pass)
        } catch let error as StorageError {
            pass.problems.append("\(error)")
        }
        return pass
    }

    private func work(through id: String, _ pass: inout Pass) async throws {
        guard var folder = folders[id] else { return }
        defer { folders[id] = folder }
        var queue = queues[id] ?? []
        let isFresh = queue.isEmpty
        if isFresh {
            try folder.scan(uptime: clock.uptime())
            if folder.isEmpty { return }
            for (file, reason) in folder.refused { try setAside([file], reason, upload: nil, from: id, &pass) }
            queue = folder.manifests[...]
        }
        var ready: [DropFolder.Upload] = []
        var bytes = 0
        var isUnsettled = false
        while let file = queue.first, ready.count < Intake.sliceLength, bytes < IngestSettings.maximumUploadBytes {
            queue.removeFirst()
            switch try folder.judge(file, now: clock.now(), uptime: clock.uptime()) {
            case .ready(let upload):
                ready.append(upload)
                bytes += upload.frames.reduce(0) { $0 + $1.bytes.count }
            case .wait(let seconds):
                pass.wait(seconds)
                isUnsettled = true
            case .reject(let files, let reason):
                try setAside(files, reason, upload: file.display, from: id, &pass)
            }
        }
        queues[id] = queue
        try await take(ready, from: id, &pass)
        if !queue.isEmpty {
            pass.hasMore = true
        } else if isFresh {
            let (overdue, next) = folder.strays(uptime: clock.uptime())
            if let next { pass.wait(next) }
            // A manifest that is still being written may name them.
            if !isUnsettled {
                for (file, reason) in overdue { try setAside([file], reason, upload: nil, from: id, &pass) }
            }
        }
    }

    private func take(_ uploads: [DropFolder.Upload], from id: String, _ pass: inout Pass) async throws {
        guard !uploads.isEmpty, let unit = folders[id]?.camera.unitID else { return }
        var acceptable: [AcceptableUpload] = []
        for upload in uploads {
            let described = describe(upload, unit: unit)
            let known = try await journal.uploadSHA256(
                camera: upload.manifest.cameraID, event: upload.manifest.eventID)
            if known == nil { for frame in upload.frames { _ = try evidence.put(frame.bytes) } }
            acceptable.append(described)
        }
        let results = try await journal.accept(acceptable, at: clock.now())
        var taken: [UploadedFile] = []
        for (index, result) in results.enumerated() {
            switch result {
            case .accepted:
                pass.accepted += 1
                taken += acceptable[index].files
            case .repeated:
                pass.repeated += 1
                taken += acceptable[index].files
            case .conflict:
                try setAside(
                    uploads[index].paths,
                    Rejection(
                        .eventIDConflict, "the camera has used this event_id before, for something else",
                        remedy: "let the camera give every event an id of its own"),
                    upload: uploads[index].manifestFile.display, from: id, &pass)
            }
        }
        try await journal.remove(taken, files: files, verifying: false)
    }

    private func describe(_ upload: DropFolder.Upload, unit: String) -> AcceptableUpload {
        let manifest = upload.manifest
        let capture = Capture(
            eventID: manifest.eventID, cameraID: manifest.cameraID, capturedAt: manifest.capturedAt,
            lane: manifest.lane, violations: manifest.violations, vehicle: manifest.vehicle,
            frames: upload.frames.map { frame in
                CaptureFrame(
                    file: frame.claim.file, sha256: frame.sha256, bytes: frame.bytes.count, width: frame.header.width,
                    height: frame.header.height, role: frame.claim.role, capturedAt: frame.claim.capturedAt)
            })
        let hashes = [upload.manifestSHA256] + upload.frames.map(\.sha256)
        return AcceptableUpload(
            capture: capture, unitID: unit, uploadSHA256: Digest.sha256(hashes.joined(separator: "\n").utf8),
            files: upload.frames.map { UploadedFile(path: $0.file.path, sha256: $0.sha256) }
                + [UploadedFile(path: upload.manifestFile.path, sha256: upload.manifestSHA256)])
    }

    private func setAside(
        _ found: [FoundFile], _ reason: Rejection, upload: String?, from source: String, _ pass: inout Pass
    ) throws {
        for file in found {
            try rejected.set(
                aside: file.path, displayedAs: file.display, from: source, because: reason,
                upload: upload == file.display ? nil : upload, at: clock.now())
        }
        pass.rejected += 1
        logger.warning("set aside", metadata: ["camera": "\(source)", "code": "\(reason.code.rawValue)"])
    }

    /// Files in `incoming` that lie in no configured camera's folder.
    private func setAsideStrangers(_ pass: inout Pass) throws {
        let uptime = clock.uptime()
        var found: [(file: FoundFile, source: String)] = []
        for entry in try files.list(incoming) {
            let name = RawPath(bytes: entry.name).display
            if entry.kind == .folder, folders[name] != nil || paused.contains(name) { continue }
            let path = incoming.appending(entry.name)
            if entry.kind == .folder {
                let source = isPlainName(entry.name) ? name : "unknown-camera"
                found += try walk(path, files: files, limit: 10_000).files.map { ($0, source) }
            } else {
                found.append((FoundFile(path: path, entry: entry, display: name), "unknown-camera"))
            }
        }
        strangers.look(at: found.map(\.file), uptime: uptime)
        for (file, source) in found {
            let left = settings.settle - strangers.unchangedFor(file.path, uptime: uptime)
            guard left <= 0 else {
                pass.wait(left)
                continue
            }
            try setAside(
                [file],
                Rejection(
                    .unknownCamera, "no camera with this folder's name is configured",
                    remedy:
                        "add the camera to the configuration, then move the file back; or correct the camera's folder"),
                upload: nil, from: source, &pass)
        }
    }
}
