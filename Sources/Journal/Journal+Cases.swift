import Domain
import GRDB
import Storage

/// What an owner answers to a letter.
public enum AnswerKind: String, Codable, Sendable, CaseIterable {
    case driver
    case otherDriver = "other-driver"
    case sold
    case notMine = "not-mine"
    case moved
}

/// A letter's case.
public struct NoticeRecord: Sendable {
    public enum State: String, Codable, Sendable {
        case open
        /// The owner drove: a ticket follows.
        case confirmed
        /// Any other answer: an officer must look.
        case answered
    }

    public let reference: String
    public let event: Int64
    public let answerCode: String
    public let state: State
    public let wrongCodes: Int
    public let content: NoticeContent
}

/// Makes a ticket from its running number, inside the transaction that takes the number.
public typealias TicketDraft = @Sendable (_ number: Int) throws -> TicketContent

/// What became of a payment.
public enum PaymentResult: String, Hashable, Sendable {
    case paid
    /// The bank has sent this payment before.
    case repeated
    case unknownCode = "unknown-code"
    case wrongAmount = "wrong-amount"
    case alreadyPaid = "already-paid"
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
    /// The case of a letter that went out; nil if there is no such reference.
    public func notice(_ reference: String) async throws -> NoticeRecord? {
        try await pool.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT n.*, d.content FROM notice n JOIN document d ON d.id = n.document
                        WHERE n.reference = ? AND d.ledger_sequence IS NOT NULL
                        """, arguments: [reference])
            else { return nil }
            guard let state = NoticeRecord.State(rawValue: row["state"]) else {
                throw JournalError(.unreadable, "notice \(reference) is in a state that this version does not know")
            }
            return NoticeRecord(
                reference: reference, event: row["event"], answerCode: row["answer_code"], state: state,
                wrongCodes: row["wrong_codes"], content: try CanonicalJSON.decode(from: row["content"]))
        }
    }

    /// Whether a file with these bytes was taken from this exchange folder before.
    public func hasTaken(_ sha256: String, from folder: String) async throws -> Bool {
        try await pool.read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM exchange_file WHERE folder = ? AND sha256 = ?)",
                arguments: [folder, sha256]) ?? false
        }
    }

    /// Takes an answer in; where it confirms and `ticket` is given, the ticket's draft is made in the same transaction.
    /// - Throws: ``JournalError`` `stateChanged` if the case is not open.
    public func accept(
        _ answer: AnswerKind, text: String, for notice: NoticeRecord, file: UploadedFile,
        at now: Timestamp, unitYear: (unit: String, year: Int), ticket: TicketDraft?
    ) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: "UPDATE notice SET state = ?, answer = ?, answered_at = ? WHERE reference = ? AND state = 'open'",
                arguments: [
                    (answer == .driver ? NoticeRecord.State.confirmed : .answered).rawValue, text, now.milliseconds,
                    notice.reference,
                ])
            try requireChange(database, notice.reference)
            try take(file, from: "answers", at: now, database)
            try append(
                .answer, subject: notice.reference,
                payload: ["answer": answer.rawValue, "file": file.sha256], at: now, database)
            if answer == .driver, let ticket {
                try draftTicket(ticket, event: notice.event, unitYear: unitYear, database)
            }
        }
    }

    /// Counts an answer whose code was wrong. Returns how many there have been for this letter.
    public func countWrongCode(for reference: String) async throws -> Int {
        try await pool.write { database in
            try Int.fetchOne(
                database,
                sql: "UPDATE notice SET wrong_codes = wrong_codes + 1 WHERE reference = ? RETURNING wrong_codes",
                arguments: [reference]) ?? 0
        }
    }

    /// Makes the ticket that follows a letter at once, where there is none yet.
    public func addTicket(
        to notice: NoticeRecord, unitYear: (unit: String, year: Int), ticket: @escaping TicketDraft
    ) async throws {
        try await pool.write { [self] database in
            let exists =
                try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM ticket WHERE reference = ?)",
                    arguments: [notice.reference]) ?? false
            if !exists { try draftTicket(ticket, event: notice.event, unitYear: unitYear, database) }
        }
    }

    public func hasTicket(_ reference: String) async throws -> Bool {
        try await pool.read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM ticket WHERE reference = ?)", arguments: [reference])
                ?? false
        }
    }

    /// References of letters that are signed, whose unit is among `units`, and that have no ticket.
    public func noticesWithoutTicket(units: [String], limit: Int) async throws -> [String] {
        guard !units.isEmpty else { return [] }
        return try await pool.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT n.reference FROM notice n JOIN document d ON d.id = n.document
                    WHERE d.ledger_sequence IS NOT NULL AND n.state = 'open'
                      AND d.unit_id IN (\(units.map { _ in "?" }.joined(separator: ",")))
                      AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.reference = n.reference)
                    ORDER BY d.id LIMIT \(limit)
                    """, arguments: StatementArguments(units))
        }
    }

    /// Takes a bank's payments in: every line in one transaction, with its result. The same lines again change nothing.
    public func accept(
        _ payments: [Payment], from file: UploadedFile, at now: Timestamp
    ) async throws -> [PaymentResult] {
        try await pool.write { [self] database in
            try payments.map { try accept($0, file: file.sha256, at: now, database) }
        }
    }

    /// Notes that a file from an exchange folder is dealt with, and plans its removal.
    public func noteTaken(_ file: UploadedFile, from folder: String, at now: Timestamp) async throws {
        try await pool.write { [self] database in try take(file, from: folder, at: now, database) }
    }

    private func accept(
        _ payment: Payment, file: String, at now: Timestamp, _ database: Database
    ) throws -> PaymentResult {
        let repeated =
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM payment WHERE bank_reference = ?)",
                arguments: [payment.bankReference]) ?? false
        if repeated { return .repeated }
        guard
            let ticket = try Row.fetchOne(
                database, sql: "SELECT number, deposit_rupiah, state FROM ticket WHERE payment_code = ?",
                arguments: [payment.code])
        else { return .unknownCode }
        let number: String = ticket["number"]
        if ticket["state"] as String == "paid" { return .alreadyPaid }
        guard ticket["deposit_rupiah"] as Int == payment.amountRupiah else { return .wrongAmount }
        try database.execute(
            sql: """
                INSERT INTO payment (bank_reference, ticket, amount_rupiah, paid_at, received_at) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                payment.bankReference, number, payment.amountRupiah, payment.paidAt.milliseconds, now.milliseconds,
            ])
        try database.execute(sql: "UPDATE ticket SET state = 'paid' WHERE number = ?", arguments: [number])
        try append(
            .payment, subject: number,
            payload: [
                "amount_rupiah": "\(payment.amountRupiah)", "bank_reference": Digest.sha256(payment.bankReference.utf8),
                "file": file,
            ], at: now, database)
        return .paid
    }

    private func draftTicket(
        _ ticket: TicketDraft, event: Int64, unitYear: (unit: String, year: Int), _ database: Database
    ) throws {
        let content = try ticket(try Journal.next(ticketCounter(unit: unitYear.unit, year: unitYear.year), database))
        let document = try insertDocument(
            .ticket, name: content.number, event: event, unit: content.unit, issuedAt: content.issuedAt,
            content: try CanonicalJSON.encode(content), database)
        try database.execute(
            sql: """
                INSERT INTO ticket (number, reference, document, payment_code, deposit_rupiah, state)
                VALUES (?, ?, ?, ?, ?, 'unpaid')
                """,
            arguments: [content.number, content.reference, document, content.paymentCode, content.depositRupiah])
    }

    private func take(
        _ file: UploadedFile, from folder: String, at now: Timestamp, _ database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO exchange_file (sha256, folder, name, received_at) VALUES (?, ?, ?, ?)",
            arguments: [file.sha256, folder, file.path.display, now.milliseconds])
        try plan(removalOf: [file], database)
    }
}
