import Domain
import Ingest
import Journal
import Storage

/// Takes what other offices hand over from their folders: register files, answers, payments, lists of the post, answers of the
/// Samsat offices. What becomes of each kind of file stands in a file of its own.
struct Exchange: Sendable {
    private let engine: Engine
    private let once: Bool
    private let answers: ExchangeFolder
    private let payments: ExchangeFolder
    private let post: ExchangeFolder
    private let acknowledgements: ExchangeFolder
    private let register: ExchangeFolder

    init(_ engine: Engine, once: Bool) {
        self.engine = engine
        self.once = once
        let paths = engine.configuration.paths
        func folder(
            _ name: String, _ path: String, maximumBytes: Int = Exchange.tableBytes,
            sizeRemedy: String =
                "have the sender split it between lines into files that each begin with the header line"
        ) -> ExchangeFolder {
            ExchangeFolder(
                name: name, path: RawPath(path), maximumBytes: maximumBytes, sizeRemedy: sizeRemedy,
                settings: engine.configuration.ingestSettings(once: once), files: engine.files,
                rejected: engine.rejected, clock: engine.clock, logger: engine.logger,
                patience: once ? .once : .daemon)
        }
        answers = folder(
            "answers", paths.answers, maximumBytes: Exchange.answerBytes,
            sizeRemedy: "see what the answer site wrote: a file holds one answer, of a few hundred bytes")
        payments = folder("payments", paths.payments)
        post = folder("post", paths.post)
        acknowledgements = folder("acknowledgements", paths.acknowledgements)
        register = folder(
            "registry", paths.registry, maximumBytes: 64 << 30,
            sizeRemedy: "see what the sender put into it: no register is so large")
    }

    static let answerBytes = 256 << 10
    static let tableBytes = 16 << 20

    /// In the order of working; the register's folder is worked by itself.
    private var folders: [ExchangeFolder] { [answers, payments, post, acknowledgements] }

    var paths: [RawPath] { folders.map(\.path) }
    var registerPath: RawPath { register.path }

    /// Makes the folders.
    func recover() throws {
        for folder in folders { try engine.files.makeFolders(folder.path) }
    }

    /// Lets what is found from now on be judged by the engine's present configuration.
    func adopt() async {
        let settings = engine.configuration.ingestSettings(once: once)
        for folder in folders + [register] { await folder.adopt(settings) }
    }

    /// Takes register files in; a large one takes minutes, in which lookups go on.
    func registerPass() async throws -> ExchangeFolder.Pass {
        try await register.pass { [engine] in try Exchange.take(register: $0, engine) }
    }

    /// Works through the other folders once; what hinders one of them doesn't delay the others.
    /// - Returns: the sum; `waiting` counts only what may keep a vehicle from being blocked.
    func pass() async throws -> ExchangeFolder.Pass {
        let released = try await engine.takeReleasedAnswers()
        let results = [
            try await answers.pass { [engine] in try await Exchange.take(answer: $0, engine) },
            try await payments.pass { [engine] in try await Exchange.take(payments: $0, engine) },
            try await post.pass { [engine] in try await Exchange.take(post: $0, engine) },
            try await acknowledgements.pass { [engine] in try await Exchange.take(acknowledgements: $0, engine) },
        ]
        var sum = ExchangeFolder.Pass()
        sum.handled = results.reduce(released.done) { $0 + $1.handled }
        sum.waiting = results.dropLast().reduce(0) { $0 + $1.waiting }
        sum.nextDue = results.compactMap(\.nextDue).min()
        sum.problems = released.problems + results.flatMap(\.problems)
        return sum
    }

    // MARK: What all kinds share

    /// A file's bytes and hash; nil if the same bytes were taken from this folder before and nothing of them was kept aside: the file is
    /// removed then.
    static func read(
        _ arrival: ExchangeFolder.Arrival, from folder: String, limit: Int, _ engine: Engine
    ) async throws -> (bytes: [UInt8], file: UploadedFile)? {
        let bytes = try engine.files.read(arrival.path, limit: limit)
        let file = UploadedFile(path: arrival.path, sha256: Digest.sha256(bytes), seen: arrival.entry)
        guard try await engine.journal.hasTaken(file.sha256, from: folder) else { return (bytes, file) }
        try await engine.journal.remove([file], files: engine.files)
        engine.logger.info("a file came again and was removed", metadata: ["folder": "\(folder)"])
        return nil
    }

    /// A table's bytes and hash, like ``read(_:from:limit:_:)``.
    /// - Throws: ``Ingest/Rejection`` `cut-off` if it may be the beginning of one only.
    static func readTable(
        _ arrival: ExchangeFolder.Arrival, from folder: String, _ engine: Engine
    ) async throws -> (bytes: [UInt8], file: UploadedFile)? {
        let table = try await read(arrival, from: folder, limit: tableBytes, engine)
        if let table { try requireWholeLines(table.bytes) }
        return table
    }

    /// Lines of a file that are kept aside, by the reason for it.
    struct Kept {
        let code: Rejection.Code
        let count: Int
        let bytes: [UInt8]
        let remedy: String
        /// What was found, where the code doesn't say it all.
        var detail = ""
    }

    /// Writes what is kept aside, then notes the file as taken and removes it. In this order a crash in between judges the file again;
    /// lines that were taken are known by then.
    /// - Parameter knowsLines: whether each line is known when it comes again, so that the file may be judged again whatever became of it.
    ///   Otherwise only a file of which no line counted is: what was said before may not hold any more.
    static func finish(
        _ file: UploadedFile, named name: String, from folder: String, of lines: Int, keeping kept: [Kept],
        knowsLines: Bool = false, _ engine: Engine
    ) async throws {
        let now = engine.clock.now()
        for part in kept {
            try engine.rejected.keep(
                part.bytes, as: "\(part.code.rawValue)-\(file.sha256.prefix(12)).csv", from: folder,
                because: Rejection(part.code, "\(part.count) of \(lines) lines\(part.detail)", remedy: part.remedy),
                upload: name, at: now)
        }
        let count = kept.reduce(0) { $0 + $1.count }
        let isOpen = count > 0 && (knowsLines || count == lines)
        try await engine.journal.noteTaken(file, from: folder, isKept: isOpen, at: now)
        try await engine.journal.remove([file], files: engine.files)
    }
}
