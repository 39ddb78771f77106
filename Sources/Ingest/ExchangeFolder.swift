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

    /// Hands every settled file to `take`, oldest first, and sets aside those for which it throws a ``Rejection``.
    /// Returns how many were handled, and the seconds until the next is due.
    public func pass(
        take: @Sendable (Arrival) async throws -> Void
    ) async throws -> (handled: Int, nextDue: Double?) {
        let uptime = clock.uptime()
        let contents = try walk(path, files: files, limit: 100_000)
        settling.look(at: contents.files, uptime: uptime)
        var handled = 0
        var nextDue: Double?
        for (file, reason) in contents.refused {
            try setAside(file.path, file.display, reason)
            handled += 1
        }
        for file in contents.files.sorted(by: { ($0.entry.modified, $0.display) < ($1.entry.modified, $1.display) }) {
            let unchanged = settling.unchangedFor(file.path, uptime: uptime)
            guard unchanged >= settings.settle else {
                nextDue = min(nextDue ?? .infinity, settings.settle - unchanged)
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
                handled += 1
            } catch let reason as Rejection {
                if reason.mayBeMended, unchanged < settings.retry {
                    nextDue = min(nextDue ?? .infinity, settings.retry - unchanged)
                    continue
                }
                try setAside(file.path, file.display, reason)
                handled += 1
            } catch let error as StorageError where error.isMissing {
                continue
            }
        }
        return (handled, nextDue)
    }

    private func setAside(_ path: RawPath, _ display: String, _ reason: Rejection) throws {
        try rejected.set(
            aside: path, displayedAs: display, from: name, because: reason, upload: nil, at: clock.now())
        logger.warning("set aside", metadata: ["folder": "\(name)", "code": "\(reason.code.rawValue)"])
    }
}
