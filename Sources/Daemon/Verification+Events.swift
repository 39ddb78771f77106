import Domain
import Foundation
import Journal
import Storage

extension Verification {
    /// Every event's row against the ledger and back, and every picture against its hash.
    func checkEvents(_ report: inout Report) async throws {
        var last = Int64.min
        while let batch = try await state.journal.eventProofs(after: last, limit: 1000) {
            last = batch.last
            var part = await inParallel(batch.events, checkPart)
            if !part.missingPictures.isEmpty {
                // Retention may have come to them since the rows were read.
                let removed = try await state.journal.removed(among: Array(part.missingPictures.keys))
                part.findings += part.missingPictures.filter { !removed.contains($0.key) }
                    .sorted { $0.key < $1.key }.flatMap(\.value)
                part.missingPictures = [:]
            }
            report.merge(part)
        }
    }

    private func checkPart(_ events: ArraySlice<Result<EventProof, RowFault>>) -> Report {
        var report = Report()
        for event in events {
            switch event {
            case .failure(let fault): report.add(fault)
            case .success(let event): checkEvent(event, &report)
            }
        }
        return report
    }

    private func checkEvent(_ event: EventProof, _ report: inout Report) {
        let check = EventCheck(event)
        for problem in check.problems { report.add("database", event.subject, problem) }
        // What retention removed is gone with the ledger's word; its hashes are checked above.
        let isRemoved = check.newest[.deletion] != nil
        for frame in check.capture?.frames ?? [] {
            report.named.add(evidence: frame.sha256)
            if isRemoved { continue }
            report.pictures += 1
            do {
                _ = try state.evidence.get(frame.sha256)
            } catch {
                report.missingPictures[event.id, default: []].append(
                    Finding(
                        part: "evidence", subject: frame.sha256,
                        message: "\(error) (event \(event.subject), picture \(frame.file))"))
            }
        }
    }
}

/// One event's row, and what hangs on it, against its entries.
private struct EventCheck {
    private let event: EventProof
    let capture: Capture?
    /// The newest entry of each kind.
    let newest: [LedgerEntry.Kind: (at: Int64, payload: [String: Any])]
    private(set) var problems: [String] = []

    init(_ event: EventProof) {
        self.event = event
        capture = try? CanonicalJSON.decode(Capture.self, from: event.capture)
        var newest: [LedgerEntry.Kind: (at: Int64, payload: [String: Any])] = [:]
        var acts: [String: (officer: String, at: Int64)] = [:]
        var isReadAnew = false
        for entry in event.entries {
            let payload = try? JSONSerialization.jsonObject(with: Data(entry.payload.utf8)) as? [String: Any]
            if entry.kind == .reading, newest[.decision] != nil { isReadAnew = true }
            newest[entry.kind] = (entry.at, payload ?? [:])
            if entry.kind == .officer, let act = payload?["act"] as? String {
                acts[act] = (payload?["officer"] as? String ?? "", entry.at)
            }
        }
        self.newest = newest
        checkAcceptance()
        checkReading(hasPlateOfOfficer: isReadAnew || acts["correct"] != nil)
        checkDecision()
        checkPictures()
        checkFlag(seen: acts["acknowledge"])
    }

    private func says(_ kind: LedgerEntry.Kind, _ key: String) -> String? { newest[kind]?.payload[key] as? String }

    private mutating func expect(_ holds: Bool, _ problem: String) { if !holds { problems.append(problem) } }

    private mutating func checkAcceptance() {
        let frames = newest[.eventAccepted]?.payload["frames"] as? [String]
        expect(
            frames != nil && frames == capture?.frames.map(\.sha256) && says(.eventAccepted, "upload") == event.upload,
            "the pictures of the event are not those that the ledger has")
        if let hash = says(.eventAccepted, "capture") {
            expect(
                hash == Digest.sha256(event.capture.utf8), "the camera's data are not those that the ledger has")
        }
        expect(
            capture?.capturedAt.milliseconds == event.capturedAt && capture?.eventID == event.eventID
                && capture?.cameraID == event.cameraID, "time or name of the event are not those of its data")
        // Entries of earlier versions don't name the unit.
        expect(
            newest[.eventAccepted]?.at == event.receivedAt
                && says(.eventAccepted, "unit").map { $0 == event.unitID } ?? true,
            "unit or time of arrival of the event are not those that the ledger has")
    }

    private struct Read: Decodable {
        struct Candidate: Decodable { let text: String }
        let candidates: [Candidate]
        let annex: String?
    }

    /// - Parameter hasPlateOfOfficer: whether the plate may be another than the reading's: an officer gave it, or the pictures were read
    ///   again for his act, which keeps the plate.
    private mutating func checkReading(hasPlateOfOfficer: Bool) {
        expect(
            says(.reading, "reading") == event.reading.map { Digest.sha256($0.utf8) },
            "the reading is not the one that the ledger has")
        // An officer's plate stands in no entry: the letter that follows has it.
        if hasPlateOfOfficer { return }
        let read = event.reading.flatMap { try? CanonicalJSON.decode(Read.self, from: $0) }
        expect(event.plate == read?.candidates.first?.text, "the plate is not the one that was read")
    }

    private struct Decided: Decodable {
        struct Violation: Decodable { let code: String }
        let violations: [Violation]
    }

    private mutating func checkDecision() {
        expect(
            says(.decision, "decision") == event.decision.map { Digest.sha256($0.utf8) }
                && newest[.decision]?.at == event.decidedAt, "the decision is not the one that the ledger has")
        let outcome = says(.decision, "outcome")
        let expected: (stage: String, outcome: String?) =
            switch outcome {
            case nil: (newest[.reading] == nil ? "recognition" : "matching", nil)
            case Outcome.issued.rawValue:
                event.signedLetters > 0 ? ("done", outcome) : ("issuance", nil)
            case .some: ("done", outcome)
            }
        expect(
            event.stage == expected.stage && event.outcome == expected.outcome,
            "the event is in stage \(event.stage) with outcome \(event.outcome ?? "none"): by its entries it is in stage \(expected.stage) with outcome \(expected.outcome ?? "none")"
        )
        if outcome == Outcome.issued.rawValue {
            expect(
                event.hasCase && event.signedLetters + event.drafts > 0,
                "a letter was decided, and its case or document is gone")
        }
        let violations = event.decision.flatMap { try? CanonicalJSON.decode(Decided.self, from: $0) }?.violations ?? []
        var charges: [String] = []
        if let plate = event.plate, outcome != Outcome.dismissed.rawValue {
            charges = violations.map { "\(plate) \($0.code) \(event.cameraID) \(event.capturedAt)" }.sorted()
        }
        expect(event.charges == charges, "the violations that it is compared by are not those of its decision")
    }

    private mutating func checkPictures() {
        expect(
            newest[.deletion]?.at == event.removedAt, "what retention removed of it is not what the ledger has")
        let frames = Set(capture?.frames.map(\.sha256) ?? [])
        // Retention names what it is about to remove, the figures made of the pictures too, and forgets each when it is gone.
        let annex = event.reading.flatMap { try? CanonicalJSON.decode(Read.self, from: $0) }?.annex
        expect(
            event.removedAt == nil
                ? event.pictures == frames : event.pictures.isSubset(of: frames.union([annex].compactMap { $0 })),
            "the pictures that are kept for it are not those of its data")
    }

    private mutating func checkFlag(seen: (officer: String, at: Int64)?) {
        let flag = event.flag
        expect(
            says(.flag, "other") == flag?.other && newest[.flag]?.at == flag?.at
                && says(.flag, "detail").map { $0 == flag.map { Digest.sha256($0.detail.utf8) } } ?? true
                && seen?.officer == flag?.seenBy && seen?.at == flag?.seenAt,
            "the mark that its plate was seen elsewhere is not the one that the ledger has")
    }
}
