import Domain
import GRDB
import Storage

/// What became of a payment.
public enum PaymentResult: String, Hashable, Sendable {
    /// The case is settled to the rupiah; or all is paid before the court, which settles the case.
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
    /// The ticket is void, and the case has none now: it waits for an answer or an officer.
    case voidTicket = "void-ticket"
    /// The ticket is void: the case has gone on to another person.
    case passedOn = "passed-on"
    /// The bank has sent another amount or time for the same code under the same reference: a correction, or another payment.
    case conflict = "payment-conflict"
    /// The program could not deal with the line.
    case failed = "processing-failed"

    /// Whether the same line is judged anew when it comes again.
    var isOpen: Bool { [.unknownCode, .voidTicket, .conflict, .failed].contains(self) }

    /// Why the line is to be paid back as a whole; nil where it counts, or nobody knows yet.
    var isOwedBack: RefundRecord.Cause? {
        switch self {
        case .alreadyPaid: .alreadyPaid
        case .caseClosed: .caseClosed
        case .passedOn: .passedOn
        case .paid, .part, .over, .repeated, .unknownCode, .voidTicket, .conflict, .failed: nil
        }
    }
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
    /// Takes a bank's payments in, all lines in one transaction, each with its result, which is kept with the line. The same lines again
    /// change nothing; one that could not be settled before is tried again.
    ///
    /// A payment is known by its reference, code, amount and time: one transfer may pay several tickets under one reference.
    /// - Parameter plausible: when it may have been made, for payments that arrive after a block; any other time is taken for now.
    public func accept(
        _ payments: [Payment], from file: UploadedFile, plausible: ClosedRange<Timestamp>, work: CaseWork,
        at now: Timestamp
    ) async throws -> [PaymentResult] {
        try await pool.write { [self] database in
            let taking = Taking(file: file.sha256, plausible: plausible, work: work, now: now)
            return try payments.map { try accept($0, taking, database) }
        }
    }

    /// A file's lines by what became of them, in the order of the file: those that came first with this file, or were settled anew.
    public func payments(ofFile sha256: String) async throws -> [PaymentResult: [Payment]] {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM payment WHERE file = ? ORDER BY id", arguments: [sha256])
            return try rows.reduce(into: [:]) { payments, row in
                guard let result = PaymentResult(rawValue: try row.decode(forColumn: "result")) else { return }
                payments[result, default: []].append(
                    Payment(
                        code: try row.decode(forColumn: "code"),
                        amountRupiah: try row.decode(forColumn: "amount_rupiah"),
                        paidAt: Timestamp(milliseconds: try row.decode(forColumn: "paid_at")),
                        bankReference: try row.decode(forColumn: "bank_reference")))
            }
        }
    }

    /// Why lines of a file could not be dealt with; each reason once.
    public func paymentProblems(ofFile sha256: String) async throws -> [String] {
        try await pool.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT DISTINCT problem FROM payment WHERE file = ? AND problem IS NOT NULL ORDER BY id",
                arguments: [sha256])
        }
    }

    /// What became of a line, and of which ticket and case.
    private struct Settled {
        var result: PaymentResult
        var ticket: String?
        var record: CaseRecord?
        var problem: String?
    }

    /// What all lines of a file have in common.
    private struct Taking {
        let file: String
        let plausible: ClosedRange<Timestamp>
        let work: CaseWork
        let now: Timestamp
    }

    private func accept(_ payment: Payment, _ taking: Taking, _ database: Database) throws -> PaymentResult {
        let known = try Row.fetchOne(
            database,
            sql: """
                SELECT id, result FROM payment
                WHERE bank_reference = ? AND code = ? AND amount_rupiah = ? AND paid_at = ?
                """,
            arguments: [
                payment.bankReference, payment.code, payment.amountRupiah, payment.paidAt.milliseconds,
            ])
        if let known, PaymentResult(rawValue: known["result"])?.isOpen != true { return .repeated }
        var settled = Settled(result: .failed)
        do {
            try database.inSavepoint {
                settled = try settle(payment, taking, database)
                return .commit
            }
        } catch let error where !Journal.isHindered(by: error) {
            // One case that cannot go on holds up no other line.
            settled = Settled(result: .failed, problem: JournalError.withoutValues(error))
        }
        let row = try keep(payment, settled, taking, database)
        if let cause = settled.result.isOwedBack, let record = settled.record, let ticket = settled.ticket {
            let owed = OwedLine(payment, cause, ticket: ticket, file: taking.file, receivedAt: taking.now)
            try append(.payment, subject: record.reference, payload: owed, at: taking.now, database)
            try insertRefund(
                payment.amountRupiah, cause, of: record, payment: row, ticket: ticket,
                on: record.zone.date(of: taking.now), database)
        }
        return settled.result
    }

    /// Writes the line down with what became of it. Returns its number.
    private func keep(
        _ payment: Payment, _ settled: Settled, _ taking: Taking, _ database: Database
    ) throws -> Int64 {
        // The ticket that it counts for.
        let ticket = [.paid, .part, .over].contains(settled.result) ? settled.ticket : nil
        return try Int64.fetchOne(
            database,
            sql: """
                INSERT INTO payment (bank_reference, code, amount_rupiah, paid_at, received_at, file, result, ticket,
                    problem)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET received_at = excluded.received_at, file = excluded.file,
                    result = excluded.result, ticket = excluded.ticket, problem = excluded.problem
                RETURNING id
                """,
            arguments: [
                payment.bankReference, payment.code, payment.amountRupiah, payment.paidAt.milliseconds,
                taking.now.milliseconds, taking.file, settled.result.rawValue, ticket, settled.problem,
            ]) ?? 0
    }

    private func settle(_ payment: Payment, _ taking: Taking, _ database: Database) throws -> Settled {
        guard
            let ticket = try Row.fetchOne(
                database, sql: "SELECT number, issued_on FROM ticket WHERE payment_code = ?", arguments: [payment.code]),
            let record = try Journal.legalCase(named: ticket["number"], database)
        else { return Settled(result: .unknownCode) }
        func settled(_ result: PaymentResult) -> Settled {
            Settled(result: result, ticket: ticket["number"], record: record)
        }
        let isConflict =
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM payment WHERE bank_reference = ? AND code = ?
                        AND (amount_rupiah <> ? OR paid_at <> ?)
                        AND result NOT IN ('unknown-payment-code', 'payment-conflict', 'processing-failed',
                            'void-ticket'))
                    """,
                arguments: [
                    payment.bankReference, payment.code, payment.amountRupiah, payment.paidAt.milliseconds,
                ]) ?? false
        if isConflict { return settled(.conflict) }
        // The code of a ticket in whose place another one stands is as good, as long as it is the same person's.
        if let current = record.value.ticket?.number,
            try !Journal.isSameOffender(ticket["number"], current, database)
        {
            return settled(.passedOn)
        }
        if record.value.phase == .closed {
            return settled(record.value.ending == .paid ? .alreadyPaid : .caseClosed)
        }
        guard let current = record.value.ticket?.number, let fit = record.value.fit(ofRupiah: payment.amountRupiah)
        else { return settled(.voidTicket) }
        var source = CaseSource.file(taking.file)
        source.bankReference = payment.bankReference
        let today = record.zone.date(of: taking.now)
        let lifted = try liftIfInTime(
            payment, fit, of: record, issuedOn: ticket["issued_on"], source: .file(taking.file), taking, database)
        let (value, _) = try advance(
            lifted, by: .paid(rupiah: payment.amountRupiah, on: today), kind: .payment, source: source,
            work: taking.work, at: taking.now, database)
        // Before the court nothing is settled: what is too much is known when it has decided.
        if value.phase == .court { return settled(fit == .part ? .part : .paid) }
        if fit != .part {
            try database.execute(sql: "UPDATE ticket SET state = 'paid' WHERE number = ?", arguments: [current])
        }
        return settled(fit == .exact ? .paid : fit == .part ? .part : .over)
    }

    /// A payment that settles the case, was made on a day before the block and came after it shows that the block had no reason.
    private func liftIfInTime(
        _ payment: Payment, _ fit: LegalCase.PaymentFit, of record: CaseRecord, issuedOn: String?, source: CaseSource,
        _ taking: Taking, _ database: Database
    ) throws -> CaseRecord {
        let made = record.zone.date(of: payment.paidAt)
        guard fit != .part, let block = record.value.openBlock, made < block.on,
            taking.plausible.contains(payment.paidAt), issuedOn.flatMap({ LocalDate(iso8601: $0) }) ?? made <= made
        else { return record }
        let step = CaseStep.madeInTime(made, on: record.zone.date(of: taking.now))
        let (value, _) = try advance(
            record, by: step, kind: .legalCase, source: source, work: taking.work, at: taking.now, database)
        return record.replacing(value)
    }
}
