import Domain
import Journal
import Logging
import Storage

/// A folder through which another office hands files over: answers, payments, register extracts. Same safety as the cameras'
/// folders: plain files only, of bounded size, that have stopped changing; what is wrong is set aside with its reason.
public actor ExchangeFolder {
    public nonisolated let name: String
    public nonisolated let path: RawPath
    private let maximumBytes: Int
    private let sizeRemedy: String
    private var settings: IngestSettings
    private let files: FileLayer
    private let rejected: RejectedFolder
    private let clock: Clock
    private let logger: Logger
    private let patience: Patience
    private var settling = Settling()
    private var stays: [RawPath: Stay] = [:]
    private var unreadableSince: Double?

    /// - Parameters:
    ///   - maximumBytes: larger files are set aside.
    ///   - sizeRemedy: what to do about those.
    public init(
        name: String, path: RawPath, maximumBytes: Int, sizeRemedy: String, settings: IngestSettings, files: FileLayer,
        rejected: RejectedFolder, clock: Clock, logger: Logger, patience: Patience = .daemon
    ) {
        self.name = name
        self.path = path
        self.maximumBytes = maximumBytes
        self.sizeRemedy = sizeRemedy
        self.settings = settings
        self.files = files
        self.rejected = rejected
        self.clock = clock
        self.logger = logger
        self.patience = patience
    }

    /// Puts other settings in force, for passes that begin from now on.
    public func adopt(_ settings: IngestSettings) { self.settings = settings }

    /// How long a file that cannot be taken is tried again.
    public struct Patience: Sendable {
        /// Seconds until the second try; doubled for each one after it.
        public let firstPause: Double
        /// A file with which the program fails so often is set aside.
        public let tries: Int
        /// Seconds for which one file, or a folder that cannot be listed, may keep what follows from the others waiting.
        public let holdSeconds: Double
        public let folderHoldSeconds: Double

        /// A minute of tries; a file that nobody can read keeps terms from ending for a day at most.
        public static let daemon = Patience(firstPause: 2, tries: 5, holdSeconds: 86_400, folderHoldSeconds: 86_400)
        /// For one run that works off what is there. Without a folder nothing is decided in it.
        public static let once = Patience(firstPause: 0.1, tries: 4, holdSeconds: 1, folderHoldSeconds: .infinity)
    }

    /// A file that is still here, and why it was not taken.
    private struct Stay {
        let since: Double
        var tries = 0
        var retryAt = -Double.infinity
    }

    /// A whole file, not read yet.
    public struct Arrival: Sendable {
        public let path: RawPath
        public let name: String
        /// What the folder says of it.
        public let entry: FolderEntry
    }

    /// What one pass did.
    public struct Pass: Sendable {
        public var handled = 0
        /// Files that are still to be judged: settling, given time, or not readable now. Zero says that everything that lay in the folder
        /// when the pass began is dealt with.
        public var waiting = 0
        /// Seconds until something that waits is due; nil if nothing waits.
        public var nextDue: Double?
        /// What hindered single files, or the folder; everything else was not delayed. Tried again by the next pass.
        public var problems: [String] = []

        public init() {}

        mutating func wait(_ seconds: Double) { nextDue = min(nextDue ?? seconds, seconds) }
    }

    /// Thrown by whoever takes a file that is not at fault: it stays where it is and is handed over again by the next pass.
    public struct Postponed: Error {
        public let problem: String

        public init(_ problem: String) { self.problem = problem }
    }

    /// Hands every settled file to `take`, oldest first, and sets aside those for which it throws a ``Rejection``, or fails again and
    /// again: a file that the program cannot deal with holds up no other.
    /// - Throws: what hinders all files (the journal); nothing is lost by calling again.
    public func pass(take: @Sendable (Arrival) async throws -> Void) async throws -> Pass {
        var pass = Pass()
        let uptime = clock.uptime()
        do {
            let contents = try walk(path, files: files, limit: 100_000)
            unreadableSince = nil
            if contents.isCut { pass.waiting += 1 }
            try await work(contents, at: uptime, &pass, take: take)
        } catch let error as StorageError {
            pass.problems.append("\(name): \(JournalError.withoutValues(error))")
            let since = unreadableSince ?? uptime
            unreadableSince = since
            if uptime - since < patience.folderHoldSeconds { pass.waiting += 1 }
        }
        return pass
    }

    private func work(
        _ contents: FolderContents, at uptime: Double, _ pass: inout Pass,
        take: @Sendable (Arrival) async throws -> Void
    ) async throws {
        settling.look(at: contents.files, uptime: uptime)
        let present = Set(contents.files.map(\.path))
        stays = stays.filter { present.contains($0.key) }
        for (file, reason) in contents.refused {
            try await isolating(file, at: uptime, &pass) { throw reason }
        }
        for file in contents.files.sorted(by: { ($0.entry.modified, $0.display) < ($1.entry.modified, $1.display) }) {
            let unchanged = settling.unchangedFor(file.path, uptime: uptime)
            if unchanged < settings.settle {
                // Another content is another try.
                stays[file.path] = Stay(since: stays[file.path]?.since ?? uptime)
                stay(file, at: uptime, due: settings.settle - unchanged, &pass)
            } else if let retryAt = stays[file.path]?.retryAt, retryAt > uptime {
                stay(file, at: uptime, due: retryAt - uptime, &pass)
            } else {
                try await isolating(file, at: uptime, &pass) {
                    // A crash left it half way to its removal: what it is shows when it is taken again.
                    let prefix = Array(FileLayer.removalPrefix.utf8)
                    if file.entry.name.starts(with: prefix), file.entry.name.count > prefix.count {
                        return try files.putBack(file.path)
                    }
                    guard isPlainName(file.entry.name) else { throw Rejection.unsafeName }
                    guard file.entry.size <= maximumBytes else {
                        throw Rejection(
                            .wrongValue, "the file has \(file.entry.size) bytes, the limit is \(maximumBytes)",
                            remedy: sizeRemedy)
                    }
                    try await take(Arrival(path: file.path, name: file.display, entry: file.entry))
                }
            }
        }
    }

    /// Works on one file, so that whatever is wrong with it stays its own.
    private func isolating(
        _ file: FoundFile, at uptime: Double, _ pass: inout Pass, _ work: () async throws -> Void
    ) async throws {
        do {
            do {
                try await work()
            } catch let reason as Rejection {
                let unchanged = settling.unchangedFor(file.path, uptime: uptime)
                if reason.mayBeMended, unchanged < settings.retry {
                    stay(file, at: uptime, due: settings.retry - unchanged, &pass)
                    return
                }
                try setAside(file, reason)
            }
            pass.handled += 1
        } catch let error as StorageError where error.isMissing {
            return
        } catch let error as StorageError {
            pass.problems.append("\(name): \(JournalError.withoutValues(error))")
            stay(file, at: uptime, due: nil, &pass)
        } catch let error as Postponed {
            pass.problems.append("\(name): \(error.problem)")
            stay(file, at: uptime, due: nil, &pass)
        } catch let error where error is CancellationError || Journal.isHindered(by: error) {
            throw error
        } catch {
            try fail(file, error, at: uptime, &pass)
        }
    }

    /// The program cannot deal with the file: tried again, ever later, then set aside.
    private func fail(_ file: FoundFile, _ error: any Error, at uptime: Double, _ pass: inout Pass) throws {
        var stay = stays[file.path] ?? Stay(since: uptime)
        stay.tries += 1
        logger.error(
            "a file cannot be dealt with",
            metadata: ["folder": "\(name)", "try": "\(stay.tries)", "error": "\(JournalError.withoutValues(error))"])
        guard stay.tries < patience.tries else {
            do {
                try setAside(
                    file,
                    Rejection(
                        .processingFailed, "failed \(stay.tries) times: \(JournalError.withoutValues(error))",
                        remedy: "put right what the message says, then put the file back; report it if nothing is wrong"
                    ))
                pass.handled += 1
            } catch let problem as StorageError {
                pass.problems.append("\(name): \(problem)")
            }
            return
        }
        let pause = patience.firstPause * Double(1 << (stay.tries - 1))
        stay.retryAt = uptime + pause
        stays[file.path] = stay
        pass.problems.append("\(name): \(file.display): \(JournalError.withoutValues(error))")
        self.stay(file, at: uptime, due: pause, &pass)
    }

    /// Notes that a file is still here.
    /// - Parameter due: seconds until it may be tried; nil where nobody can say.
    private func stay(_ file: FoundFile, at uptime: Double, due: Double?, _ pass: inout Pass) {
        let since = stays[file.path]?.since ?? uptime
        if stays[file.path] == nil { stays[file.path] = Stay(since: since) }
        let isHolding = uptime - since < patience.holdSeconds
        if isHolding { pass.waiting += 1 }
        if let due { pass.wait(due) } else if isHolding { pass.wait(patience.holdSeconds) }
    }

    private func setAside(_ file: FoundFile, _ reason: Rejection) throws {
        let item = RejectedFolder.Item(
            path: file.path, name: file.display, source: name, reason: reason, upload: nil)
        try rejected.set(aside: [item], at: clock.now())
        logger.warning("set aside", metadata: ["folder": "\(name)", "code": "\(reason.code.rawValue)"])
    }
}
