import Domain
import Journal
import Storage

/// Removes pictures that need not be kept any longer, as configured under `retention`. The ledger keeps their hashes.
public struct Retention: Sendable {
    private let engine: Engine

    public init(_ engine: Engine) {
        self.engine = engine
    }

    /// What would be removed now, at most `limit` events.
    public func expired(limit: Int = 1000) async throws -> [ExpiredEvent] {
        let retention = engine.configuration.retention
        let now = engine.clock.now()
        func before(_ days: Int) -> Timestamp? { days == 0 ? nil : now.adding(seconds: -86_400 * Double(days)) }
        return try await engine.journal.expired(
            dismissedBefore: before(retention.dismissedDays), closedBefore: before(retention.closedDays), limit: limit)
    }

    /// Removes it. Returns how many events lost their pictures.
    ///
    /// First the journal says so, then the files go: a crash in between leaves files that the next call removes.
    public func work() async throws -> Int {
        var count = 0
        while true {
            let events = try await expired()
            for event in events {
                // Can be made again until the journal says that the pictures go.
                if let annex = event.annex { try engine.annexes.remove(annex) }
                try await engine.journal.noteDeletion(of: event, at: engine.clock.now())
            }
            count += events.count
            let planned = try await engine.journal.plannedDeletions(limit: 4000)
            for picture in planned {
                if !picture.isShared { try engine.files.remove(engine.evidence.path(of: picture.sha256)) }
                try await engine.journal.noteDeleted(picture.sha256, of: picture.event)
            }
            if events.isEmpty, planned.isEmpty { return count }
        }
    }
}
