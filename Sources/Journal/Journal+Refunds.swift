import Domain
import GRDB
import Storage

/// Money that somebody paid and doesn't owe.
public struct RefundRecord: Sendable, Identifiable {
    public enum Cause: String, Sendable, CaseIterable {
        /// More was paid than was owed.
        case overpaid
        /// The case was withdrawn after something had been paid.
        case withdrawn
        /// The court's fine is lower than what had been paid.
        case judged
        /// The case had been paid before.
        case alreadyPaid = "already-paid"
        /// The case had ended otherwise before.
        case caseClosed = "case-closed"
        /// The case had gone on to another person before.
        case passedOn = "passed-on"
    }

    public let id: Int64
    public let unitID: String
    public let owedOn: LocalDate
    /// The reference of the case's first letter.
    public let reference: String
    public let ticket: String
    public let code: String
    public let amountRupiah: Int
    public let cause: Cause
    /// The bank's references of what was paid, oldest first.
    public let bankReferences: [String]
}

extension Journal {
    /// What is to be paid back since a day, by unit and id.
    public func refunds(owedOn day: LocalDate) async throws -> [RefundRecord] {
        try await pool.read { database in
            try Journal.refunds("r.owed_on = ? ORDER BY r.unit_id, r.id", [day.iso8601], database)
        }
    }

    /// What is to be paid back of a case, oldest first.
    public func refunds(of record: CaseRecord) async throws -> [RefundRecord] {
        try await pool.read { try Journal.refunds("r.event = ? ORDER BY r.id", [record.event], $0) }
    }

    private static func refunds(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> [RefundRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT r.*, c.reference, t.payment_code FROM refund r
                JOIN legal_case c ON c.event = r.event JOIN ticket t ON t.number = r.ticket WHERE \(condition)
                """, arguments: arguments
        ).map { row in
            let id: Int64 = try row.decode(forColumn: "id")
            guard let cause = RefundRecord.Cause(rawValue: try row.decode(forColumn: "cause")),
                let day = LocalDate(iso8601: try row.decode(String.self, forColumn: "owed_on"))
            else { throw JournalError(.unreadable, "refund \(id) has a cause or day that this version cannot read") }
            return RefundRecord(
                id: id, unitID: try row.decode(forColumn: "unit_id"), owedOn: day,
                reference: try row.decode(forColumn: "reference"), ticket: try row.decode(forColumn: "ticket"),
                code: try row.decode(forColumn: "payment_code"),
                amountRupiah: try row.decode(forColumn: "amount_rupiah"), cause: cause,
                bankReferences: try Journal.bankReferences(
                    ofPayment: row.decode(forColumn: "payment"), event: row.decode(forColumn: "event"), database))
        }
    }

    /// Days through `last` on which something was to be paid back and that no list was closed for, oldest first.
    public func refundDaysToClose(through last: LocalDate) async throws -> [LocalDate] {
        try await pool.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT owed_on FROM refund WHERE owed_on <= ? AND NOT EXISTS (
                        SELECT 1 FROM ledger WHERE subject = 'refunds/' || owed_on AND kind = 'export')
                    ORDER BY owed_on
                    """, arguments: [last.iso8601]
            ).compactMap { LocalDate(iso8601: $0) }
        }
    }

    /// Of one line, or of all that count for the case, by the code of whichever of its tickets.
    private static func bankReferences(
        ofPayment payment: Int64?, event: Int64, _ database: Database
    ) throws -> [String] {
        guard let payment else {
            return try String.fetchAll(
                database,
                sql: """
                    SELECT p.bank_reference FROM notice n JOIN ticket t ON t.reference = n.reference
                    JOIN payment p ON p.ticket = t.number WHERE n.event = ? ORDER BY p.id
                    """, arguments: [event])
        }
        return try String.fetchAll(
            database, sql: "SELECT bank_reference FROM payment WHERE id = ?", arguments: [payment])
    }

    // MARK: Within a transaction

    /// What a case's step leaves to be paid back.
    func oweBack(_ rupiah: Int, to record: CaseRecord, on day: LocalDate, _ database: Database) throws {
        let cause: RefundRecord.Cause =
            switch record.value.ending {
            case .withdrawn: .withdrawn
            case .judged: .judged
            case .paid, nil: .overpaid
            }
        try insertRefund(rupiah, cause, of: record, payment: nil, ticket: nil, on: day, database)
    }

    /// - Parameters:
    ///   - payment: the line that is to be paid back as a whole; nil for what is too much of all that was paid.
    ///   - ticket: whose code was paid; nil for the case's.
    func insertRefund(
        _ rupiah: Int, _ cause: RefundRecord.Cause, of record: CaseRecord, payment: Int64?, ticket: String?,
        on day: LocalDate, _ database: Database
    ) throws {
        guard let ticket = ticket ?? record.value.ticket?.number else {
            throw JournalError(.notFound, "case \(record.reference) owes money back and has no ticket")
        }
        try database.execute(
            sql: """
                INSERT INTO refund (event, unit_id, ticket, amount_rupiah, cause, owed_on, payment)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [record.event, record.unitID, ticket, rupiah, cause.rawValue, day.iso8601, payment])
    }

    /// Entries for lines that are owed back and came before such entries were written. Part of a migration.
    func noteOwedLines(_ database: Database) throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT p.*, r.cause, r.ticket AS owed_ticket, c.reference
                FROM refund r JOIN payment p ON p.id = r.payment JOIN legal_case c ON c.event = r.event ORDER BY r.id
                """)
        guard !rows.isEmpty, let last = try Int64.fetchOne(database, sql: "SELECT max(at) FROM ledger") else { return }
        for row in rows {
            let payment = Payment(
                code: try row.decode(forColumn: "code"), amountRupiah: try row.decode(forColumn: "amount_rupiah"),
                paidAt: Timestamp(milliseconds: try row.decode(forColumn: "paid_at")),
                bankReference: try row.decode(forColumn: "bank_reference"))
            guard let cause = RefundRecord.Cause(rawValue: try row.decode(forColumn: "cause")) else { continue }
            let owed = OwedLine(
                payment, cause, ticket: try row.decode(forColumn: "owed_ticket"),
                file: try row.decode(forColumn: "file"),
                receivedAt: Timestamp(milliseconds: try row.decode(forColumn: "received_at")))
            try append(
                .payment, subject: try row.decode(forColumn: "reference"), payload: owed,
                at: Timestamp(milliseconds: last), database)
        }
    }
}

/// What the ledger says of a payment that doesn't count and is to be paid back as a whole.
struct OwedLine: Encodable {
    let act = CaseEcho.owesBack
    let amountRupiah: Int
    /// Its hash.
    let bankReference: String
    let cause: String
    let file: String
    let line: String
    let receivedAt: Timestamp
    /// Whose code was paid.
    let ticket: String

    init(_ payment: Payment, _ cause: RefundRecord.Cause, ticket: String, file: String, receivedAt: Timestamp) {
        amountRupiah = payment.amountRupiah
        bankReference = Digest.sha256(payment.bankReference.utf8)
        self.cause = cause.rawValue
        self.file = file
        line = payment.sha256
        self.receivedAt = receivedAt
        self.ticket = ticket
    }

    enum CodingKeys: String, CodingKey {
        case act, cause, file, line, ticket
        case amountRupiah = "amount_rupiah"
        case bankReference = "bank_reference"
        case receivedAt = "received_at"
    }
}

extension Payment {
    /// SHA-256 of the line as it is kept aside: `code,amount,paid_at,bank_reference`, the time in UTC, with its line feed.
    public var sha256: String {
        Digest.sha256(csvLine([code, "\(amountRupiah)", paidAt.rfc3339, bankReference]).utf8)
    }
}
