import Domain
import GRDB
import Storage

/// What became of a payment.
public enum PaymentResult: String, Hashable, Sendable {
    /// The case is settled to the rupiah.
    case paid
    /// Less than is owed: it counts, and the rest stays owed.
    case part = "part-payment"
    /// More than is owed: the case is settled, and the rest is to be paid back.
    case over = "overpaid"
    /// The bank has sent this payment before.
    case repeated
    case unknownCode = "unknown-payment-code"
    /// The case was settled before: a double payment.
    case alreadyPaid = "already-paid"
    /// The case ended otherwise: withdrawn, or judged.
    case caseClosed = "case-closed"
    /// The ticket is void: the case has gone on to another person, or waits for an answer.
    case voidTicket = "void-ticket"
}

/// One line of a bank's file.
public struct Payment: Hashable, Sendable {
    public let code: String
    public let amountRupiah: Int
    public let paidAt: Timestamp
    public let bankReference: String

    public init(code: String, amountRupiah: Int, paidAt: Timestamp, bankReference: String) {
        self.code = code
        self.amountRupiah = amountRupiah
        self.paidAt = paidAt
        self.bankReference = bankReference
    }
}

extension Journal {
    /// Takes a bank's payments in, all lines in one transaction, each with its result. The same lines again change nothing.
    public func accept(
        _ payments: [Payment], from file: UploadedFile, work: CaseWork, at now: Timestamp
    ) async throws -> [PaymentResult] {
        try await pool.write { [self] database in
            try payments.map { try accept($0, file: file.sha256, work: work, at: now, database) }
        }
    }

    private func accept(
        _ payment: Payment, file: String, work: CaseWork, at now: Timestamp, _ database: Database
    ) throws -> PaymentResult {
        let repeated =
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM payment WHERE bank_reference = ?)",
                arguments: [payment.bankReference]) ?? false
        if repeated { return .repeated }
        guard
            let number = try String.fetchOne(
                database, sql: "SELECT number FROM ticket WHERE payment_code = ?", arguments: [payment.code]),
            let record = try Journal.legalCase(named: number, database)
        else { return .unknownCode }
        // The code of a ticket in whose place another one stands is as good, as long as it is the same person's.
        guard let ticket = record.value.ticket?.number, try Journal.isSameOffender(number, ticket, database),
            let fit = record.value.fit(ofRupiah: payment.amountRupiah)
        else { return .voidTicket }
        if record.value.phase == .closed { return record.value.ending == .paid ? .alreadyPaid : .caseClosed }
        try database.execute(
            sql: """
                INSERT INTO payment (bank_reference, ticket, amount_rupiah, paid_at, received_at) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                payment.bankReference, number, payment.amountRupiah, payment.paidAt.milliseconds, now.milliseconds,
            ])
        var source = CaseSource.file(file)
        source.bankReference = payment.bankReference
        try advance(
            record, by: .paid(rupiah: payment.amountRupiah, on: record.zone.date(of: now)), kind: .payment,
            source: source, work: work, at: now, database)
        if fit != .part {
            try database.execute(sql: "UPDATE ticket SET state = 'paid' WHERE number = ?", arguments: [ticket])
        }
        return switch fit {
        case .exact: .paid
        case .part: .part
        case .over: .over
        }
    }
}
