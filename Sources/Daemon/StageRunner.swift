import Domain
import Ingest
import Journal
import Logging
import Storage

/// Runs one stage: takes events that wait in it, oldest first, works on a bounded number at a time, and wakes the next stage.
///
/// What fails is written down with the event and tried again later, ever less often; other events are not held up.
struct StageRunner: Sendable {
    let stage: EventRecord.Stage
    /// The most events in work or read ahead.
    let capacity: Int
    let journal: Journal
    let clock: Clock
    let logger: Logger
    let wakeup: Wakeup
    let stop: StopSignal
    /// Where the stage's work runs.
    let pool: WorkerPool
    /// Works on one event and commits the result.
    let work: @Sendable (EventRecord) async throws -> Void
    /// Called when an event went on.
    let onProgress: @Sendable () -> Void
    /// What to do with an event whose stage has failed ``triesBeforeReview`` times; nil to try for ever.
    let giveUp: (@Sendable (EventRecord, _ message: String) async throws -> Void)?

    static let triesBeforeReview = 5
    /// Seconds between looks at the journal when nobody signals: other processes (officers' commands) put work there too.
    static let pollInterval = 1.0

    /// Works until the stop signal; then finishes what is in hand.
    func run() async {
        while !stop.isSet {
            do {
                let worked = try await workOffWaiting()
                if worked == 0 { await wakeup.wait(seconds: StageRunner.pollInterval) }
            } catch {
                logger.error(
                    "stage cannot reach the journal",
                    metadata: ["stage": "\(stage.rawValue)", "error": "\(JournalError.withoutValues(error))"])
                await wakeup.wait(seconds: 5)
            }
        }
    }

    /// Works on everything that waits now. Returns how many events were tried.
    @discardableResult
    func workOffWaiting() async throws -> Int {
        var cursor: Int64 = 0
        var tried = 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            while !stop.isSet {
                let batch = try await journal.waiting(
                    in: stage, after: cursor, limit: capacity, now: clock.now())
                guard let last = batch.last else { break }
                cursor = last.id
                for event in batch {
                    if stop.isSet { break }
                    if running == capacity {
                        try await group.next()
                        running -= 1
                    }
                    group.addTask(executorPreference: pool) { try await attempt(event) }
                    running += 1
                    tried += 1
                }
            }
            try await group.waitForAll()
        }
        return tried
    }

    private func attempt(_ event: EventRecord) async throws {
        do {
            try await work(event)
            onProgress()
        } catch let error as JournalError where error.code == .stateChanged {
            // An officer or another process was faster; the journal holds what they did.
            logger.info("event was changed meanwhile", metadata: ["event": "\(event.subject)"])
        } catch {
            let message = JournalError.withoutValues(error)
            logger.error(
                "stage failed",
                metadata: ["stage": "\(stage.rawValue)", "event": "\(event.subject)", "error": "\(message)"])
            let mayPass = (error as? StorageError)?.mayPass ?? false
            if !mayPass, event.attempts + 1 >= StageRunner.triesBeforeReview, let giveUp {
                try await giveUp(event, message)
            } else {
                let pause = min(600, 2 * Double(1 << min(event.attempts, 9)))
                try await journal.noteFailure(message, for: event, retryAt: clock.now().adding(seconds: pause))
            }
        }
    }
}
