import Daemon
import Domain
import Foundation
import GRDB
import Journal
import Logging
import Storage
import TestSupport
import Testing

/// A journal of before the migration, with everything in it that the migration carries over.
struct ExchangeMigrationTests {
    private static let before = """
        CREATE TABLE payment_before (
            bank_reference TEXT PRIMARY KEY, ticket TEXT NOT NULL REFERENCES ticket (number),
            amount_rupiah INTEGER NOT NULL, paid_at INTEGER NOT NULL, received_at INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO payment_before SELECT bank_reference, ticket, amount_rupiah, paid_at, received_at FROM payment;
        DROP TABLE refund;
        DROP TABLE payment;
        ALTER TABLE payment_before RENAME TO payment;
        ALTER TABLE exchange_file DROP COLUMN kept;
        DROP TABLE block_answer;
        DROP INDEX block_unanswered;
        DROP INDEX block_lift_unanswered;
        DROP INDEX notice_held;
        ALTER TABLE notice DROP COLUMN held_at;
        DROP TABLE wrong_answer;
        DROP TABLE held_answer;
        DROP TABLE officer_words;
        DROP TABLE officer_words_after;
        DELETE FROM grdb_migrations WHERE identifier LIKE 'payments %';
        """

    @Test func `payments, refunds and Samsat answers of an older journal are carried over`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        try await bench.nextDay()
        bench.pass(days: 30)
        try await bench.work()
        let fields = try #require(bench.blockList("B-open").first).split(separator: ",").map(String.init)
        try await bench.drop(
            "block,action,plate,result\n\(fields[0]),block,\(fields[2]),done\n", into: "acknowledgements")
        try await bench.pay(bill.code, bill.rupiah - 100, "BRI-1")
        try await bench.pay(bill.code, 300, "BRI-2")
        _ = try await bench.letter("0002", as: "E2")
        let held = try await bench.letter("0004", as: "E3")
        try await bench.tamper("UPDATE notice SET wrong_codes = 10 WHERE reference = '\(held)'")
        let lists = try #require(bench.lines("blocks/\(bench.today.iso8601)/B-changes.csv"))
        let refunds = try #require(bench.lines("refunds/\(bench.today.iso8601)/metro-jaya.csv"))
        #expect(refunds.count == 1 && refunds[0].contains(",200,overpaid,"))

        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        try await DatabaseQueue(path: bench.installation.path("state/etle.sqlite"), configuration: configuration)
            .write { try $0.execute(sql: Self.before) }
        let engine = try Engine(
            configuration: bench.engine.configuration, clock: bench.engine.clock, logger: bench.engine.logger)
        for folder in ["blocks", "refunds"] {
            try FileManager.default.removeItem(atPath: bench.installation.path("state/out/\(folder)"))
        }
        _ = try await engine.writeReports(for: bench.today)
        #expect(bench.lines("blocks/\(bench.today.iso8601)/B-changes.csv") == lists)
        #expect(bench.lines("refunds/\(bench.today.iso8601)/metro-jaya.csv") == refunds)
        #expect(try await engine.heldLetters() == [held])
        // The same payment is still known.
        try await bench.pay(bill.code, 300, "BRI-2")
        #expect(try await bench.query("SELECT count(*) FROM payment WHERE ticket IS NOT NULL") == 2)
        let findings = try await Verification(engine).all().findings
        #expect(findings == [])
    }

    @Test func `payments that an older version owed back get their entries, once`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let bill = try await bench.bill(reference)
        let number = try #require(try await bench.state(reference).ticket?.number)
        try await bench.pay(bill.code, bill.rupiah, "BRI-1")
        let time = bench.now
        let text = bench.paymentText([(bill.code, bill.rupiah, time, "BRI-2")])
        let file = try bench.engine.evidence.put(Array(text.utf8))
        try await bench.tamper(
            """
            INSERT INTO payment (bank_reference, code, amount_rupiah, paid_at, received_at, file, result)
                SELECT 'BRI-2', code, amount_rupiah, \(time.milliseconds), \(time.milliseconds), '\(file)',
                    'already-paid' FROM payment;
            INSERT INTO refund (event, unit_id, ticket, amount_rupiah, cause, owed_on, payment)
                SELECT 1, 'metro-jaya', '\(number)', \(bill.rupiah), 'already-paid', '\(bench.today.iso8601)',
                    last_insert_rowid();
            """)
        #expect(try await !Verification(bench.engine).all().findings.isEmpty)
        try await bench.tamper(
            """
            DROP INDEX payment_kept;
            DELETE FROM grdb_migrations WHERE identifier = 'payments that are owed back have entries';
            """)
        for _ in 0..<2 {
            let engine = try Engine(
                configuration: bench.engine.configuration, clock: bench.engine.clock, logger: bench.engine.logger)
            let pipeline = Pipeline(engine, once: true)
            try await pipeline.recover()
            try await pipeline.runOnce()
            let findings = try await Verification(engine).all().findings
            #expect(findings == [])
        }
        #expect(try await bench.query("SELECT count(*) FROM ledger WHERE payload LIKE '%owe-back%'") == 1)
    }
}
