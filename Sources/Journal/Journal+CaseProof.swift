import Domain
import GRDB
import Storage

/// A case's row as it stands, with the rows that hang on it and what the ledger says.
public struct CaseProof: Sendable {
    /// An entry about the case.
    public struct Entry: Sendable {
        public let sequence: Int64
        public let kind: LedgerEntry.Kind
        public let at: Int64
        public let says: CaseEcho
    }

    public struct Block: Sendable {
        public let id: Int64
        public let unitID: String
        public let plate: String
        public let articles: String
        /// `cause day lifted lift`, with `-` for what isn't there.
        public let course: String
        public let answer: String?
        public let liftAnswer: String?
    }

    /// What a Samsat said to a block or its lifting.
    public struct BlockAnswer: Sendable {
        public let block: Int64
        public let isLift: Bool
        public let answer: String
        public let day: String
    }

    public struct Letter: Sendable {
        public let reference: String
        public let document: String
        public let content: String
        public let entry: Int64?
        public let answerCode: String
        public let answer: String?
        public let answeredAt: Int64?
        /// Whether the ticket that goes out with it is still to be made.
        public let isTicketDue: Int
        public let heldAt: Int64?
        public let wrongCodes: Int
    }

    public struct Ticket: Sendable {
        public let number: String
        public let reference: String
        public let document: String
        public let content: String
        public let entry: Int64?
        public let paymentCode: String
        public let depositRupiah: Int
        public let state: String
        public let offender: String?
        public let points: Int?
        public let issuedOn: String?
    }

    /// A bank's line that counts, or that is owed back as a whole.
    public struct Payment: Sendable {
        public let id: Int64
        public let bankReference: String
        public let code: String
        /// Empty in rows of versions that didn't keep it.
        public let file: String
        public let result: String
        public let problem: String?
        /// That it counts for, or whose code was paid.
        public let ticket: String
        public let amountRupiah: Int
        public let paidAt: Int64
        public let receivedAt: Int64
    }

    public struct Refund: Sendable {
        public let unitID: String
        public let ticket: String
        public let amountRupiah: Int
        public let cause: String
        public let owedOn: String
        /// The id of the line that is paid back as a whole; nil for what is too much of all lines.
        public let payment: Int64?
    }

    /// An answer that waits for the release of its letter.
    public struct HeldAnswer: Sendable {
        public let reference: String
        public let file: String
    }

    public let event: Int64
    public let unitID: String
    public let zone: String
    public let reference: String
    public let phase: String
    public let termEndsAt: Int64?
    public let value: String
    /// Oldest first; so are blocks.
    public let entries: [Entry]
    public let blocks: [Block]
    public let letters: [Letter]
    public let tickets: [Ticket]
    public let payments: [Payment]
    /// Lines that are owed back as a whole.
    public let owedLines: [Payment]
    public let refunds: [Refund]
    public let blockAnswers: [BlockAnswer]
    public let heldAnswers: [HeldAnswer]
}

/// What an entry about a case says, as far as rows follow from it.
public struct CaseEcho: Decodable, Sendable {
    /// Hash of the case after the step.
    public let legalCase: String?
    public let step: String?
    public let letter: String?
    public let amountRupiah: Int?
    public let refundRupiah: Int?
    public let bankReference: String?
    public let file: String?
    /// `hold`, `keep`, `release`, of answers to a letter with too many wrong codes; ``owesBack``.
    public let act: String?
    /// A block's number, and why it began; or what the Samsat answered.
    public let block: String?
    public let cause: String?
    public let answer: String?
    /// Of a payment that is owed back as a whole: the hash of its line, whose code was paid, when it came.
    public let line: String?
    public let ticket: String?
    public let receivedAt: Timestamp?

    /// What the entry of such a payment says in ``act``.
    public static let owesBack = "owe-back"

    enum CodingKeys: String, CodingKey {
        case legalCase = "case"
        case step, letter, act
        case amountRupiah = "amount_rupiah"
        case refundRupiah = "refund_rupiah"
        case bankReference = "bank_reference"
        case file, block, cause, answer, line, ticket
        case receivedAt = "received_at"
    }
}

extension Journal {
    /// Cases of events with an id above `event`; nil after the last.
    public func caseProofs(
        after event: Int64, limit: Int
    ) async throws -> (cases: [Result<CaseProof, RowFault>], last: Int64)? {
        try await pool.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT event, unit_id, time_zone, reference, phase, term_ends_at, value FROM legal_case
                    WHERE event > ? ORDER BY event LIMIT ?
                    """, arguments: [event, limit])
            guard let last: Int64 = rows.last?["event"] else { return nil }
            let hanging = try CaseRows(after: event, upTo: last, database)
            let entries = try database.cachedStatement(
                sql:
                    "SELECT sequence, kind, at, payload FROM ledger WHERE subject = ? AND sequence > 0 ORDER BY sequence"
            )
            let cases = try rows.proofs(of: "legal_case", key: "event") { row in
                let id: Int64 = try row.get("event")
                let reference: String = try row.get("reference")
                return CaseProof(
                    event: id, unitID: try row.get("unit_id"), zone: try row.get("time_zone"), reference: reference,
                    phase: try row.get("phase"), termEndsAt: try row.get("term_ends_at"), value: try row.get("value"),
                    entries: try CaseProof.Entry.fetch(entries, about: reference),
                    blocks: try hanging.blocks[id, default: []].map { try $0.get() },
                    letters: try hanging.letters[id, default: []].map { try $0.get() },
                    tickets: try hanging.tickets[id, default: []].map { try $0.get() },
                    payments: try hanging.payments[id, default: []].map { try $0.get() },
                    owedLines: try hanging.owedLines[id, default: []].map { try $0.get() },
                    refunds: try hanging.refunds[id, default: []].map { try $0.get() },
                    blockAnswers: try hanging.blockAnswers[id, default: []].map { try $0.get() },
                    heldAnswers: try hanging.heldAnswers[id, default: []].map { try $0.get() })
            }
            return (cases, last)
        }
    }
}

extension CaseProof.Entry {
    /// An entry that cannot be read is found where the ledger is checked.
    fileprivate static func fetch(_ statement: Statement, about subject: String) throws -> [CaseProof.Entry] {
        var entries: [CaseProof.Entry] = []
        let rows = try Row.fetchCursor(statement, arguments: [subject])
        while let row = try rows.next() {
            guard let kind = (try? row.decode(String.self, atIndex: 1)).flatMap(LedgerEntry.Kind.init),
                let at = try? row.decode(Int64.self, atIndex: 2), let text = try? row.decode(String.self, atIndex: 3),
                let says = try? CanonicalJSON.decode(CaseEcho.self, from: text)
            else { continue }
            entries.append(CaseProof.Entry(sequence: row[0], kind: kind, at: at, says: says))
        }
        return entries
    }
}
