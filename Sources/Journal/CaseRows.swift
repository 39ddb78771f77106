import Domain
import GRDB
import Storage

/// The rows of other tables that belong to the cases of a range of events: one question for all of them.
struct CaseRows {
    var blocks: [Int64: [Result<CaseProof.Block, RowFault>]] = [:]
    var letters: [Int64: [Result<CaseProof.Letter, RowFault>]] = [:]
    var tickets: [Int64: [Result<CaseProof.Ticket, RowFault>]] = [:]
    var payments: [Int64: [Result<CaseProof.Payment, RowFault>]] = [:]
    var owedLines: [Int64: [Result<CaseProof.Payment, RowFault>]] = [:]
    var refunds: [Int64: [Result<CaseProof.Refund, RowFault>]] = [:]
    var blockAnswers: [Int64: [Result<CaseProof.BlockAnswer, RowFault>]] = [:]
    var heldAnswers: [Int64: [Result<CaseProof.HeldAnswer, RowFault>]] = [:]

    init(after id: Int64, upTo last: Int64, _ database: Database) throws {
        func fetch<Value>(
            _ sql: String, of table: String, key: String, _ read: (ProofRow) throws -> Value
        ) throws -> [Int64: [Result<Value, RowFault>]] {
            let rows = try Row.fetchAll(database, sql: sql, arguments: [id, last])
            let values = try rows.proofs(of: table, key: key, read)
            return Dictionary(grouping: zip(rows, values)) { row, _ in
                (try? row.decode(Int64.self, forColumn: "event")) ?? 0
            }.mapValues { $0.map(\.1) }
        }
        blocks = try fetch(
            "SELECT * FROM block WHERE event > ? AND event <= ? ORDER BY id", of: "block", key: "id",
            CaseProof.Block.init)
        letters = try fetch(
            """
            SELECT n.event, n.reference, n.answer_code, n.answer, n.answered_at, n.ticket_due, n.held_at, n.wrong_codes, d.name, d.content, d.ledger_sequence
            FROM notice n LEFT JOIN document d ON d.id = n.document WHERE n.event > ? AND n.event <= ? ORDER BY d.id
            """, of: "notice", key: "reference", CaseProof.Letter.init)
        tickets = try fetch(
            """
            SELECT n.event, t.*, d.name, d.content, d.ledger_sequence
            FROM notice n JOIN ticket t ON t.reference = n.reference LEFT JOIN document d ON d.id = t.document
            WHERE n.event > ? AND n.event <= ? ORDER BY d.id
            """, of: "ticket", key: "number", CaseProof.Ticket.init)
        payments = try fetch(
            """
            SELECT n.event, p.* FROM payment p JOIN ticket t ON t.number = p.ticket
            JOIN notice n ON n.reference = t.reference WHERE n.event > ? AND n.event <= ? ORDER BY p.id
            """, of: "payment", key: "id", CaseProof.Payment.init)
        refunds = try fetch(
            """
            SELECT * FROM refund WHERE event > ? AND event <= ? ORDER BY id
            """, of: "refund", key: "id", CaseProof.Refund.init)
        owedLines = try fetch(
            """
            SELECT n.event, t.number AS ticket, p.id, p.bank_reference, p.code, p.file, p.result, p.problem,
                p.amount_rupiah, p.paid_at, p.received_at
            FROM notice n JOIN ticket t ON t.reference = n.reference JOIN payment p ON p.code = t.payment_code
            WHERE n.event > ? AND n.event <= ? AND p.ticket IS NULL
                AND p.result IN ('already-paid', 'case-closed', 'passed-on') ORDER BY p.id
            """, of: "payment", key: "id", CaseProof.Payment.init)
        blockAnswers = try fetch(
            """
            SELECT b.event, a.* FROM block_answer a JOIN block b ON b.id = a.block
            WHERE b.event > ? AND b.event <= ? ORDER BY a.id
            """, of: "block_answer", key: "id", CaseProof.BlockAnswer.init)
        heldAnswers = try fetch(
            """
            SELECT n.event, h.* FROM held_answer h JOIN notice n ON n.reference = h.reference
            WHERE n.event > ? AND n.event <= ? ORDER BY h.id
            """, of: "held_answer", key: "id", CaseProof.HeldAnswer.init)
    }
}

extension CaseProof.Block {
    fileprivate init(_ row: ProofRow) throws {
        id = try row.get("id")
        unitID = try row.get("unit_id")
        plate = try row.get("plate")
        articles = try row.get("articles")
        course = try ["cause", "blocked_on", "lifted_on", "lift"]
            .map { try row.get($0, as: String?.self) ?? "-" }.joined(separator: " ")
        answer = try row.get("block_answer")
        liftAnswer = try row.get("lift_answer")
    }
}

extension CaseProof.Letter {
    fileprivate init(_ row: ProofRow) throws {
        reference = try row.get("reference")
        document = try row.get("name")
        content = try row.get("content")
        entry = try row.get("ledger_sequence")
        answerCode = try row.get("answer_code")
        answer = try row.get("answer")
        answeredAt = try row.get("answered_at")
        isTicketDue = try row.get("ticket_due")
        heldAt = try row.get("held_at")
        wrongCodes = try row.get("wrong_codes")
    }
}

extension CaseProof.Ticket {
    fileprivate init(_ row: ProofRow) throws {
        number = try row.get("number")
        reference = try row.get("reference")
        document = try row.get("name")
        content = try row.get("content")
        entry = try row.get("ledger_sequence")
        paymentCode = try row.get("payment_code")
        depositRupiah = try row.get("deposit_rupiah")
        state = try row.get("state")
        offender = try row.get("offender")
        points = try row.get("points")
        issuedOn = try row.get("issued_on")
    }

    /// What repeat offenders are known by.
    public static func offender(of content: TicketContent) -> String { Journal.offender(of: content) }
}

extension CaseProof.Payment {
    fileprivate init(_ row: ProofRow) throws {
        id = try row.get("id")
        bankReference = try row.get("bank_reference")
        code = try row.get("code")
        file = try row.get("file")
        result = try row.get("result")
        problem = try row.get("problem")
        ticket = try row.get("ticket")
        amountRupiah = try row.get("amount_rupiah")
        paidAt = try row.get("paid_at")
        receivedAt = try row.get("received_at")
    }
}

extension CaseProof.Refund {
    fileprivate init(_ row: ProofRow) throws {
        unitID = try row.get("unit_id")
        ticket = try row.get("ticket")
        amountRupiah = try row.get("amount_rupiah")
        cause = try row.get("cause")
        owedOn = try row.get("owed_on")
        payment = try row.get("payment")
    }
}

extension CaseProof.BlockAnswer {
    fileprivate init(_ row: ProofRow) throws {
        block = try row.get("block")
        isLift = try row.get("is_lift", as: Int.self) == 1
        answer = try row.get("answer")
        day = try row.get("day")
    }
}

extension CaseProof.HeldAnswer {
    fileprivate init(_ row: ProofRow) throws {
        reference = try row.get("reference")
        file = try row.get("file")
    }
}
