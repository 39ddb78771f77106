import Domain
import Ingest
import Journal

extension Exchange {
    /// Which results are kept aside, and what somebody must do about them.
    private static let keptPayments: [(PaymentResult, Rejection.Code, remedy: String)] = [
        (.unknownCode, .unknownPaymentCode, "ask the bank; lines that are put back into the folder are tried again"),
        (.part, .partPayment, "tell the payer what is missing; the payment counts"),
        (.over, .overpaid, "pay back what is too much; the case is settled"),
        (.alreadyPaid, .alreadyPaid, "pay it back: the case was settled before"),
        (.voidTicket, .voidTicket, "look at the case (etle cases show): settle it with the payer, or pay it back"),
        (.caseClosed, .caseClosed, "pay it back: the case ended without a payment"),
        (
            .conflict, .paymentConflict,
            "ask the bank: put a payment of its own back with a reference of its own; a correction needs nothing"
        ),
        (
            .failed, .processingFailed,
            "put right what the message says, then put the lines back; report it if nothing is wrong"
        ),
    ]

    static func take(payments arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        guard let (bytes, file) = try await readTable(arrival, from: "payments", engine) else { return }
        let payments = try PaymentFile.parse(bytes)
        _ = try engine.evidence.put(bytes)
        let now = engine.clock.now()
        _ = try await engine.journal.accept(
            payments, from: file, plausible: engine.plausibleTimes(at: now), work: engine.caseWork(at: now), at: now)
        // From the committed rows: after a crash the file is judged again, its lines are known then, and the same is written.
        let settled = try await engine.journal.payments(ofFile: file.sha256)
        let problems = try await engine.journal.paymentProblems(ofFile: file.sha256)
        let kept = keptPayments.compactMap { result, code, remedy -> Kept? in
            settled[result].map { lines in
                Kept(
                    code: code, count: lines.count, bytes: PaymentFile.kept(lines), remedy: remedy,
                    detail: result == .failed ? ": \(problems.joined(separator: "; "))" : "")
            }
        }
        try await finish(
            file, named: arrival.name, from: "payments", of: payments.count, keeping: kept, knowsLines: true, engine)
    }
}

extension Engine {
    /// When an answer or payment may have been made that arrives now: as far back as uploads may be, and as far ahead as clocks drift.
    func plausibleTimes(at now: Timestamp) -> ClosedRange<Timestamp> {
        let ingest = configuration.ingest
        return now.adding(
            seconds: -Double(ingest.clockBehindDays) * 86_400)...now.adding(
                seconds: ingest.clockAheadSeconds)
    }
}
