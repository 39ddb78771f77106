/// What the journal keeps of what other offices hand over: a migration of ``Schema``.
enum SchemaOfExchange {
    static let payments = """
        -- One row per line of a bank's file. file: the file that brought it, or that settled it anew. result: what became of it.
        -- ticket: that it counts for; null where it doesn't count. problem: why it could not be dealt with.
        ALTER TABLE payment RENAME TO payment_before;
        CREATE TABLE payment (
            id INTEGER PRIMARY KEY,
            bank_reference TEXT NOT NULL,
            code TEXT NOT NULL,
            amount_rupiah INTEGER NOT NULL,
            paid_at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            file TEXT NOT NULL,
            result TEXT NOT NULL,
            ticket TEXT REFERENCES ticket (number),
            problem TEXT,
            UNIQUE (bank_reference, code, amount_rupiah, paid_at)
        );
        INSERT INTO payment (bank_reference, code, amount_rupiah, paid_at, received_at, file, result, ticket)
            SELECT p.bank_reference, t.payment_code, p.amount_rupiah, p.paid_at, p.received_at, '', 'paid', p.ticket
            FROM payment_before p JOIN ticket t ON t.number = p.ticket ORDER BY p.received_at, p.bank_reference;
        DROP TABLE payment_before;
        CREATE INDEX payment_file ON payment (file);
        CREATE INDEX payment_ticket ON payment (ticket) WHERE ticket IS NOT NULL;

        -- What was paid and isn't owed. payment: the line that is to be paid back as a whole; null for what is too much of all lines.
        CREATE TABLE refund (
            id INTEGER PRIMARY KEY,
            event INTEGER NOT NULL REFERENCES legal_case (event),
            unit_id TEXT NOT NULL,
            ticket TEXT NOT NULL REFERENCES ticket (number),
            amount_rupiah INTEGER NOT NULL,
            cause TEXT NOT NULL,
            owed_on TEXT NOT NULL,
            payment INTEGER REFERENCES payment (id)
        );
        CREATE INDEX refund_day ON refund (owed_on, unit_id);
        INSERT INTO refund (event, unit_id, ticket, amount_rupiah, cause, owed_on)
            SELECT c.event, c.unit_id, json_extract(c.value, '$.ticket.number'),
                json_extract(l.payload, '$.refund_rupiah'),
                CASE json_extract(l.payload, '$.step') WHEN 'withdrawn' THEN 'withdrawn' WHEN 'judged' THEN 'judged'
                    ELSE 'overpaid' END,
                json_extract(l.payload, '$.day')
            FROM ledger l JOIN legal_case c ON c.reference = l.subject
            WHERE l.kind IN ('case', 'payment') AND json_extract(l.payload, '$.refund_rupiah') > 0
            ORDER BY l.sequence;

        -- kept: whether lines of the file were kept aside, so that it is judged again when it comes again.
        ALTER TABLE exchange_file ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;

        -- What the Samsat said to a block or its lifting, with the local day: lists of a day that is over don't change.
        CREATE TABLE block_answer (
            id INTEGER PRIMARY KEY,
            block INTEGER NOT NULL REFERENCES block (id),
            is_lift INTEGER NOT NULL,
            answer TEXT NOT NULL,
            day TEXT NOT NULL
        );
        CREATE INDEX block_answer_block ON block_answer (block, is_lift, id);
        CREATE INDEX block_answer_day ON block_answer (day, block);
        INSERT INTO block_answer (block, is_lift, answer, day)
            SELECT CAST(json_extract(l.payload, '$.block') AS INTEGER), l.kind = 'unblock',
                json_extract(l.payload, '$.answer'), date(l.at / 1000, 'unixepoch', '+7 hours')
            FROM ledger l JOIN block b ON b.id = CAST(json_extract(l.payload, '$.block') AS INTEGER)
            WHERE l.kind IN ('block', 'unblock') AND json_extract(l.payload, '$.answer') IS NOT NULL ORDER BY l.sequence;
        CREATE INDEX block_unanswered ON block (id) WHERE lifted_on IS NULL AND block_answer IS NOT 'done';
        CREATE INDEX block_lift_unanswered ON block (id) WHERE lifted_on IS NOT NULL AND lift_answer IS NOT 'done';
        """

    static let answers = """
        -- held_at: since when answers wait for an officer, because too many wrong codes came; null where they don't.
        ALTER TABLE notice ADD COLUMN held_at INTEGER;
        UPDATE notice SET held_at = unixepoch() * 1000 WHERE wrong_codes >= 10;
        CREATE INDEX notice_held ON notice (event) WHERE held_at IS NOT NULL;

        -- Files with a wrong code for a letter since it was last released, or with a reference of no letter (reference: empty).
        CREATE TABLE wrong_answer (
            reference TEXT NOT NULL,
            file TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (reference, file)
        ) WITHOUT ROWID;

        -- Answers with the right code that came while their letter was held.
        CREATE TABLE held_answer (
            id INTEGER PRIMARY KEY,
            reference TEXT NOT NULL REFERENCES notice (reference),
            file TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            UNIQUE (reference, file)
        );

        -- Why officers did what they did with cases, in their words; the entry has their hash. Those before have none.
        CREATE TABLE officer_words (sequence INTEGER PRIMARY KEY REFERENCES ledger (sequence), words TEXT NOT NULL);
        CREATE TABLE officer_words_after AS SELECT coalesce(max(sequence), 0) AS sequence FROM ledger;
        """
}
