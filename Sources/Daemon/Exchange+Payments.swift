import Domain
import Ingest
import Journal

extension Exchange {
    private static let refundList = "the list of refunds (out/refunds): pay back what stands there, and nothing twice"

    /// Which results are kept aside, and what somebody must do about them.
    private static let keptPayments: [(PaymentResult, Rejection.Code, remedy: String)] = [
        (.unknownCode, .unknownPaymentCode, "ask the bank; lines that are put back into the folder are tried again"),
        (.part, .partPayment, "tell the payer what is missing; the payment counts"),
        (.over, .overpaid, "the case is settled; what is too much is in \(refundList)"),
        (.alreadyPaid, .alreadyPaid, "the case was settled before; the payment is in \(refundList)"),
        (.caseClosed, .caseClosed, "the case ended without a payment; this one is in \(refundList)"),
        (.passedOn, .passedOn, "the case went on to another person before; the payment is in \(refundList)"),
        (
            .voidTicket, .voidTicket,
            "look at the case (etle cases show): put the lines back when it has another ticket or is closed; then they count, or are listed to be paid back"
        ),
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
