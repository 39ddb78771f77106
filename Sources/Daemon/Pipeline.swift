import Configuration
import Domain
import Ingest
import Journal
import Logging
import Recognition
import Storage
import Synchronization

/// The four stages with their queues and signals, over one engine.
///
/// Each stage takes its work from the journal's rows, so a stage can be stopped or fail without losing anything; signals between the stages
/// only save the wait for the next look.
public final class Pipeline: Sendable {
    let engine: Engine
    let stop = StopSignal()
    private let exchange: Exchange
    private let intake: Mutex<Intake>
    private let recognition: StageRunner
    private let matching: StageRunner
    private let ingestWakeup = Wakeup()
    private let registerWakeup = Wakeup()
    /// A national extract takes minutes of computing and waiting for the disk: on a thread of its own.
    private let registerPool = WorkerPool(threads: 1, name: "register")
    private let issuanceWakeup = Wakeup()
    private let once: Bool
    /// The newest entry that the ledger's files have; nil where nobody knows, before the start and after an append that failed.
    private let ledgerPosition = Mutex<Int64?>(nil)
    /// When the last look into the exchange folders began after which nothing in them was left to be judged: terms that ended before may
    /// have consequences.
    let caughtUpAt = Mutex<Timestamp?>(nil)
    /// Up to which entry of the ledger the block lists were written, by day and configuration: they take a second where 100,000 are open.
    private let listedBlocks = Mutex<[String: Int64]>([:])
    let failingTerms = FailureList<Int64>()
    let failingTickets = FailureList<String>()
    let failingBatches = FailureList<String>()
    /// What hinders ingest and issuance at present, for `status`.
    private let problems = Mutex<[String: String]>([:])

    /// - Parameter once: for one run that works off what is there.
    public init(_ engine: Engine, once: Bool) {
        self.engine = engine
        self.once = once
        exchange = Exchange(engine, once: once)
        intake = Mutex(Pipeline.makeIntake(engine, once: once))
        let configuration = engine.configuration
        let workers = configuration.recognition.workers.number(cores: ProcessorCount.available)
        let recognitionWakeup = Wakeup()
        let matchingWakeup = Wakeup()
        let issuanceWakeup = issuanceWakeup
        let give = Pipeline.giveUp(engine)
        recognition = StageRunner(
            stage: .recognition, capacity: max(workers, min(configuration.queues.recognition, 4 * workers)),
            journal: engine.journal, clock: engine.clock, logger: engine.logger, wakeup: recognitionWakeup, stop: stop,
            pool: WorkerPool(threads: workers, name: "recognition"),
            work: { event in
                let (reading, annex) = try engine.eventReader().read(event.capture)
                if let annex, let sha256 = reading.annex { engine.keep(annex, sha256: sha256) }
                try await engine.journal.store(reading, for: event, at: engine.clock.now())
            },
            onProgress: { matchingWakeup.signal() }, giveUp: give)
        matching = StageRunner(
            // One at a time: whether an event repeats another must not depend on which of the two was faster.
            stage: .matching, capacity: 1, journal: engine.journal, clock: engine.clock, logger: engine.logger,
            wakeup: matchingWakeup, stop: stop, pool: WorkerPool(threads: 1, name: "matching"),
            work: { event in
                try await engine.measureSections(with: event)
                let judged = try await engine.judge(event)
                let now = engine.clock.now()
                let (unitYear, draft) = try engine.noticeDraft(
                    event, judged.decision, about: event.plate, issuedAt: now)
                try await engine.journal.store(
                    judged.decision, for: event, unitYear: unitYear, marks: judged.marks, at: now, notice: draft)
                if judged.decision.outcome == .dismissed { engine.dropFigures(of: event) }
            },
            onProgress: { issuanceWakeup.signal() }, giveUp: give)
        for wakeup in [recognitionWakeup, matchingWakeup, ingestWakeup, registerWakeup, issuanceWakeup] {
            stop.wakes(wakeup)
        }
        onArrival = { recognitionWakeup.signal() }
    }

    /// Called when new events are in the journal.
    private let onArrival: @Sendable () -> Void

    private static func makeIntake(_ engine: Engine, once: Bool) -> Intake {
        let configuration = engine.configuration
        return Intake(
            incoming: RawPath(configuration.paths.incoming), cameras: configuration.cameraAccounts,
            paused: Set(configuration.cameras.filter { !$0.enabled }.map(\.id)),
            settings: configuration.ingestSettings(once: once), files: engine.files, evidence: engine.evidence,
            rejected: engine.rejected, journal: engine.journal, clock: engine.clock, logger: engine.logger)
    }

    /// An event whose stage keeps failing goes to an officer, with what happened as the reason.
    private static func giveUp(_ engine: Engine) -> @Sendable (EventRecord, String) async throws -> Void {
        { event, message in
            let failed = Decision.RuleResult(
                rule: "processing", verdict: .doubt, reason: "processing-failed",
                detail: "\(event.stage.rawValue) failed \(StageRunner.triesBeforeReview) times: \(message)")
            try await engine.journal.sendToReview(
                event,
                decision: Decision(
                    outcome: .review, rules: [failed], violations: event.capture.violations, vehicle: nil, owner: nil),
                at: engine.clock.now())
        }
    }

    // MARK: Recovery

    /// The one recovery step, before anything else works. What it mends is listed in the crash walk (`docs/architecture.md`).
    public func recover() async throws {
        try engine.evidence.recover()
        try engine.rejected.recover()
        try engine.hindranceFile.recover()
        let exported = try await engine.recoverLedgerFile()
        ledgerPosition.withLock { $0 = exported }
        try await intake.withLock { $0 }.recover()
        try exchange.recover()
        try await engine.finishBatches()
        try await engine.noteConfiguration()
        note(try await engine.writeRoots(), of: "roots")
        let last = try await engine.journal.lastEntryAt()
        try await writeReports(around: [last ?? engine.clock.now(), engine.clock.now()])
    }

    // MARK: Working

    /// Works off everything that is there: uploads that are whole, and whatever follows from them.
    /// - Throws: what hindered a part of the work, after all the rest is done.
    public func runOnce() async throws {
        // Files must be seen unchanged for the settle time; what is due within moments is waited for.
        let patience = 5.0
        while !stop.isSet {
            let register = try await registerPass()
            let pass = try await ingestPass()
            let tried = try await recognition.workOffWaiting() + matching.workOffWaiting()
            let issued = try await issuancePass()
            if pass.didSomething || register.handled > 0 || tried > 0 || issued > 0 { continue }
            let due = [pass.nextDue, register.nextDue].compactMap { $0 }.min()
            guard let next = due, next <= patience else { break }
            await ingestWakeup.wait(seconds: next)
        }
        try await writeReports(around: [engine.clock.now()])
        guard hindrances.isEmpty else { throw DaemonError(hindrances.joined(separator: "\n")) }
    }

    /// The daemon's loops; returns after the stop signal, when what was in hand is done.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.ingestLoop() }
            group.addTask(executorPreference: self.registerPool) { await self.registerLoop() }
            group.addTask { await self.recognition.run() }
            group.addTask { await self.matching.run() }
            group.addTask { await self.issuanceLoop() }
        }
        // What the stages did after the last look at the ledger.
        do {
            try await exportLedger()
        } catch {
            // The next start appends it.
            note(JournalError.withoutValues(error), of: "issuance")
        }
    }

    /// Ends ``run()`` when what is in hand is done.
    public func stopWorking() { stop.set() }

    /// Takes another configuration over; uploads, events and documents that are in hand end under the old one.
    public func adopt(_ configuration: Configuration) async throws {
        try engine.adopt(configuration)
        let fresh = Pipeline.makeIntake(engine, once: once)
        try await fresh.recover()
        intake.withLock { $0 = fresh }
        await exchange.adopt()
        try await engine.noteConfiguration()
        ingestWakeup.signal()
        registerWakeup.signal()
    }

    /// What hinders the daemon now; empty if nothing does.
    var hindrances: [String] { problems.withLock { $0.values.sorted() } }

    func note(_ problem: String?, of part: String) {
        let isNew = problems.withLock { problems in
            defer { problems[part] = problem }
            return problems[part] != problem
        }
        guard isNew else { return }
        if !once { engine.hindranceFile.write(hindrances) }
        if let problem {
            engine.logger.error("hindered", metadata: ["part": "\(part)", "problem": "\(problem)"])
        } else {
            engine.logger.notice("goes on", metadata: ["part": "\(part)"])
        }
    }

    private struct IngestPass {
        var didSomething = false
        var hasMore = false
        var nextDue: Double?
    }

    private func ingestPass() async throws -> IngestPass {
        let handed = await exchangePass()
        let pass = try await intake.withLock { $0 }.pass()
        note(pass.problems.isEmpty ? nil : pass.problems.joined(separator: "; "), of: "ingest")
        if pass.accepted > 0 { onArrival() }
        if handed.handled > 0 { issuanceWakeup.signal() }
        return IngestPass(
            didSomething: pass.didSomething || handed.handled > 0, hasMore: pass.hasMore,
            nextDue: [pass.nextDue, handed.nextDue].compactMap { $0 }.min())
    }

    /// What other offices hand over. Whatever hinders it, the cameras' uploads are taken in.
    private func exchangePass() async -> ExchangeFolder.Pass {
        let began = engine.clock.now()
        do {
            let pass = try await exchange.pass()
            if pass.waiting == 0 { caughtUpAt.withLock { $0 = began } }
            note(pass.problems.isEmpty ? nil : pass.problems.joined(separator: "; "), of: "exchange")
            return pass
        } catch {
            note(JournalError.withoutValues(error), of: "exchange")
            var pass = ExchangeFolder.Pass()
            // One run that works off what is there doesn't wait for it.
            if !once { pass.nextDue = 5 }
            return pass
        }
    }

    private func registerPass() async throws -> ExchangeFolder.Pass {
        let pass = try await exchange.registerPass()
        note(pass.problems.isEmpty ? nil : pass.problems.joined(separator: "; "), of: "register")
        return pass
    }

    /// Register files have a loop of their own: no camera, answer or payment waits while a large one is taken in.
    private func registerLoop() async {
        let wakeup = registerWakeup
        let watcher = FolderWatcher { wakeup.signal() }
        while !stop.isSet {
            do {
                let pass = try await registerPass()
                let isNewlyWatched = watcher?.watch([exchange.registerPath]) ?? false
                // Its ledger entry is written to the ledger's files there.
                if pass.handled > 0 { issuanceWakeup.signal() }
                if pass.handled > 0 || isNewlyWatched { continue }
                let rescan = engine.configuration.ingest.rescanSeconds
                await wakeup.wait(seconds: min(rescan, max(0.02, pass.nextDue ?? rescan)))
            } catch {
                note(JournalError.withoutValues(error), of: "register")
                await wakeup.wait(seconds: 5)
            }
        }
    }

    private func ingestLoop() async {
        let wakeup = ingestWakeup
        let watcher = FolderWatcher { wakeup.signal() }
        while !stop.isSet {
            do {
                let pass = try await ingestPass()
                let hasNewFolders =
                    watcher?.watch(await intake.withLock { $0 }.watchedFolders + exchange.paths) ?? false
                if pass.hasMore || pass.didSomething || hasNewFolders { continue }
                // A file is judged when it has been seen unchanged for the settle time; at the latest at the next rescan.
                let rescan = engine.configuration.ingest.rescanSeconds
                await wakeup.wait(seconds: min(rescan, max(0.02, pass.nextDue ?? rescan)))
            } catch {
                note(JournalError.withoutValues(error), of: "ingest")
                await wakeup.wait(seconds: 5)
            }
        }
    }

    private func issuanceLoop() async {
        var reported: Int64?
        var reportedAt = -Double.infinity
        while !stop.isSet {
            do {
                let done = try await issuancePass()
                note(nil, of: "issuance")
                let position = ledgerPosition.withLock { $0 }
                if position != reported, engine.clock.uptime() - reportedAt >= 30 {
                    try await writeReports(around: [engine.clock.now()])
                    (reported, reportedAt) = (position, engine.clock.uptime())
                }
                if done == 0 { await issuanceWakeup.wait(seconds: StageRunner.pollInterval) }
            } catch {
                note(JournalError.withoutValues(error), of: "issuance")
                await issuanceWakeup.wait(seconds: 5)
            }
        }
        do {
            try await writeReports(around: [engine.clock.now()])
        } catch {
            // The next start writes them.
            note(JournalError.withoutValues(error), of: "issuance")
        }
    }

    /// Signs drafts, adds tickets where they go out at once, writes files. Returns how many documents went on.
    private func issuancePass() async throws -> Int {
        let capacity = engine.configuration.queues.issuance
        var done = try await endTerms(limit: capacity)
        // A document that cannot be made, now or ever, holds up no other; it waits longer after each try.
        done += try await signDrafts(limit: capacity)
        done += try await addTickets(limit: capacity)
        var written: [Int64] = []
        for document in try await engine.journal.unwritten(limit: capacity, now: engine.clock.now()) {
            do {
                try await engine.write(document)
                written.append(document.id)
            } catch {
                try await engine.journal.noteFailure(
                    JournalError.withoutValues(error), ofDocument: document.id, at: engine.clock.now())
            }
        }
        if !written.isEmpty { try await engine.journal.noteWritten(written, at: engine.clock.now()) }
        let failing = try await engine.journal.failingDocuments()
        note(
            failing.newest.map { "\(failing.count) documents cannot be made or written; the newest: \($0)" },
            of: "documents")
        done += try await writeBatches()
        if let retained = await engine.retain() {
            done += retained.count
            note(retained.problem, of: "retention")
        }
        done += try await engine.writeClosedLists()
        _ = try await engine.journal.closeDay(at: engine.clock.now())
        // An officer's command may have worked with another version meanwhile.
        try await engine.noteConfiguration()
        try await exportLedger()
        return done + written.count
    }

    /// Appends new entries to the ledger's files. After a failure it looks first how far they go: what was appended before it stands there.
    private func exportLedger() async throws {
        var known = ledgerPosition.withLock { $0.take() }
        if known == nil { known = try await engine.recoverLedgerFile() }
        let exported = try await engine.exportLedger(after: known ?? 0)
        ledgerPosition.withLock { $0 = exported }
    }

    /// Renders and signs drafts, as many at a time as there are processors. Order doesn't matter: their numbers are taken.
    /// Returns how many were signed.
    private func signDrafts(limit: Int) async throws -> Int {
        let drafts = try await engine.journal.drafts(limit: limit, now: engine.clock.now())
        return try await withThrowingTaskGroup(of: Int.self) { group in
            var done = 0
            for (index, draft) in drafts.enumerated() where !stop.isSet {
                if index >= ProcessorCount.available { done += try await group.next() ?? 0 }
                group.addTask(executorPreference: engine.rendering) { [engine] in
                    do {
                        try await engine.sign(draft)
                        return 1
                    } catch {
                        try await engine.journal.noteFailure(
                            JournalError.withoutValues(error), ofDocument: draft.id, at: engine.clock.now())
                        return 0
                    }
                }
            }
            return try await group.reduce(done, +)
        }
    }

    private func writeReports(around instants: [Timestamp]) async throws {
        let days = Set(instants.flatMap { instant in engine.configuration.units.map { $0.timeZone.date(of: instant) } })
        for day in days.sorted() {
            try engine.files.removeTemporaries(
                in: RawPath(engine.configuration.paths.reports).appending(day.iso8601))
            try await ReportWriter(engine: engine).write(day)
            try await writeBlockLists(of: day)
            try await RefundLists(engine: engine).write(day)
        }
    }

    /// Unless nothing that they show has changed since this process wrote them.
    private func writeBlockLists(of day: LocalDate) async throws {
        let version = "\(day.iso8601) \(engine.settings.digest)"
        let listed = listedBlocks.withLock { $0[version] }
        let (newest, isChanged) = try await engine.journal.blockEntries(after: listed ?? 0)
        if listed == nil || isChanged { try await BlockLists(engine: engine).write(day) }
        listedBlocks.withLock { $0[version] = newest }
    }
}
