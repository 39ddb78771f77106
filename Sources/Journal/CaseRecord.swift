import Domain
import GRDB

/// A case as the journal has it.
public struct CaseRecord: Sendable {
    public let event: Int64
    /// The zone of the place, whose days count.
    public let zone: LocalTimeZone
    /// Of the first letter; names the case.
    public let reference: String
    public let value: LegalCase
    /// When the case last took a step, by its entries; nil where there is none, and while a transaction takes one.
    public private(set) var steppedAt: Timestamp?

    public var unitID: String { value.unitID }

    /// What ``init(row:)`` reads of `legal_case c`.
    static let selection = """
        SELECT c.*, (SELECT max(l.at) FROM ledger l WHERE l.subject = c.reference
            AND l.kind IN ('case', 'answer', 'payment') AND json_extract(l.payload, '$.case') IS NOT NULL) AS stepped_at
        FROM legal_case c
        """

    init(row: Row) throws {
        event = try row.decode(forColumn: "event")
        reference = try row.decode(forColumn: "reference")
        guard let zone = LocalTimeZone(rawValue: try row.decode(forColumn: "time_zone")) else {
            throw JournalError(.unreadable, "case \(reference) has a time zone that this version does not know")
        }
        self.zone = zone
        value = try CanonicalJSON.decode(from: row.decode(forColumn: "value"))
        steppedAt =
            try row.hasColumn("stepped_at")
            ? row.decode(Int64?.self, forColumn: "stepped_at").map(Timestamp.init(milliseconds:)) : nil
    }
}

/// A letter with what an answer to it must carry.
public struct NoticeRecord: Sendable {
    public let reference: String
    public let event: Int64
    public let answerCode: String
    public let wrongCodes: Int
    /// Whether its answers wait for an officer, because too many wrong codes came.
    public let isHeld: Bool
    /// SHA-256 of the answer's file, which is in the evidence store; nil while it isn't answered.
    public let answer: String?
    /// Those of its case.
    public let terms: CaseTerms
    public let content: NoticeContent
}

extension CaseLetter {
    public init(_ notice: NoticeContent, posting: Posting = Posting()) {
        self.init(
            reference: notice.reference, recipient: notice.recipient ?? .owner,
            issuedOn: notice.unit.timeZone.date(of: notice.issuedAt), answerBy: notice.answerBy, posting: posting)
    }
}

extension CaseTicket {
    public init(_ ticket: TicketContent, isWithLetter: Bool, posting: Posting = Posting()) {
        self.init(
            number: ticket.number, dueRupiah: ticket.judgedRupiah ?? ticket.depositRupiah, payBy: ticket.payBy,
            isWithLetter: isWithLetter, issuedOn: ticket.unit.timeZone.date(of: ticket.issuedAt), posting: posting)
    }
}
