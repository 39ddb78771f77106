import Domain
import Journal

/// What officers do with events that wait for them. Each act is signed into the ledger with the officer's number.
extension Engine {
    /// Issues the letter although the rules had doubts: the officer has looked and answers for it.
    ///
    /// - Returns: the decision as stored.
    /// - Throws: ``DaemonError`` if no letter is possible (no owner, no violation left, exempt).
    public func issue(_ event: EventRecord, officer: String, reason: String) async throws -> Decision {
        // Without a plate the officer hasn't seen what a new reading would say.
        let reading = event.plate == nil ? nil : try readAnew(event)
        let event = event.replacing(reading)
        let judged = try await judge(event, officerPlate: event.plate)
        var decision = judged.decision
        if let against = decision.rules.first(where: { $0.verdict == .dismiss }) {
            throw DaemonError(
                "no letter is possible (\(against.reason ?? against.rule)): \(against.detail) Dismiss the event instead."
            )
        }
        guard decision.vehicle != nil, decision.owner != nil else {
            throw DaemonError(
                "no letter is possible: the register gives no single owner for this plate on that day. Correct the plate, or dismiss."
            )
        }
        guard decision.owner?.canBeWrittenTo == true else {
            throw DaemonError(
                "no letter is possible: the address lacks the street or the city, so it would not arrive. Correct the register by a file of changes (etle registry apply), then etle events retry."
            )
        }
        guard !decision.violations.isEmpty else {
            throw DaemonError("no letter is possible: no violation remains. Dismiss the event instead.")
        }
        decision.outcome = .issued
        decision.rules.append(
            Decision.RuleResult(
                rule: "officer", verdict: .agree, reason: nil, detail: "Officer \(officer) issues the letter: \(reason)"
            ))
        try await apply(
            .init(kind: .issue, officer: officer, reason: reason, plate: event.plate), decision, judged.marks,
            reading, to: event)
        return decision
    }

    /// Puts another plate in the place of the one that was read and decides again: a letter if nothing else stands against it,
    /// otherwise the event waits for review with the reasons that remain.
    public func correct(
        _ event: EventRecord, plate: String, officer: String, reason: String
    ) async throws -> Decision {
        guard let plate = PlateNumber(plate)?.compact else {
            throw DaemonError("\"\(plate)\" is no plate: write it like B 1234 XYZ")
        }
        let reading = try readAnew(event)
        let event = event.replacing(reading)
        let judged = try await judge(event, officerPlate: plate)
        try await apply(
            .init(kind: .correct, officer: officer, reason: reason, plate: plate), judged.decision, judged.marks,
            reading, to: event)
        return judged.decision
    }

    /// Has the rules decide again by today's configuration and register and by the catalogue of the event's day, once what they go by
    /// was put right. Pictures that could not be read are read again; a plate that an officer named stays.
    /// - Throws: ``DaemonError`` if the event doesn't wait for an officer; what keeps its pictures from being read.
    public func retry(_ event: EventRecord, officer: String, reason: String) async throws -> Decision {
        guard event.outcome == .review else {
            throw DaemonError(
                "the event is done (\(event.outcome?.rawValue ?? "in work")): there is nothing to try again")
        }
        let isNamed = try await journal.hasOfficersPlate(event)
        var (event, reading) = (event, EventReading?.none)
        if event.reading.map({ !event.capture.frames.indices.allSatisfy($0.hasRead) }) ?? true {
            let (read, annex) = try eventReader().read(event.capture)
            if let annex, let sha256 = read.annex { keep(annex, sha256: sha256) }
            if read != event.reading { reading = read }
            event = event.reading(read, keepingPlate: isNamed)
        }
        let judged = try await judge(event, officerPlate: isNamed ? event.plate : nil)
        try await apply(
            .init(kind: .retry, officer: officer, reason: reason, plate: nil), judged.decision, judged.marks,
            reading, to: event)
        return judged.decision
    }

    /// Ends the event without a letter.
    public func dismiss(_ event: EventRecord, officer: String, reason: String) async throws -> Decision {
        let decision = Decision(
            outcome: .dismissed,
            rules: (event.decision?.rules ?? []) + [
                Decision.RuleResult(
                    rule: "officer", verdict: .dismiss, reason: "officer-dismissed",
                    detail: "Officer \(officer) dismisses the event: \(reason)")
            ],
            violations: [], vehicle: event.decision?.vehicle, owner: nil)
        try await apply(.init(kind: .dismiss, officer: officer, reason: reason, plate: nil), decision, to: event)
        return decision
    }

    /// Notes that the officer has seen that a letter's plate was seen elsewhere, and has done what there is to do.
    /// - Throws: `JournalError` if no such mark waits.
    public func acknowledge(_ event: EventRecord, officer: String, reason: String) async throws {
        try await exportingLedger {
            try await noteConfiguration()
            try await journal.acknowledge(event, officer: officer, reason: reason, at: clock.now())
        }
    }

    private func apply(
        _ act: OfficerAct, _ decision: Decision, _ marks: [CloneMark] = [], _ reading: EventReading? = nil,
        to event: EventRecord
    ) async throws {
        let now = clock.now()
        let plate = act.plate ?? event.plate
        try await exportingLedger {
            try await noteConfiguration()
            let (unitYear, draft) = try noticeDraft(event, decision, about: plate, issuedAt: now)
            try await journal.apply(
                act, decision: decision, reading: reading, to: event, unitYear: unitYear, marks: marks, at: now,
                notice: draft)
        }
        if decision.outcome == .dismissed || decision.outcome == .issued && event.annex(about: plate) == nil {
            dropFigures(of: event)
        }
    }

    /// Writes to the ledger's files what an act put into the ledger, also where the act failed halfway.
    private func exportingLedger(_ act: () async throws -> Void) async throws {
        do {
            try await act()
        } catch {
            try? await exportLedgerIfAlone()
            throw error
        }
        try await exportLedgerIfAlone()
    }
}

extension EventRecord {
    /// With another reading, where there is one, and its own plate.
    fileprivate func replacing(_ reading: EventReading?) -> EventRecord {
        reading.map { self.reading($0, keepingPlate: true) } ?? self
    }
}
