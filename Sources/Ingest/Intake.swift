import Domain
import Journal
import Logging
import Storage

/// Takes uploads from the drop folders into journal and evidence store, and sets aside what is no event.
///
/// Cameras are looked through at the same time, a slice each; what is complete goes on in batches over all cameras. Order of a batch,
/// each step durable before the next: pictures into the evidence store; events, ledger entries and planned removals in one
/// transaction; files removed; removals forgotten. See the crash walk in `docs/architecture.md`.
public actor Intake {
    /// What one pass did.
    public struct Pass: Equatable, Sendable {
        public var accepted = 0
        public var repeated = 0
        public var rejected = 0
        /// Files that told of nothing (heartbeats) and were removed.
        public var ignored = 0
        /// Seconds until something that waits is due; nil if nothing waits.
        public var nextDue: Double?
        /// Whether some folder has more ready than one pass takes.
        public var hasMore = false
        /// What hindered single cameras; the others were not delayed. They are tried again by the next pass.
        public var problems: [String] = []

        public init() {}

        public var didSomething: Bool { accepted + repeated + rejected + ignored > 0 }

        /// Counts what became of a batch; what waits, and for how long, is known from looking alone.
        mutating func add(_ other: Pass) {
            accepted += other.accepted
            repeated += other.repeated
            rejected += other.rejected
            ignored += other.ignored
            problems += other.problems
        }

        mutating func wait(_ seconds: Double) { nextDue = min(nextDue ?? seconds, seconds) }
    }

    private let incoming: RawPath
    private let files: FileLayer
    private let evidence: EvidenceStore
    private let rejected: RejectedFolder
    private let journal: Journal
    private let clock: Clock
    private let logger: Logger
    private let settings: IngestSettings
    private let lookers: Int
    private var queues: [String: CameraQueue]
    /// Folders that hold other cameras' uploads: what nobody is configured for.
    private var strangers = Settling()
    private let paused: Set<String>

    /// - Parameters:
    ///   - paused: cameras whose uploads stay where they are.
    ///   - lookers: cameras looked through at the same time.
    public init(
        incoming: RawPath, cameras: [CameraAccount], paused: Set<String> = [], settings: IngestSettings,
        files: FileLayer, evidence: EvidenceStore, rejected: RejectedFolder, journal: Journal, clock: Clock,
        logger: Logger, lookers: Int = 2
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
        self.lookers = lookers
        queues = Dictionary(
            cameras.map { camera in
                let folder = DropFolder(
                    camera: camera, path: incoming.appending(camera.id), files: files, settings: settings)
                return (camera.id, CameraQueue(folder))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Makes the cameras' folders and finishes what a crash interrupted.
    public func recover() async throws {
        for queue in queues.values { try files.makeFolders(queue.folder.path) }
        try await journal.finishRemovals(files: files)
    }

    /// Every folder under the cameras' drop folders, as of the last scan: what to watch.
    public var watchedFolders: [RawPath] { [incoming] + queues.values.flatMap(\.folder.folders) }

    /// What became of looking through one camera.
    private struct Look: Sendable {
        let id: String
        var queue: CameraQueue
        var slice = CameraQueue.Slice()
        var problem: StorageError?

        init(_ id: String, _ queue: CameraQueue, clock: Clock) {
            self.id = id
            self.queue = queue
            do {
                slice = try self.queue.nextSlice(clock: clock)
            } catch {
                problem = error
                self.queue.reset()
            }
        }
    }

    /// What became of a batch.
    private struct Finished: Sendable {
        var pass = Pass()
        /// Cameras whose uploads could not be dealt with: they are looked at anew.
        var hindered: Set<String> = []
    }

    private enum Part: Sendable {
        case look(Look)
        case finished(Finished)
    }

    /// Works through every camera once. Throws what hinders all of them (the journal); nothing is lost by calling again.
    ///
    /// While one batch is being made durable, which is waiting for the disk for the most part, the next one is read.
    public func pass() async throws -> Pass {
        let ids = queues.keys.sorted()
        let clock = clock
        var pass = try await withThrowingTaskGroup(of: Part.self, returning: Pass.self) { group in
            var pass = Pass()
            var batch = Batch()
            var next = 0
            var looking = 0
            var isFinishing = false
            while true {
                while looking < lookers, next < ids.count, !batch.isFull {
                    let id = ids[next]
                    next += 1
                    guard let queue = queues[id] else { continue }
                    group.addTask { .look(Look(id, queue, clock: clock)) }
                    looking += 1
                }
                if !isFinishing, !batch.isEmpty, batch.isFull || looking == 0 {
                    group.addTask { [batch] in .finished(try await self.finish(batch)) }
                    batch = Batch()
                    isFinishing = true
                    continue
                }
                switch try await group.next() {
                case .look(let look)?:
                    looking -= 1
                    note(look, &pass, &batch)
                case .finished(let finished)?:
                    isFinishing = false
                    pass.add(finished.pass)
                    for id in finished.hindered { queues[id]?.reset() }
                case nil: return pass
                }
            }
        }
        do {
            try setAsideStrangers(&pass)
        } catch {
            pass.problems.append(JournalError.withoutValues(error))
        }
        return pass
    }

    private func note(_ look: Look, _ pass: inout Pass, _ batch: inout Batch) {
        queues[look.id] = look.queue
        if let problem = look.problem {
            pass.problems.append("camera \(look.id): \(problem)")
            return
        }
        if let due = look.slice.nextDue { pass.wait(due) }
        if look.slice.hasMore { pass.hasMore = true }
        batch.add(look.slice, from: look.queue.folder.camera)
    }

    // MARK: Batches

    private struct Batch: Sendable {
        var uploads: [(upload: CompleteUpload, camera: CameraAccount)] = []
        var refusals: [(refusal: CameraQueue.Refusal, camera: String)] = []
        var ignored: [FoundFile] = []
        var bytes = 0

        var isEmpty: Bool { uploads.isEmpty && refusals.isEmpty && ignored.isEmpty }

        /// Whether it holds so many uploads, or so many bytes of pictures, that it is to be committed.
        var isFull: Bool { uploads.count >= 256 || bytes >= 48 << 20 }

        mutating func add(_ slice: CameraQueue.Slice, from camera: CameraAccount) {
            uploads += slice.ready.map { ($0, camera) }
            refusals += slice.rejected.map { ($0, camera.id) }
            ignored += slice.ignored
            bytes += slice.ready.reduce(0) { $0 + $1.byteCount }
        }
    }

    /// Takes a batch in and sets aside what is none. A file system that hinders the one doesn't hold up the other.
    private nonisolated func finish(_ batch: Batch) async throws -> Finished {
        var finished = Finished()
        var refusals = batch.refusals
        do {
            refusals += try await take(batch.uploads, &finished.pass)
        } catch let error as StorageError {
            finished.pass.problems.append("taking uploads in: \(JournalError.withoutValues(error))")
            finished.hindered.formUnion(batch.uploads.map(\.camera.id))
        }
        do {
            try setAside(refusals, &finished.pass)
            for file in batch.ignored {
                try files.remove(file.path) { path throws(StorageError) in
                    try files.inspect(path)?.isUnchanged(in: file.entry) == true
                }
                finished.pass.ignored += 1
            }
        } catch {
            finished.pass.problems.append("setting uploads aside: \(JournalError.withoutValues(error))")
            finished.hindered.formUnion(batch.refusals.map(\.camera))
        }
        return finished
    }

    /// - Returns: uploads that collide with another event, to be set aside.
    private nonisolated func take(
        _ uploads: [(upload: CompleteUpload, camera: CameraAccount)], _ pass: inout Pass
    ) async throws -> [(CameraQueue.Refusal, String)] {
        guard !uploads.isEmpty else { return [] }
        let acceptable = uploads.map { $0.upload.acceptable(camera: $0.camera) }
        let known = try await journal.areKnown(acceptable)
        var pictures: [String: [UInt8]] = [:]
        for (index, (upload, _)) in uploads.enumerated() where !known[index] {
            for frame in upload.frames { pictures[frame.sha256] = frame.bytes }
        }
        if !pictures.isEmpty { try evidence.put(pictures) }
        let results = try await journal.accept(acceptable, at: clock.now())
        var taken: [UploadedFile] = []
        var conflicts: [(CameraQueue.Refusal, String)] = []
        for (index, result) in results.enumerated() {
            switch result {
            case .accepted:
                pass.accepted += 1
                taken += acceptable[index].files
            case .repeated:
                pass.repeated += 1
                taken += acceptable[index].files
            case .conflict:
                let (upload, camera) = uploads[index]
                conflicts.append(
                    (
                        CameraQueue.Refusal(
                            files: upload.files,
                            reason: Rejection(
                                .eventIDConflict, "the camera has used this event_id before, for something else",
                                remedy: "let the camera give every event an id of its own"),
                            upload: upload.lead.display), camera.id
                    ))
            }
        }
        try await journal.remove(taken, files: files)
        return conflicts
    }

    private nonisolated func setAside(_ refusals: [(refusal: CameraQueue.Refusal, camera: String)], _ pass: inout Pass)
        throws
    {
        guard !refusals.isEmpty else { return }
        try rejected.set(
            aside: refusals.flatMap { refusal, camera in
                refusal.files.map { file in
                    RejectedFolder.Item(
                        path: file.path, name: file.display, source: camera, reason: refusal.reason,
                        upload: refusal.upload == file.display ? nil : refusal.upload)
                }
            }, at: clock.now())
        pass.rejected += refusals.count
        for (refusal, camera) in refusals {
            logger.warning("set aside", metadata: ["camera": "\(camera)", "code": "\(refusal.reason.code.rawValue)"])
        }
    }

    /// Files in `incoming` that lie in no configured camera's folder.
    private func setAsideStrangers(_ pass: inout Pass) throws {
        let uptime = clock.uptime()
        var found: [(file: FoundFile, source: String)] = []
        for entry in try files.list(incoming) {
            let name = RawPath(bytes: entry.name).display
            if entry.kind == .folder, queues[name] != nil || paused.contains(name) { continue }
            let path = incoming.appending(entry.name)
            if entry.kind == .folder {
                let source = isPlainName(entry.name) ? name : "unknown-camera"
                found += try walk(path, files: files, limit: 10_000).files.map { ($0, source) }
            } else {
                found.append((FoundFile(path: path, entry: entry, display: name), "unknown-camera"))
            }
        }
        strangers.look(at: found.map(\.file), uptime: uptime)
        var settled: [(CameraQueue.Refusal, String)] = []
        for (file, source) in found {
            let left = settings.settle - strangers.unchangedFor(file.path, uptime: uptime)
            guard left <= 0 else {
                pass.wait(left)
                continue
            }
            guard settled.count < CameraQueue.sliceLength else {
                pass.hasMore = true
                break
            }
            let reason = Rejection(
                .unknownCamera, "no camera with this folder's name is configured",
                remedy: "add the camera to the configuration, then move the file back; or correct the camera's folder")
            settled.append((CameraQueue.Refusal(files: [file], reason: reason, upload: nil), source))
        }
        try setAside(settled, &pass)
    }
}
