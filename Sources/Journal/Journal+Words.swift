import Domain
import GRDB
import Storage

/// What an officer wrote as the reason of an act, with what the ledger says of it.
public struct WordsProof: Sendable {
    public let sequence: Int64
    public let subject: String
    /// SHA-256 of the words, as the entry has it.
    public let hash: String
    /// Nil where the journal lost them.
    public let words: String?
}

extension Journal {
    /// Keeps an officer's words beside the entry that holds their hash. They may hold personal data: the ledger doesn't have them.
    func keep(words: String?, of entry: LedgerEntry, _ database: Database) throws {
        guard let words else { return }
        try database.execute(
            sql: "INSERT INTO officer_words (sequence, words) VALUES (?, ?)", arguments: [entry.sequence, words])
    }

    /// Officers' words about a subject, by the number of the entry.
    public func words(about subject: String) async throws -> [Int64: String] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT w.* FROM officer_words w JOIN ledger l ON l.sequence = w.sequence WHERE l.subject = ?",
                arguments: [subject]
            ).reduce(into: [:]) { words, row in
                words[try row.decode(forColumn: "sequence")] = try row.decode(String.self, forColumn: "words")
            }
        }
    }

    /// Entries of officers' acts on cases above `sequence`, since words are kept.
    public func wordsProofs(after sequence: Int64, limit: Int) async throws -> [WordsProof] {
        try await pool.read { database in
            let since =
                try Int64.fetchOne(database, sql: "SELECT sequence FROM officer_words_after") ?? 0
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT l.sequence, l.subject, json_extract(l.payload, '$.reason') AS reason_hash, w.words
                    FROM ledger l LEFT JOIN officer_words w ON w.sequence = l.sequence
                    WHERE l.sequence > ? AND (l.kind = 'case' OR (l.kind = 'officer' AND l.subject NOT LIKE '%/%'))
                      AND reason_hash IS NOT NULL ORDER BY l.sequence LIMIT ?
                    """, arguments: [max(since, sequence), limit]
            ).map { row in
                WordsProof(
                    sequence: try row.decode(forColumn: "sequence"), subject: try row.decode(forColumn: "subject"),
                    hash: try row.decode(forColumn: "reason_hash"), words: try row.decode(forColumn: "words"))
            }
        }
    }
}
