import Domain
import Foundation
import Journal
import Recognition
import Storage

/// What `etle status` tells: no personal data.
public struct Status: Encodable, Sendable, CustomStringConvertible {
    public struct Stage: Encodable, Sendable {
        public let stage: String
        public let waiting: Int
        public let oldestSeconds: Double?
        public let failed: Int
        /// Of the newest event whose last try failed.
        public let message: String?

        enum CodingKeys: String, CodingKey {
            case stage, waiting, failed, message
            case oldestSeconds = "oldest_seconds"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(stage, forKey: .stage)
            try container.encode(waiting, forKey: .waiting)
            try container.encode(oldestSeconds, forKey: .oldestSeconds)
            try container.encode(failed, forKey: .failed)
            try container.encodeIfPresent(message, forKey: .message)
        }
    }

    public struct Disk: Encodable, Sendable {
        public let path: String
        public let freeBytes: Int
        public let totalBytes: Int

        enum CodingKeys: String, CodingKey {
            case path
            case freeBytes = "free_bytes"
            case totalBytes = "total_bytes"
        }
    }

    public let schema = "etle.status/1"
    public let at: String
    /// `running` or `stopped`.
    public let daemon: String
    /// What the daemon waits for, in its words; empty if nothing hinders it.
    public let hindrances: [String]
    /// What somebody must see to before it becomes a problem.
    public let warnings: [String]
    public let configuration: String
    public let model: String
    public let stages: [Stage]
    /// Always with `issued`, `review` and `dismissed`.
    public let outcomes: [String: Int]
    public let documents: [String: Int]
    public let unwritten: Int
    /// Documents that could not be made or written at the last try, and why the newest of them could not.
    public let failingDocuments: Int
    public let documentMessage: String?
    /// Signed documents in which characters stand as boxes because the fonts lack them.
    public let unprintableDocuments: Int
    /// Cases that are not closed, by phase.
    public let cases: [String: Int]
    /// Vehicles that are blocked now.
    public let blocks: Int
    /// Blocks and liftings that the Samsat refused, or left unanswered for `deadlines.acknowledge_days`.
    public let blockChanges: BlockChanges
    public let answers: Answers
    public let ledger: Int64
    public let rejected: Int
    public let disk: [Disk]

    enum CodingKeys: String, CodingKey {
        case schema, at, daemon, hindrances, warnings, configuration, model, stages, outcomes, documents, unwritten
        case failingDocuments = "failing_documents"
        case documentMessage = "document_message"
        case unprintableDocuments = "unprintable_documents"
        case cases, blocks
        case blockChanges = "block_changes"
        case answers, ledger, rejected, disk
    }

    public struct BlockChanges: Encodable, Sendable {
        public let unacknowledged: Int
        public let refused: Int
        /// Null where all are acknowledged.
        public let oldestDays: Int?

        enum CodingKeys: String, CodingKey {
            case unacknowledged, refused
            case oldestDays = "oldest_days"
        }
    }

    public struct Answers: Encodable, Sendable {
        /// Letters that were held after too many wrong codes, and right answers that are kept for their release.
        public let heldLetters: Int
        public let keptAnswers: Int
        /// Answers with the reference of no letter, in the last 90 days.
        public let wrongReferences: Int

        enum CodingKeys: String, CodingKey {
            case heldLetters = "held_letters"
            case keptAnswers = "kept_answers"
            case wrongReferences = "wrong_references"
        }
    }

    public var description: String {
        var lines =
            ["\(at)  daemon \(daemon)"] + hindrances.map { "  waits: \($0)" }
            + warnings.map { "  warning: \($0)" } + [""]
        for stage in stages {
            let age = stage.oldestSeconds.map { ", oldest \(Int($0)) s" } ?? ""
            let failed = stage.failed > 0 ? ", \(stage.failed) failing: \(stage.message ?? "")" : ""
            lines.append("\(stage.stage): \(stage.waiting) waiting\(age)\(failed)")
        }
        lines.append(
            "outcomes: " + outcomes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        lines.append(
            "documents: " + documents.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
                + (unwritten > 0 ? ", \(unwritten) not written yet" : ""))
        if failingDocuments > 0 {
            lines.append("documents that fail: \(failingDocuments), the newest: \(documentMessage ?? "")")
        }
        if unprintableDocuments > 0 {
            lines.append("documents with characters that the fonts lack: \(unprintableDocuments)")
        }
        lines.append(
            "open cases: "
                + (cases.isEmpty
                    ? "none" : cases.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
                + "; blocked vehicles: \(blocks)")
        if let age = blockChanges.oldestDays {
            lines.append(
                "block changes that no Samsat carried out: \(blockChanges.unacknowledged), \(blockChanges.refused) refused, "
                    + "the oldest \(age) days ago (etle cases list --unacknowledged)")
        }
        if answers.heldLetters > 0 {
            lines.append(
                "letters held after wrong codes: \(answers.heldLetters), with \(answers.keptAnswers) right answers "
                    + "(etle cases list --held)")
        }
        if answers.wrongReferences > 0 {
            lines.append("answers with the reference of no letter, in 90 days: \(answers.wrongReferences)")
        }
        lines.append("rejected files: \(rejected); ledger entries: \(ledger)")
        for disk in disk { lines.append("\(disk.path): \(disk.freeBytes >> 20) MiB free of \(disk.totalBytes >> 20)") }
        return lines.joined(separator: "\n")
    }
}

extension Engine {
    public func status() async throws -> Status {
        let paths = configuration.paths
        let now = clock.now()
        let journal = try await journal.status()
        let changes = try await unacknowledgedBlocks()
        let isRunning = try FolderLock.isHeld(RawPath(paths.state).appending("etle.lock"))
        var outcomes = ["issued": 0, "review": 0, "dismissed": 0]
        outcomes.merge(journal.outcomes) { $1 }
        return Status(
            at: now.rfc3339, daemon: isRunning ? "running" : "stopped",
            hindrances: isRunning ? hindranceFile.read() : [],
            warnings: [configuration.calendarWarning(on: LocalTimeZone.jakarta.date(of: now))].compactMap { $0 },
            configuration: Digest.sha256(configuration.canonicalBytes()), model: Digest.sha256(EmbeddedModel.bytes),
            stages: journal.stages.map { stage in
                Status.Stage(
                    stage: stage.stage, waiting: stage.waiting,
                    oldestSeconds: stage.oldest.map { max(0, now.seconds(since: $0)) }, failed: stage.failing,
                    message: stage.lastError)
            },
            outcomes: outcomes, documents: journal.documents, unwritten: journal.unwritten,
            failingDocuments: journal.failingDocuments, documentMessage: journal.documentError,
            unprintableDocuments: journal.unprintableDocuments, cases: journal.cases,
            blocks: journal.blocks,
            blockChanges: Status.BlockChanges(
                unacknowledged: changes.count, refused: changes.count { $0.answer == .refused },
                oldestDays: changes.map(\.ageDays).max()),
            answers: Status.Answers(
                heldLetters: journal.heldLetters, keptAnswers: journal.heldAnswers,
                wrongReferences: journal.wrongReferences),
            ledger: journal.ledger,
            rejected: try rejected.count(),
            disk: try Set([paths.spool, paths.state]).sorted().map { path in
                let space = try files.space(at: RawPath(path))
                return Status.Disk(path: path, freeBytes: space.free, totalBytes: space.total)
            })
    }
}
