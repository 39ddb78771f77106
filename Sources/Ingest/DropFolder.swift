import Domain
import ImageCodecs
import Storage

/// One camera's drop folder: finds uploads that are complete, and what must be set aside.
///
/// Knows nothing of the journal: it says what is there, and the intake acts on it.
struct DropFolder {
    /// A complete upload with its pictures' bytes, checked.
    struct Upload: Sendable {
        let manifest: Manifest
        let manifestFile: FoundFile
        let manifestSHA256: String
        let frames: [CheckedFrame]

        var paths: [FoundFile] { frames.map(\.file) + [manifestFile] }
    }

    struct CheckedFrame: Sendable {
        let file: FoundFile
        let claim: Manifest.Frame
        let bytes: [UInt8]
        let sha256: String
        let header: ImageHeader
    }

    /// What to do with one manifest.
    enum Verdict: Sendable {
        case ready(Upload)
        /// Not whole yet; to be looked at again after so many seconds.
        case wait(Double)
        case reject([FoundFile], Rejection)
    }

    let camera: CameraAccount
    let path: RawPath
    let files: FileLayer
    let settings: IngestSettings

    private var settling = Settling()
    private var contents = FolderContents()
    /// By folder: names that a manifest waits for, so that they are not taken for strays.
    private var awaited: Set<RawPath> = []
    private var byPath: [RawPath: FoundFile] = [:]

    init(camera: CameraAccount, path: RawPath, files: FileLayer, settings: IngestSettings) {
        self.camera = camera
        self.path = path
        self.files = files
        self.settings = settings
    }

    /// Looks at the folder anew. Afterwards ``manifests`` and ``refused`` hold what is to be done.
    mutating func scan(uptime: Double) throws(StorageError) {
        contents = try walk(path, files: files, limit: 200_000)
        settling.look(at: contents.files, uptime: uptime)
        byPath = Dictionary(contents.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        awaited = []
    }

    var folders: [RawPath] { contents.folders }
    var isEmpty: Bool { contents.files.isEmpty && contents.refused.isEmpty }
    var refused: [(FoundFile, Rejection)] { contents.refused }

    /// Manifests in the order in which they were last changed, so that events come in as they happened.
    var manifests: [FoundFile] {
        contents.files.filter { isManifest($0) && isPlainName($0.entry.name) }
            .sorted { ($0.entry.modified, $0.display) < ($1.entry.modified, $1.display) }
    }

    private func isManifest(_ file: FoundFile) -> Bool { file.entry.name.suffix(5) == Array(".json".utf8) }

    /// Reads one manifest and, if all is there, its pictures.
    mutating func judge(_ file: FoundFile, now: Timestamp, uptime: Double) throws(StorageError) -> Verdict {
        let unchanged = settling.unchangedFor(file.path, uptime: uptime)
        guard unchanged >= settings.settle else { return .wait(settings.settle - unchanged) }
        do {
            return try inspect(file, now: now, uptime: uptime)
        } catch let error as Rejection {
            let claimed = framesPresent(of: file)
            let youngest = (claimed + [file]).map { settling.unchangedFor($0.path, uptime: uptime) }.min() ?? 0
            if error.mayBeMended, youngest < settings.retry {
                awaited.formUnion(claimed.map(\.path))
                return .wait(settings.retry - youngest)
            }
            return .reject(claimed + [file], error)
        } catch let error as StorageError {
            // Gone or replaced between listing and reading: the next scan sees what is there now.
            if error.isMissing || !error.mayPass { return .wait(settings.settle) }
            throw error
        } catch {
            preconditionFailure("unexpected error \(error)")
        }
    }

    private mutating func inspect(_ file: FoundFile, now: Timestamp, uptime: Double) throws -> Verdict {
        guard file.entry.size <= settings.maximumManifestBytes else {
            throw Rejection(
                .manifestTooLarge,
                "the manifest has \(file.entry.size) bytes, the limit is \(settings.maximumManifestBytes)",
                remedy: "check the camera, or raise ingest.max_manifest_bytes")
        }
        let bytes = try files.read(file.path, limit: settings.maximumManifestBytes)
        let manifest = try Manifest(bytes, maximumFrames: settings.maximumFrames)
        guard manifest.cameraID == camera.id else {
            throw Rejection(
                .wrongCamera, "the manifest is of another camera than the folder",
                remedy: "let each camera upload into the folder of its own id")
        }
        let age = now.seconds(since: manifest.capturedAt)
        guard age >= -settings.clockAhead, age <= settings.clockBehind else {
            throw Rejection(
                .clockImplausible,
                age < 0
                    ? "the capture lies \(Int(-age)) s in the future" : "the capture is \(Int(age / 86400)) days old",
                remedy: "set the camera's clock and zone; see ingest.clock_ahead_seconds and clock_behind_days")
        }
        guard let folder = file.path.parent else { return .wait(settings.settle) }
        var waiting: [String] = []
        var wait = 0.0
        for frame in manifest.frames {
            let path = folder.appending(frame.file)
            awaited.insert(path)
            guard byPath[path] != nil else {
                waiting.append(frame.file)
                continue
            }
            wait = max(wait, settings.settle - settling.unchangedFor(path, uptime: uptime))
        }
        if !waiting.isEmpty {
            let left = settings.frameWait - settling.unchangedFor(file.path, uptime: uptime)
            guard left > 0 else {
                throw Rejection(
                    .missingFrame,
                    "\(waiting.count) of \(manifest.frames.count) pictures did not come: \(waiting.joined(separator: ", "))",
                    remedy: "send pictures before the manifest, or raise ingest.frame_wait_seconds")
            }
            return .wait(left)
        }
        if wait > 0 { return .wait(wait) }
        var total = 0
        var frames: [CheckedFrame] = []
        for frame in manifest.frames {
            guard let found = byPath[folder.appending(frame.file)] else { return .wait(settings.settle) }
            let checked = try check(frame, found)
            total += checked.bytes.count
            guard total <= IngestSettings.maximumUploadBytes else {
                throw Rejection(
                    .pictureTooLarge, "the pictures have more than \(IngestSettings.maximumUploadBytes) bytes together",
                    remedy: "send fewer or smaller pictures")
            }
            frames.append(checked)
        }
        return .ready(
            Upload(manifest: manifest, manifestFile: file, manifestSHA256: Digest.sha256(bytes), frames: frames))
    }

    private func check(_ frame: Manifest.Frame, _ found: FoundFile) throws -> CheckedFrame {
        guard found.entry.size <= settings.imageLimits.maximumBytes else {
            throw Rejection(
                .pictureTooLarge,
                "\(frame.file) has \(found.entry.size) bytes, the limit is \(settings.imageLimits.maximumBytes)",
                remedy: "lower the camera's quality, or raise ingest.max_frame_bytes")
        }
        let bytes = try files.read(found.path, limit: settings.imageLimits.maximumBytes)
        let sha256 = Digest.sha256(bytes)
        if let claimed = frame.sha256, claimed != sha256 {
            throw Rejection(
                .hashMismatch, "\(frame.file) has another SHA-256 than the manifest says",
                remedy: "send the picture again; if it happens often, check the link")
        }
        do {
            let header = try verifyImageStructure(bytes, limits: settings.imageLimits)
            return CheckedFrame(file: found, claim: frame, bytes: bytes, sha256: sha256, header: header)
        } catch let error as ImageError {
            let tooLarge = [ImageError.tooManyPixels, ImageError.tooManyBytes, ImageError.tooManyScans].contains(
                error.code)
            throw Rejection(
                tooLarge ? .pictureTooLarge : .brokenPicture, "\(frame.file): \(error.message) [\(error.code)]",
                remedy: "send the picture again; if it happens often, check the camera")
        }
    }

    /// The pictures that a manifest names and that are here, as far as it can be read.
    private func framesPresent(of file: FoundFile) -> [FoundFile] {
        guard let folder = file.path.parent,
            let bytes = try? files.read(file.path, limit: settings.maximumManifestBytes),
            let manifest = try? Manifest(bytes, maximumFrames: 1024)
        else { return [] }
        return manifest.frames.compactMap { byPath[folder.appending($0.file)] }
    }

    /// Files that no manifest names and that have waited long enough. Call after every manifest was judged.
    func strays(uptime: Double) -> (overdue: [(FoundFile, Rejection)], nextWait: Double?) {
        var overdue: [(FoundFile, Rejection)] = []
        var next: Double?
        for file in contents.files where !awaited.contains(file.path) {
            if isManifest(file), isPlainName(file.entry.name) { continue }
            let unchanged = settling.unchangedFor(file.path, uptime: uptime)
            let plain = isPlainName(file.entry.name)
            // Names of unfinished uploads are often hidden (`.name.part`): they get the same time as any other.
            let wait = settings.frameWait - unchanged
            if wait > 0 {
                next = min(next ?? wait, wait)
            } else if plain {
                overdue.append(
                    (
                        file,
                        Rejection(
                            .unknownFile, "no manifest names this file",
                            remedy: "send the manifest with it; see docs/formats.md")
                    ))
            } else {
                overdue.append((file, .unsafeName))
            }
        }
        return (overdue, next)
    }
}
