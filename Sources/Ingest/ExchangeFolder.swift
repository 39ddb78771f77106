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
    private let settings: IngestSettings
    private let files: FileLayer
    private let rejected: RejectedFolder
    private let clock: Clock
    private let logger: Logger
    private var settling = Settling()

    public init(
        name: String, path: RawPath, maximumBytes: Int, settings: IngestSettings, files: FileLayer,
        rejected: RejectedFolder, clock: Clock, logger: Logger
    ) {
        self.name = name
        self.path = path
        self.maximumBytes = maximumBytes
        self.settings = settings
        self.files = files
        self.rejected = rejected
        self.clock = clock
        self.logger = logger
    }

    /// A whole file, not read yet.
    public struct Arrival: Sendable {
        public let path: RawPath
        public let name: String
        /// Bytes.
        public let size: Int
    }

    /// What one pass did.
    public struct Pass: Sendable {
        public var handled = 0
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

    /// Hands every settled file to `take`, oldest first, and sets aside those for which it throws a ``Rejection``.
    /// - Throws: what hinders all files (the journal); nothing is lost by calling again.
    public func pass(take: @Sendable (Arrival) async throws -> Void) async throws -> Pass {
        var pass = Pass()
        do {
            try await work(&pass, take: take)
        } catch let error as StorageError {
            pass.problems.append("\(name): \(error)")
        }
        return pass
    }

    private func work(_ pass: inout Pass, take: @Sendable (Arrival) async throws -> Void) async throws {
        let uptime = clock.uptime()
        let contents = try walk(path, files: files, limit: 100_000)
        settling.look(at: contents.files, uptime: uptime)
        for (file, reason) in contents.refused {
            try setAside(file.path, file.display, reason)
            pass.handled += 1
        }
        for file in contents.files.sorted(by: { ($0.entry.modified, $0.display) < ($1.entry.modified, $1.display) }) {
            let unchanged = settling.unchangedFor(file.path, uptime: uptime)
            guard unchanged >= settings.settle else {
                pass.wait(settings.settle - unchanged)
                continue
            }
            do {
                guard isPlainName(file.entry.name) else { throw Rejection.unsafeName }
                guard file.entry.size <= maximumBytes else {
                    throw Rejection(
                        .wrongValue, "the file has \(file.entry.size) bytes, the limit is \(maximumBytes)",
                        remedy: "send it in parts")
                }
                try await take(Arrival(path: file.path, name: file.display, size: file.entry.size))
                pass.handled += 1
            } catch let reason as Rejection {
                if reason.mayBeMended, unchanged < settings.retry {
                    pass.wait(settings.retry - unchanged)
                    continue
                }
                try setAside(file.path, file.display, reason)
                pass.handled += 1
            } catch let error as StorageError where error.isMissing {
                continue
            } catch let error as StorageError {
                pass.problems.append("\(name): \(error)")
            } catch let error as Postponed {
                pass.problems.append("\(name): \(error.problem)")
            }
        }
    }

    private func setAside(_ path: RawPath, _ display: String, _ reason: Rejection) throws {
        let item = RejectedFolder.Item(path: path, name: display, source: name, reason: reason, upload: nil)
        try rejected.set(aside: [item], at: clock.now())
        logger.warning("set aside", metadata: ["folder": "\(name)", "code": "\(reason.code.rawValue)"])
    }
}
