import Domain
import GRDB
import Storage

extension Journal {
    /// Keeps an answer that an officer took in for its letter, whose code the officer vouches for. It counts at once, or, where the letter
    /// is held, when that is released: ``releasedAnswers()``.
    /// - Parameter sha256: of the answer's bytes in the evidence store.
    public func keep(
        paperAnswer sha256: String, to notice: NoticeRecord, madeAt: Timestamp, officer: String, reason: String,
        at now: Timestamp
    ) async throws {
        try await pool.write { [self] database in
            guard let record = try Journal.legalCase(ofEvent: notice.event, database) else {
                throw JournalError(.notFound, "the letter \(notice.reference) has no case")
            }
            try database.execute(
                sql: "INSERT OR IGNORE INTO held_answer (reference, file, made_at) VALUES (?, ?, ?)",
                arguments: [notice.reference, sha256, madeAt.milliseconds])
            guard database.changesCount == 1 else {
                throw JournalError(
                    .stateChanged,
                    "this answer is kept already: it counts when an officer releases the letter (etle cases release)")
            }
            let entry = try append(
                .answer, subject: record.reference,
                payload: [
                    "act": "keep", "letter": notice.reference, "file": sha256, "officer": officer,
                    "reason": Digest.sha256(reason.utf8),
                ], at: now, database)
            try keep(words: reason, of: entry, database)
        }
    }

    /// SHA-256 of the answers with the right code that wait for the release of letters of a case, oldest first, by letter.
    public func keptAnswers(ofEvent event: Int64) async throws -> [String: [String]] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT h.reference, h.file FROM held_answer h JOIN notice n ON n.reference = h.reference
                    WHERE n.event = ? ORDER BY h.id
                    """, arguments: [event]
            ).reduce(into: [:]) { kept, row in
                kept[try row.decode(forColumn: "reference"), default: []].append(try row.decode(forColumn: "file"))
            }
        }
    }
}
