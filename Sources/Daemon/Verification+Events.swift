import Domain
import Foundation
import Journal
import Storage

extension Verification {
    /// Every event's row against the ledger, and every picture against its hash; on as many threads as there are processors.
    func checkEvents(_ report: inout Report) async throws {
        var last: Int64 = 0
        while true {
            let events = try await engine.journal.eventProofs(after: last, limit: 1000)
            guard let newest = events.last else { return }
            last = newest.id
            let size = max(1, (events.count + 1) / max(1, ProcessInfo.processInfo.activeProcessorCount))
            let parts = await withTaskGroup(of: Report.self, returning: [Report].self) { group in
                for start in stride(from: 0, to: events.count, by: size) {
                    let part = events[start..<min(start + size, events.count)]
                    group.addTask { check(part) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for part in parts { report.merge(part) }
        }
    }

    private func check(_ events: ArraySlice<EventProof>) -> Report {
        var report = Report()
        for event in events {
            let capture = try? CanonicalJSON.decode(Capture.self, from: event.capture)
            for problem in problems(of: event, capture) { report.add("database", event.subject, problem) }
            // What retention removed is gone with the ledger's word; its hashes are checked above.
            if event.payloads[.deletion] != nil { continue }
            for frame in capture?.frames ?? [] {
                report.pictures += 1
                do {
                    _ = try engine.evidence.get(frame.sha256)
                } catch {
                    report.add("evidence", frame.sha256, "\(error) (event \(event.subject), picture \(frame.file))")
                }
            }
        }
        return report
    }

    /// What of an event's row differs from what the ledger says of it.
    private func problems(of event: EventProof, _ capture: Capture?) -> [String] {
        var problems: [String] = []
        func payload(_ kind: LedgerEntry.Kind) -> [String: Any] {
            event.payloads[kind].flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
                ?? [:]
        }
        let accepted = payload(.eventAccepted)
        if accepted.isEmpty || accepted["frames"] as? [String] != capture?.frames.map(\.sha256)
            || accepted["upload"] as? String != event.upload
        {
            problems.append("the pictures of the event are not those that the ledger has")
        }
        if let hash = accepted["capture"] as? String, hash != Digest.sha256(event.capture.utf8) {
            problems.append("the camera's data are not those that the ledger has")
        }
        if capture?.capturedAt.milliseconds != event.capturedAt || capture?.eventID != event.eventID
            || capture?.cameraID != event.cameraID
        {
            problems.append("time or name of the event are not those of its data")
        }
        if let reading = event.reading, payload(.reading)["reading"] as? String != Digest.sha256(reading.utf8) {
            problems.append("the reading is not the one that the ledger has")
        }
        if EventRecord.Stage(rawValue: event.stage) == nil || (event.stage == "done") != (event.outcome != nil) {
            problems.append("stage and outcome of the event contradict each other")
        }
        let decided = payload(.decision)
        if let decision = event.decision, decided["decision"] as? String != Digest.sha256(decision.utf8) {
            problems.append("the decision is not the one that the ledger has")
        }
        if let outcome = event.outcome, decided["outcome"] as? String != outcome {
            problems.append("the outcome is not the one that the ledger has")
        }
        return problems
    }
}
