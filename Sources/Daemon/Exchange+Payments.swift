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
    ]

    static func take(payments arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        guard let (bytes, file) = try await read(arrival, from: "payments", limit: tableBytes, engine) else { return }
        let payments = try PaymentFile.parse(bytes)
        _ = try engine.evidence.put(bytes)
        let now = engine.clock.now()
        let results = try await engine.journal.accept(payments, from: file, work: engine.caseWork(at: now), at: now)
        let kept = keptPayments.compactMap { result, code, remedy -> Kept? in
            let lines = zip(payments, results).filter { $1 == result }.map(\.0)
            return lines.isEmpty
                ? nil : Kept(code: code, count: lines.count, bytes: PaymentFile.kept(lines), remedy: remedy)
        }
        try await finish(file, named: arrival.name, from: "payments", of: payments.count, keeping: kept, engine)
    }
}
