import Domain
import Journal
import Storage

// What the issuance pass does with cases and their documents: each by itself, so that one that cannot go on holds up no other.

extension Pipeline {
    /// Terms that are over lead to blocks, once everything that lay in the exchange folders has been judged. Returns how many cases
    /// went on.
    func endTerms(limit: Int) async throws -> Int {
        guard let seen = caughtUpAt.withLock({ $0 }) else { return 0 }
        let now = engine.clock.now()
        let uptime = engine.clock.uptime()
        let ended = try await engine.journal.endTerms(
            seen: seen, clearingDays: engine.configuration.deadlines.clearingDays,
            resting: failingTerms.resting(at: uptime), work: engine.caseWork(at: now), at: now, limit: limit)
        failingTerms.note(ended.failures, at: uptime)
        note(failingTerms.problem("cases cannot go on"), of: "cases")
        return ended.done
    }

    /// Tickets that go out with their letters. Returns how many were made.
    func addTickets(limit: Int) async throws -> Int {
        let uptime = engine.clock.uptime()
        let resting = failingTickets.resting(at: uptime)
        var failed: [String: String] = [:]
        var done = 0
        let waiting = try await engine.journal.noticesWithoutTicket(limit: limit + resting.count)
        for reference in waiting where !resting.contains(reference) && !stop.isSet {
            do {
                guard let notice = try await engine.journal.notice(reference) else { continue }
                let now = engine.clock.now()
                try await engine.journal.addTicket(
                    to: notice, work: engine.caseWork(for: notice, at: now), at: now)
                done += 1
            } catch let error where !(error is CancellationError) && !Journal.isHindered(by: error) {
                failed[reference] = "\(reference): \(JournalError.withoutValues(error))"
            }
        }
        failingTickets.note(failed, at: uptime)
        note(failingTickets.problem("letters cannot get their ticket"), of: "tickets")
        return done
    }

    /// Print batches that are due: one that cannot be made, because a picture cannot be read now, holds up no other. Returns how
    /// many files were written.
    func writeBatches() async throws -> Int {
        let uptime = engine.clock.uptime()
        let resting = failingBatches.resting(at: uptime)
        var failed: [String: String] = [:]
        var done = 0
        for (batch, closing) in try await engine.dueBatches() where !resting.contains(batch.name) && !stop.isSet {
            do {
                done += try await batch.write(before: closing).count
            } catch let error where !(error is CancellationError) && !Journal.isHindered(by: error) {
                failed[batch.name] = "\(batch.name): \(JournalError.withoutValues(error))"
            }
        }
        do {
            try await engine.finishBatches()
            note(nil, of: "places of batches")
        } catch let error as StorageError {
            note("print batches are made and not yet in their place: \(error)", of: "places of batches")
        }
        failingBatches.note(failed, at: uptime)
        note(failingBatches.problem("print batches cannot be made"), of: "batches")
        return done
    }
}
