import Domain
import Storage

/// What waits in one camera's drop folder, worked off in slices so that a backlog of one camera delays no other.
struct CameraQueue: Sendable {
    /// At most so many uploads, and so many files to set aside, in a slice.
    static let sliceLength = 32
    /// At most so many bytes of pictures in a slice, give or take one upload.
    static let sliceBytes = 16 << 20

    /// What one slice found. The folder is not changed by finding it.
    struct Slice: Sendable {
        var ready: [CompleteUpload] = []
        var rejected: [Refusal] = []
        var ignored: [FoundFile] = []
        /// Seconds until something that waits is due.
        var nextDue: Double?
        /// Whether there is more at once.
        var hasMore = false

        mutating func wait(_ seconds: Double) { nextDue = min(nextDue ?? seconds, seconds) }
    }

    /// Files that go to `rejected` together.
    struct Refusal: Sendable {
        let files: [FoundFile]
        let reason: Rejection
        /// The upload whose fault it is.
        let upload: String?
    }

    private(set) var folder: DropFolder
    private var candidates: ArraySlice<UploadCandidate> = []
    private var refusals: ArraySlice<(FoundFile, Rejection)> = []
    /// Whether the present look at the folder still has to say which files nobody takes.
    private var owesStrays = false
    private var isUnsettled = false

    init(_ folder: DropFolder) {
        self.folder = folder
    }

    /// Forgets what the last look found, after a failure: the next slice looks anew.
    mutating func reset() {
        candidates = []
        refusals = []
        owesStrays = false
    }

    /// Works on up to a slice of what the last look found; looks anew when nothing is left of it.
    mutating func nextSlice(clock: Clock) throws(StorageError) -> Slice {
        var slice = Slice()
        if candidates.isEmpty, refusals.isEmpty, !owesStrays {
            try folder.scan(uptime: clock.uptime())
            if folder.isEmpty { return slice }
            refusals = folder.refused[...]
            candidates = folder.candidates(uptime: clock.uptime())[...]
            owesStrays = true
            isUnsettled = false
        }
        var bytes = 0
        var looked = 0
        while let candidate = candidates.first, slice.ready.count + slice.rejected.count < CameraQueue.sliceLength,
            bytes < CameraQueue.sliceBytes, looked < 4096
        {
            candidates.removeFirst()
            looked += 1
            switch try folder.judge(candidate, now: clock.now(), uptime: clock.uptime()) {
            case .ready(let upload):
                slice.ready.append(upload)
                bytes += upload.byteCount
            case .wait(let seconds):
                slice.wait(seconds)
                isUnsettled = true
            case .reject(let files, let reason):
                slice.rejected.append(Refusal(files: files, reason: reason, upload: candidate.lead.display))
            case .ignore(let files):
                slice.ignored += files
            }
        }
        if candidates.isEmpty, owesStrays {
            owesStrays = false
            let (overdue, next) = folder.strays(uptime: clock.uptime())
            if let next { slice.wait(next) }
            // Data that is still being written may name them.
            if !isUnsettled { refusals += overdue }
        }
        for (file, reason) in refusals.prefix(CameraQueue.sliceLength) {
            slice.rejected.append(Refusal(files: [file], reason: reason, upload: nil))
        }
        refusals = refusals.dropFirst(CameraQueue.sliceLength)
        slice.hasMore = !candidates.isEmpty || !refusals.isEmpty
        return slice
    }
}
