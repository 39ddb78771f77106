import Domain
import GRDB
import Storage

/// An answer with the right code that came while its letter was held, and counts when an officer releases the letter.
public struct HeldAnswer: Sendable {
    public let reference: String
    /// Of the answer's bytes in the evidence store.
    public let sha256: String
    public let madeAt: Timestamp
}

extension Journal {
    /// Takes an answer in with all that follows from it, in one transaction. One that was made before a block that it would have
    /// kept from coming lifts it.
    /// - Parameters:
    ///   - madeAt: when it was given.
    ///   - further: the letter that `work` would draft; nil where the answer asks for none.
    ///   - doubt: why an officer must look before such a letter goes out.
    ///   - file: where it lies in its folder; nil for one that was kept while its letter was held.
    /// - Throws: ``Domain/CaseRefusal`` if the case doesn't wait for the answer.
    public func accept(
        _ answer: AnswerKind, to notice: NoticeRecord, madeAt: Timestamp, further: CaseLetter?,
        doubt: LegalCase.Question?, sha256: String, file: UploadedFile?, work: CaseWork, at now: Timestamp
    ) async throws {
        try await pool.write { [self] database in
            // Daemon and command may both find a kept answer released: the first one takes it.
            if file == nil, try !Journal.forget(heldAnswer: sha256, to: notice.reference, database) { return }
            guard let record = try Journal.legalCase(ofEvent: notice.event, database) else {
                throw JournalError(.notFound, "the letter \(notice.reference) has no case")
            }
            try database.execute(
                sql: "UPDATE notice SET answer = ?, answered_at = ? WHERE reference = ?",
                arguments: [sha256, now.milliseconds, notice.reference])
            let today = record.zone.date(of: now)
            let step = CaseStep.answered(
                answer, letter: notice.reference, further: further, doubt: doubt, on: today)
            let (value, _) = try advance(
                record, by: step, kind: .answer, source: .file(sha256), work: work, at: now, database)
            let made = record.zone.date(of: madeAt)
            if let block = value.openBlock, made < block.on, block.cause == .noAnswer || value.phase == .review {
                try advance(
                    record.replacing(value), by: .madeInTime(made, on: today), kind: .legalCase,
                    source: .file(sha256), work: work, at: now, database)
            }
            if let file { try take(file, from: "answers", at: now, database) }
        }
    }

    // MARK: Wrong codes and references

    /// Counts an answer whose code was wrong, each file once however often it is judged. The letter is held from `limit` of them on, if
    /// it is the one whose answer counts.
    /// - Returns: how many there have been for this letter since it was last released.
    public func countWrongCode(
        for notice: NoticeRecord, file: String, limit: Int, at now: Timestamp
    ) async throws -> Int {
        try await pool.write { [self] database in
            try Journal.noteWrong(notice.reference, file: file, at: now, database)
            let count =
                try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM wrong_answer WHERE reference = ?",
                    arguments: [notice.reference]) ?? 0
            try database.execute(
                sql: "UPDATE notice SET wrong_codes = ? WHERE reference = ?", arguments: [count, notice.reference])
            guard count >= limit else { return count }
            try database.execute(
                sql: """
                    UPDATE notice AS n SET held_at = ?
                    WHERE reference = ? AND held_at IS NULL AND \(Journal.isOpenToAnswers)
                    """, arguments: [now.milliseconds, notice.reference])
            guard database.changesCount == 1 else { return count }
            try append(
                .answer, subject: try Journal.caseName(ofEvent: notice.event, database),
                payload: ["act": "hold", "letter": notice.reference, "file": file, "wrong_codes": "\(count)"], at: now,
                database)
            return count
        }
    }

    /// Counts an answer to a letter that doesn't exist, each file once; counts are kept for `days`.
    public func countWrongReference(file: String, days: Int = 90, at now: Timestamp) async throws {
        try await pool.write { database in
            try database.execute(
                sql: "DELETE FROM wrong_answer WHERE reference = '' AND at < ?",
                arguments: [now.milliseconds - Int64(days) * 86_400_000])
            try Journal.noteWrong("", file: file, at: now, database)
        }
    }

    private static func noteWrong(_ reference: String, file: String, at now: Timestamp, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO wrong_answer (reference, file, at) VALUES (?, ?, ?)",
            arguments: [reference, file, now.milliseconds])
    }

    // MARK: Held letters

    /// Whether an answer to the letter `n` could count: it is the last one of its case, which is open. A hold on any other letter keeps
    /// nothing from counting, and means nothing any more.
    static let isOpenToAnswers = """
        n.reference IS (SELECT json_extract(c.value, '$.letters[#-1].reference') FROM legal_case c
            WHERE c.event = n.event AND c.phase <> 'closed')
        """

    /// Letters whose answers are held until an officer releases them.
    public func heldLetters() async throws -> [String] {
        try await pool.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT n.reference FROM notice n WHERE n.held_at IS NOT NULL AND \(Journal.isOpenToAnswers)
                    ORDER BY n.reference
                    """)
        }
    }

    /// Keeps an answer with the right code for the release of its letter.
    public func hold(
        _ file: UploadedFile, to notice: NoticeRecord, madeAt: Timestamp, at now: Timestamp
    ) async throws {
        try await pool.write { [self] database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO held_answer (reference, file, made_at) VALUES (?, ?, ?)",
                arguments: [notice.reference, file.sha256, madeAt.milliseconds])
            if database.changesCount == 1 {
                try append(
                    .answer, subject: try Journal.caseName(ofEvent: notice.event, database),
                    payload: ["act": "keep", "letter": notice.reference, "file": file.sha256], at: now, database)
            }
            try take(file, from: "answers", at: now, database)
        }
    }

    /// Answers whose letters are released, or cannot be answered any more: oldest first.
    public func releasedAnswers() async throws -> [HeldAnswer] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT h.reference, h.file, h.made_at FROM held_answer h JOIN notice n ON n.reference = h.reference
                    WHERE n.held_at IS NULL OR NOT \(Journal.isOpenToAnswers) ORDER BY h.id
                    """
            ).map { row in
                HeldAnswer(
                    reference: try row.decode(forColumn: "reference"), sha256: try row.decode(forColumn: "file"),
                    madeAt: Timestamp(milliseconds: try row.decode(forColumn: "made_at")))
            }
        }
    }

    /// Forgets a kept answer that the case refused.
    public func forget(_ answer: HeldAnswer) async throws {
        try await pool.write { database in
            _ = try Journal.forget(heldAnswer: answer.sha256, to: answer.reference, database)
        }
    }

    /// Whether it was there.
    private static func forget(
        heldAnswer sha256: String, to reference: String, _ database: Database
    ) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM held_answer WHERE reference = ? AND file = ?", arguments: [reference, sha256])
        return database.changesCount == 1
    }

    /// Lets answers to the letters of a case count again, those that were kept meanwhile included.
    /// - Throws: ``JournalError`` `notFound` if no wrong code came for any of them.
    public func release(
        lettersOf record: CaseRecord, officer: String, reason: String, at now: Timestamp
    ) async throws {
        try await pool.write { [self] database in
            let letters = try String.fetchAll(
                database,
                sql: """
                    UPDATE notice SET wrong_codes = 0, held_at = NULL WHERE event = ? AND wrong_codes > 0
                    RETURNING reference
                    """, arguments: [record.event])
            guard !letters.isEmpty else {
                throw JournalError(
                    .notFound, "no letter of the case \(record.reference) is held, and no wrong code came for one")
            }
            for letter in letters.sorted() {
                try database.execute(sql: "DELETE FROM wrong_answer WHERE reference = ?", arguments: [letter])
                let entry = try append(
                    .officer, subject: record.reference,
                    payload: [
                        "act": "release", "letter": letter, "officer": officer, "reason": Digest.sha256(reason.utf8),
                    ], at: now, database)
                try keep(words: reason, of: entry, database)
            }
        }
    }

    /// Another letter, an objection or a hearing would bury a right answer that is kept.
    /// - Throws: ``JournalError`` `stateChanged`.
    func requireNoKeptAnswer(of record: CaseRecord, _ database: Database) throws {
        let letter = try String.fetchOne(
            database,
            sql: "SELECT h.reference FROM held_answer h JOIN notice n ON n.reference = h.reference WHERE n.event = ?",
            arguments: [record.event])
        guard let letter else { return }
        throw JournalError(
            .stateChanged,
            """
            an answer with the right code is kept for the letter \(letter), which is held after wrong codes: \
            let it count first (etle cases release \(letter)), then see whether this is still needed
            """)
    }

    /// The reference of the case's first letter.
    private static func caseName(ofEvent event: Int64, _ database: Database) throws -> String {
        try String.fetchOne(database, sql: "SELECT reference FROM legal_case WHERE event = ?", arguments: [event]) ?? ""
    }
}
