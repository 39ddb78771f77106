import Domain
import Journal
import Storage

/// Removes pictures that need not be kept any longer, as configured under `retention`, and documents' figures that are old. The ledger keeps the
/// pictures' hashes.
public struct Retention: Sendable {
    /// Figures older than this many days are removed, whatever their event: letter, ticket and their batches are made by then, and later documents are
    /// made from the originals. So the folder doesn't grow for ever, and what no row names any more goes too.
    static let figureDays = 40

    private let engine: Engine

    public init(_ engine: Engine) {
        self.engine = engine
    }

    /// What would be removed now, at most `limit` events.
    public func expired(limit: Int = 1000) async throws -> [ExpiredEvent] {
        let retention = engine.configuration.retention
        return try await engine.journal.expired(
            dismissedBefore: before(retention.dismissedDays), closedBefore: before(retention.closedDays), limit: limit)
    }

    /// Removes it. Returns how many events lost their pictures.
    ///
    /// First the journal says so, then the files go: a crash in between leaves files that the next call removes. A file that cannot be removed holds up
    /// no other.
    /// - Throws: after all the rest is done, ``DaemonError`` about the files that are left.
    public func work() async throws -> Int {
        var count = 0
        while true {
            let events = try await expired()
            for event in events { try await engine.journal.noteDeletion(of: event, at: engine.clock.now()) }
            count += events.count
            if events.isEmpty { break }
        }
        var problems = Problems()
        var last: PlannedDeletion?
        while true {
            let planned = try await engine.journal.plannedDeletions(after: last, limit: 4000)
            guard let newest = planned.last else { break }
            last = newest
            for picture in planned where problems.catching({ () throws(StorageError) in try remove(picture) }) {
                try await engine.journal.noteDeleted(picture.sha256, of: picture.event)
            }
        }
        if let old = before(Retention.figureDays) {
            engine.annexes.remove(olderThan: old) { problems.add($0) }
        }
        try problems.throwIfAny()
        return count
    }

    /// A picture, or figures made of some.
    private func remove(_ planned: PlannedDeletion) throws(StorageError) {
        if !planned.isShared { try engine.files.remove(engine.evidence.path(of: planned.sha256)) }
        try engine.annexes.remove(planned.sha256)
    }

    private func before(_ days: Int) -> Timestamp? {
        days == 0 ? nil : engine.clock.now().adding(seconds: -86_400 * Double(days))
    }

    /// What could not be removed.
    private struct Problems {
        private var count = 0
        private var first: StorageError?

        mutating func add(_ error: StorageError) {
            count += 1
            if first == nil { first = error }
        }

        /// True if it went well.
        mutating func catching(_ work: () throws(StorageError) -> Void) -> Bool {
            do {
                try work()
                return true
            } catch {
                add(error)
                return false
            }
        }

        func throwIfAny() throws {
            guard let first else { return }
            throw DaemonError("\(count) files that retention removes are left; the first: \(first)")
        }
    }
}

extension Engine {
    /// Seconds until retention that failed is tried again.
    private static let retentionPause = 600.0

    /// Does what retention asks for, once a day and process, and warns of what is foreseen. Returns how many events lost their pictures, and what
    /// went wrong; nil where it isn't due.
    /// Nothing else waits for it.
    func retain() async -> (count: Int, problem: String?)? {
        let now = clock.now()
        guard nextRetention.withLock({ $0.map { now >= $0 } ?? true }) else { return nil }
        let today = LocalTimeZone.jakarta.date(of: now)
        if let warning = configuration.calendarWarning(on: today) {
            logger.warning("holidays are missing", metadata: ["problem": "\(warning)"])
        }
        do {
            let count = try await Retention(self).work()
            nextRetention.withLock { $0 = LocalTimeZone.jakarta.end(of: today) }
            return (count, nil)
        } catch {
            nextRetention.withLock { $0 = now.adding(seconds: Engine.retentionPause) }
            return (0, JournalError.withoutValues(error))
        }
    }
}
