import Domain
import GRDB

/// The tables, as a list of migrations: an existing journal is brought to the newest shape when it is opened, and what has
/// once been released is never edited.
///
/// Columns of tables without rowid stand in the order of their key: SQLite 3.40 (Debian 12) reports damage in `quick_check` where
/// they don't. Instants are integers (milliseconds since 1970, UTC); hashes are lower-case hexadecimal; content columns hold canonical JSON.
enum Schema {
    /// - Parameter noteOwedLines: ``Journal/noteOwedLines(_:)`` of the journal that is migrated; nil where it is only asked for its version.
    static func migrator(noteOwedLines: (@Sendable (Database) throws -> Void)? = nil) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 events, documents, ledger") { database in
            try database.execute(sql: version1)
        }
        migrator.registerMigration("cases and blocks") { database in
            try database.execute(sql: casesAndBlocks)
            try openCases(database)
            try database.execute(sql: "ALTER TABLE notice DROP COLUMN state")
            // offender: hash of who the ticket is for; with points and day of issue, for repeat offenders.
            for column in ["offender TEXT", "points INTEGER", "issued_on TEXT"] {
                try database.execute(sql: "ALTER TABLE ticket ADD COLUMN \(column)")
            }
            try database.execute(sql: "CREATE INDEX ticket_offender ON ticket (offender, issued_on)")
        }
        migrator.registerMigration("documents that cannot be made wait") { database in
            for column in [
                "attempts INTEGER NOT NULL DEFAULT 0", "retry_at INTEGER NOT NULL DEFAULT 0", "last_error TEXT",
            ] {
                try database.execute(sql: "ALTER TABLE document ADD COLUMN \(column)")
            }
            try database.execute(
                sql: "CREATE INDEX document_failing ON document (id) WHERE last_error IS NOT NULL")
        }
        migrator.registerMigration("retention") { database in
            // removed_at: since when the event's pictures are gone. picture: which events need a file of the evidence store.
            try database.execute(
                sql: """
                    ALTER TABLE event ADD COLUMN removed_at INTEGER;
                    CREATE TABLE picture (
                        sha256 TEXT NOT NULL,
                        event INTEGER NOT NULL REFERENCES event (id),
                        PRIMARY KEY (sha256, event)
                    ) WITHOUT ROWID;
                    CREATE INDEX picture_event ON picture (event);
                    INSERT OR IGNORE INTO picture
                        SELECT json_extract(f.value, '$.sha256'), e.id FROM event e, json_each(e.capture, '$.frames') f;
                    """)
        }
        migrator.registerMigration("sightings by camera, plate and time") { database in
            try database.execute(
                sql: "CREATE INDEX event_sighting ON event (camera_id, plate, captured_at) WHERE plate IS NOT NULL")
        }
        migrator.registerMigration("plates by time, suspected clones") { database in
            try database.execute(sql: clones)
        }
        migrator.registerMigration("print batches know their documents") { database in
            try database.execute(sql: batches)
        }
        migrator.registerMigration("letters that a ticket goes out with") { database in
            try database.execute(sql: ticketsDue)
        }
        migrator.registerMigration("characters that documents lack") { database in
            // unprintable: how many characters the signed PDF shows as boxes.
            try database.execute(
                sql: """
                    ALTER TABLE document ADD COLUMN unprintable INTEGER NOT NULL DEFAULT 0;
                    CREATE INDEX document_unprintable ON document (id) WHERE unprintable > 0;
                    """)
        }
        migrator.registerMigration("payments by line, refunds, Samsat answers, held answers, officers' words") {
            database in
            try database.execute(sql: SchemaOfExchange.payments)
            try database.execute(sql: SchemaOfExchange.answers)
        }
        migrator.registerMigration("payments that are owed back have entries") { database in
            // Lines that don't count, by the code that was paid.
            try database.execute(sql: "CREATE INDEX payment_kept ON payment (code) WHERE ticket IS NULL")
            try noteOwedLines?(database)
        }
        return migrator
    }

    private static let casesAndBlocks = """
        -- One row per event that a letter went out for. reference: of the first letter, names the case. term_ends_at: when the running
        -- term is over; null where none runs. value: canonical JSON of the case, from which phase and term follow.
        CREATE TABLE legal_case (
            event INTEGER PRIMARY KEY REFERENCES event (id),
            unit_id TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            reference TEXT NOT NULL UNIQUE REFERENCES notice (reference),
            phase TEXT NOT NULL,
            term_ends_at INTEGER,
            value TEXT NOT NULL
        );
        CREATE INDEX legal_case_term ON legal_case (term_ends_at) WHERE term_ends_at IS NOT NULL;
        CREATE INDEX legal_case_open ON legal_case (phase, event) WHERE phase <> 'closed';

        -- Blocks of vehicles at the register. *_answer: what the Samsat said to the block and to its lifting: done, refused; null
        -- before.
        CREATE TABLE block (
            id INTEGER PRIMARY KEY,
            event INTEGER NOT NULL REFERENCES legal_case (event),
            unit_id TEXT NOT NULL,
            plate TEXT NOT NULL,
            articles TEXT NOT NULL,
            cause TEXT NOT NULL,
            blocked_on TEXT NOT NULL,
            lifted_on TEXT,
            lift TEXT,
            block_answer TEXT,
            lift_answer TEXT
        );
        CREATE UNIQUE INDEX block_open ON block (event) WHERE lifted_on IS NULL;
        CREATE INDEX block_blocked ON block (unit_id, blocked_on);
        CREATE INDEX block_lifted ON block (unit_id, lifted_on) WHERE lifted_on IS NOT NULL;
        """

    /// Opens a case for each letter that a journal of the first shape has.
    private static func openCases(_ database: Database) throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT n.reference, n.event, n.state, d.content, t.state AS ticket_state, td.content AS ticket
                FROM notice n JOIN document d ON d.id = n.document
                LEFT JOIN ticket t ON t.reference = n.reference LEFT JOIN document td ON td.id = t.document
                """)
        for row in rows {
            let notice: NoticeContent = try CanonicalJSON.decode(from: row.decode(forColumn: "content"))
            let ticket: TicketContent? = try (row.decode(String?.self, forColumn: "ticket")).map {
                try CanonicalJSON.decode(from: $0)
            }
            var value = LegalCase(unitID: notice.unit.id, letter: CaseLetter(notice), terms: CaseTerms())
            let today = notice.unit.timeZone.date(of: notice.issuedAt)
            var steps: [CaseStep] = []
            if try row.decode(forColumn: "state") != "open",
                let answer = AnswerKind(
                    rawValue: try row.decode(forColumn: "state") == "confirmed" ? "driver" : "not-mine")
            {
                steps.append(.answered(answer, letter: notice.reference, further: nil, on: today))
            }
            if let ticket {
                steps.append(.ticketed(CaseTicket(ticket, isWithLetter: try row.decode(forColumn: "state") == "open")))
                if try row.decode(forColumn: "ticket_state") == "paid" {
                    steps.append(.paid(rupiah: ticket.depositRupiah, on: today))
                }
            }
            for step in steps { _ = try value.apply(step, calendar: HolidayCalendar()) }
            try Journal.insert(
                value, event: try row.decode(forColumn: "event"), zone: notice.unit.timeZone, termEnd: nil, database)
        }
    }

    private static let ticketsDue = """
        -- ticket_due: 1 while the ticket that goes out with the letter isn't made. The letter says under which policy it was made.
        ALTER TABLE notice ADD COLUMN ticket_due INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX notice_ticket_due ON notice (reference) WHERE ticket_due = 1;
        UPDATE notice SET ticket_due = 1 WHERE reference IN (
            SELECT d.name FROM legal_case c JOIN document d ON d.name = json_extract(c.value, '$.letters[#-1].reference')
            WHERE c.phase = 'noticed' AND json_extract(d.content, '$.unit.ticket') = 'immediate');
        """

    private static let clones = """
        CREATE INDEX event_plate ON event (plate, captured_at) WHERE plate IS NOT NULL;

        -- Events whose plate was seen elsewhere at an impossible time after their letter was signed, until an officer has seen it.
        CREATE TABLE clone_flag (
            event INTEGER PRIMARY KEY REFERENCES event (id),
            other INTEGER NOT NULL REFERENCES event (id),
            flagged_at INTEGER NOT NULL,
            detail TEXT NOT NULL,
            seen_by TEXT,
            seen_at INTEGER
        );
        CREATE INDEX clone_flag_open ON clone_flag (event) WHERE seen_by IS NULL;

        -- The running number of a letter, so that a draft that is taken back leaves no hole: the number is given again.
        ALTER TABLE document ADD COLUMN running INTEGER;
        CREATE TABLE free_number (name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (name, value)) WITHOUT ROWID;
        """

    private static let batches = """
        -- batch: the print batch (batch/<unit>/<day>) that has the document. withheld: why it is in none of its envelopes. envelope: the
        -- document in whose envelope it lies; null where it has one of its own. texts: SHA-256 of the texts that it was made with.
        ALTER TABLE document ADD COLUMN batch TEXT;
        ALTER TABLE document ADD COLUMN withheld TEXT;
        ALTER TABLE document ADD COLUMN envelope INTEGER REFERENCES document (id);
        ALTER TABLE document ADD COLUMN texts TEXT;
        -- A batch was made of whatever was signed by then; what was signed later goes into the next one.
        UPDATE document SET batch = 'batch/' || unit_id || '/' || day WHERE ledger_sequence < (
            SELECT max(l.sequence) FROM ledger l
            WHERE l.kind = 'export' AND l.subject = 'batch/' || document.unit_id || '/' || document.day);
        UPDATE document SET envelope = (
                SELECT b.id FROM legal_case c JOIN document b ON b.event = c.event AND b.batch = document.batch
                WHERE c.event = document.event AND b.name = json_extract(c.value, '$.letters[#-1].reference')
                    AND json_extract(c.value, '$.ticket.number') = document.name
                    AND json_extract(c.value, '$.ticket.is_with_letter'))
            WHERE kind = 'ticket' AND batch IS NOT NULL;
        CREATE INDEX document_to_post ON document (unit_id, day) WHERE batch IS NULL;
        CREATE INDEX document_batch ON document (batch) WHERE batch IS NOT NULL;
        """

    private static let version1 = """
        -- One row per accepted event. stage: recognition, matching, issuance, done. outcome: null while in work.
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            event_id TEXT NOT NULL,
            camera_id TEXT NOT NULL,
            unit_id TEXT NOT NULL,
            captured_at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            upload_sha256 TEXT NOT NULL,
            capture TEXT NOT NULL,
            stage TEXT NOT NULL,
            outcome TEXT,
            plate TEXT,
            reading TEXT,
            decision TEXT,
            decided_at INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            retry_at INTEGER NOT NULL DEFAULT 0,
            last_error TEXT,
            UNIQUE (camera_id, event_id)
        );
        CREATE INDEX event_work ON event (stage, id) WHERE stage <> 'done';
        CREATE INDEX event_outcome ON event (outcome, id);
        CREATE INDEX event_decided ON event (decided_at) WHERE decided_at IS NOT NULL;

        -- One row per violation that a decision keeps, dismissed events left out: what a repeated capture is compared with.
        CREATE TABLE charged_violation (
            plate TEXT NOT NULL,
            code TEXT NOT NULL,
            camera_id TEXT NOT NULL,
            captured_at INTEGER NOT NULL,
            event INTEGER NOT NULL REFERENCES event (id),
            PRIMARY KEY (plate, code, camera_id, captured_at, event)
        ) WITHOUT ROWID;
        CREATE INDEX charged_violation_event ON charged_violation (event);

        -- Letters and tickets. A row without ledger_sequence is decided but not yet rendered; one without written_at
        -- may be missing from the output folder.
        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            name TEXT NOT NULL UNIQUE,
            event INTEGER NOT NULL REFERENCES event (id),
            unit_id TEXT NOT NULL,
            day TEXT NOT NULL,
            content TEXT NOT NULL,
            pdf_sha256 TEXT,
            json_sha256 TEXT,
            ledger_sequence INTEGER REFERENCES ledger (sequence),
            written_at INTEGER
        );
        CREATE INDEX document_event ON document (event);
        CREATE INDEX document_day ON document (day, kind);
        CREATE INDEX document_draft ON document (id) WHERE ledger_sequence IS NULL;
        CREATE INDEX document_unwritten ON document (id) WHERE written_at IS NULL;

        -- A letter's case. state: open, confirmed, answered (an officer must look), closed.
        CREATE TABLE notice (
            reference TEXT PRIMARY KEY,
            event INTEGER NOT NULL REFERENCES event (id),
            document INTEGER NOT NULL REFERENCES document (id),
            answer_code TEXT NOT NULL,
            state TEXT NOT NULL,
            wrong_codes INTEGER NOT NULL DEFAULT 0,
            answer TEXT,
            answered_at INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX notice_event ON notice (event);

        -- state: unpaid, paid.
        CREATE TABLE ticket (
            number TEXT PRIMARY KEY,
            reference TEXT NOT NULL REFERENCES notice (reference),
            document INTEGER NOT NULL REFERENCES document (id),
            payment_code TEXT NOT NULL UNIQUE,
            deposit_rupiah INTEGER NOT NULL,
            state TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX ticket_reference ON ticket (reference);

        CREATE TABLE payment (
            bank_reference TEXT PRIMARY KEY,
            ticket TEXT NOT NULL REFERENCES ticket (number),
            amount_rupiah INTEGER NOT NULL,
            paid_at INTEGER NOT NULL,
            received_at INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Files that were taken in and are to be removed from their drop folder: what a crash in between leaves behind is
        -- removed at the next start, if it is still the same file. path: the bytes as the kernel has them.
        CREATE TABLE removal (path BLOB PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;

        -- Files taken from the exchange folders, so that the same file again changes nothing.
        CREATE TABLE exchange_file (
            folder TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            name TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            PRIMARY KEY (folder, sha256)
        ) WITHOUT ROWID;

        -- Running numbers without holes: taken in the transaction that uses them.
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

        -- Append-only; see docs/ledger.md for what is hashed and signed.
        CREATE TABLE ledger (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            payload TEXT NOT NULL,
            hash TEXT NOT NULL,
            key_id TEXT NOT NULL,
            signature TEXT NOT NULL
        );
        CREATE INDEX ledger_subject ON ledger (subject);
        """
}
