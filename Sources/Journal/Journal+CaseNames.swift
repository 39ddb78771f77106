import Domain
import GRDB

/// Something by which people outside know a case.
public enum CaseName: Hashable, Sendable {
    /// A letter's reference or a ticket's number.
    case document(String)
    /// A ticket's number as its files are named, with `-` for `/`.
    case ticketFile(String)
    /// As printed, with its running number.
    case letterNumber(String, running: Int)
    /// The journal's number of a document, as in the post's barcode.
    case barcode(Int64)
    /// 15 digits.
    case paymentCode(String)
    /// Without blanks.
    case plate(String)

    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        switch self {
        case .document(let name):
            (
                """
                SELECT event FROM notice WHERE reference = ?1
                UNION SELECT n.event FROM ticket t JOIN notice n ON n.reference = t.reference WHERE t.number = ?1
                """, [name]
            )
        case .ticketFile(let name):
            (
                """
                SELECT n.event FROM ticket t JOIN notice n ON n.reference = t.reference
                WHERE replace(t.number, '/', '-') = ?1
                """, [name]
            )
        case .letterNumber(let number, let running):
            // Letters that follow others have no running number in their row.
            (
                """
                SELECT event FROM document WHERE kind = 'notice' AND (running = ?1 OR running IS NULL)
                    AND json_extract(content, '$.number') = ?2
                """, [running, number]
            )
        case .barcode(let id): ("SELECT event FROM document WHERE id = ?1", [id])
        case .paymentCode(let code):
            (
                "SELECT n.event FROM ticket t JOIN notice n ON n.reference = t.reference WHERE t.payment_code = ?1",
                [code]
            )
        case .plate(let plate): ("SELECT id FROM event WHERE plate = ?1", [plate])
        }
    }
}

extension Journal {
    /// All cases that have this name, oldest first.
    public func cases(named name: CaseName) async throws -> [CaseRecord] {
        let (sql, arguments) = name.condition
        return try await pool.read { database in
            try Row.fetchAll(
                database, sql: "\(CaseRecord.selection) WHERE c.event IN (\(sql)) ORDER BY c.event",
                arguments: arguments
            ).map(CaseRecord.init)
        }
    }

    /// The signed document whose PDF or JSON has this hash, and which of them; nil if none has.
    public func document(holding sha256: String) async throws -> (name: String, isPDF: Bool)? {
        try await pool.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT name, pdf_sha256 IS ?1 AS is_pdf FROM document
                    WHERE (pdf_sha256 = ?1 OR json_sha256 = ?1) AND ledger_sequence IS NOT NULL
                    """, arguments: [sha256]
            ).map { (name: try $0.decode(forColumn: "name"), isPDF: try $0.decode(forColumn: "is_pdf")) }
        }
    }
}
