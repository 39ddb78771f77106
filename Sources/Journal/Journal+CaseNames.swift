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

    /// The events of cases that have the name, each with the letter that it names or that its ticket belongs to, if it names one.
    fileprivate var query: (sql: String, arguments: StatementArguments) {
        let ofTickets = "SELECT n.event, n.reference FROM ticket t JOIN notice n ON n.reference = t.reference"
        return switch self {
        case .document(let name):
            (
                "SELECT event, reference FROM notice WHERE reference = ?1 UNION \(ofTickets) WHERE t.number = ?1",
                [name]
            )
        case .ticketFile(let name): ("\(ofTickets) WHERE replace(t.number, '/', '-') = ?1", [name])
        case .letterNumber(let number, let running):
            // Letters that follow others have no running number in their row.
            (
                """
                SELECT event, name AS reference FROM document WHERE kind = 'notice' AND (running = ?1 OR running IS NULL)
                    AND json_extract(content, '$.number') = ?2
                """, [running, number]
            )
        case .barcode(let id):
            (
                """
                SELECT d.event, coalesce(t.reference, d.name) AS reference
                FROM document d LEFT JOIN ticket t ON t.document = d.id WHERE d.id = ?1
                """, [id]
            )
        case .paymentCode(let code): ("\(ofTickets) WHERE t.payment_code = ?1", [code])
        case .plate(let plate): ("SELECT id AS event, NULL AS reference FROM event WHERE plate = ?1", [plate])
        }
    }
}

extension Journal {
    /// All cases that have this name, oldest first.
    public func cases(named name: CaseName) async throws -> [CaseRecord] {
        let (sql, arguments) = name.query
        return try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: "\(CaseRecord.selection) WHERE c.event IN (SELECT event FROM (\(sql))) ORDER BY c.event",
                arguments: arguments
            ).map(CaseRecord.init)
        }
    }

    /// The references of a case's letters that the name names, or to whose ticket it belongs.
    public func letters(named name: CaseName, ofEvent event: Int64) async throws -> [String] {
        let (sql, arguments) = name.query
        return try await pool.read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { row in
                try row.decode(Int64.self, forColumn: "event") == event ? row.decode(forColumn: "reference") : nil
            }
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
