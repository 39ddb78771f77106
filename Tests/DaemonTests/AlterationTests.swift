import Daemon
import Domain
import Foundation
import GRDB
import Journal
import Storage
import TestSupport
import Testing

struct AlterationTests {
    /// Flips one bit at seeded places of the database file. Either verify names a finding, or the database still says exactly the
    /// same (the bit lay in free space, or in what SQLite doesn't read).
    @Test func `no bit of the database changes what it says without being found`() async throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["ETLE_SEED"] ?? "") ?? 20_261_121
        let bench = try CaseBench { $0.replacingOccurrences(of: "log:", with: "post: {dispatch: on-issue}\nlog:") }
        let reference = try await bench.letter("0001", as: "E1")
        _ = try await bench.letter("0005", as: "E2")
        try await bench.answer(reference, "driver")
        let ticket = try await bench.ticket(of: reference)
        try await bench.nextDay()
        bench.pass(days: 30)
        try await bench.pay(try #require(ticket["payment_code"] as? String), 1000, "BRI-1")
        try await bench.verify()

        let path = bench.installation.path("state/etle.sqlite")
        // All in one file, as a backup has it.
        try await DatabaseQueue(path: path).writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let copy = try TemporaryFolder()
        #expect(try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: path))).isEmpty)
        let original = try Data(contentsOf: URL(fileURLWithPath: path))
        let content = try dump(path)
        var generator = SeededGenerator(seed: seed)
        var found = 0
        for number in 0..<40 {
            let bit = Int.random(in: 0..<8 * original.count, using: &generator)
            var altered = original
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            let target = copy.path.appending("\(number).sqlite").display
            try altered.write(to: URL(fileURLWithPath: target))
            let isSame = (try? dump(target)) == content
            if try bench.findings(withJournal: altered).isEmpty {
                #expect(isSame, "seed \(seed), bit \(bit): another content, and nothing was found")
            } else {
                found += 1
            }
        }
        #expect(found > 0, "\(found)")
    }

    /// A value of another type than the column's can't be read at all: a finding, and not the end of the program.
    @Test(arguments: [
        ("event", "id", ["capture", "reading", "decision", "stage", "captured_at", "upload_sha256"]),
        ("document", "id", ["content", "day", "kind", "name", "pdf_sha256", "written_at"]),
        ("legal_case", "event", ["value", "phase", "reference"]), ("block", "id", ["cause", "blocked_on"]),
        ("payment", "bank_reference", ["amount_rupiah"]),
        ("ledger", "sequence", ["at", "kind", "payload", "hash", "signature", "key_id"]),
    ]) func `rows that cannot be read are findings`(table: String, key: String, columns: [String]) async throws {
        let bench = try CaseBench { $0.replacingOccurrences(of: "log:", with: "post: {dispatch: on-issue}\nlog:") }
        let reference = try await bench.letter()
        try await bench.answer(reference, "driver")
        let ticket = try await bench.ticket(of: reference)
        try await bench.nextDay()
        bench.pass(days: 30)
        try await bench.pay(try #require(ticket["payment_code"] as? String), 1000, "BRI-1")
        let path = bench.installation.path("state/etle.sqlite")
        let folder = try TemporaryFolder()
        let target = folder.path.appending("journal.sqlite").display
        for column in columns {
            try await DatabaseQueue(path: path).writeWithoutTransaction {
                try $0.execute(sql: "VACUUM INTO ?", arguments: [target])
            }
            var configuration = GRDB.Configuration()
            configuration.foreignKeysEnabled = false
            try await DatabaseQueue(path: target, configuration: configuration).write {
                try $0.execute(
                    sql: "UPDATE \(table) SET \(column) = x'ff00fe' WHERE \(key) = (SELECT max(\(key)) FROM \(table))")
            }
            let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
            #expect(!findings.isEmpty, "\(table).\(column)")
            try FileManager.default.removeItem(atPath: target)
        }
    }

    /// What the database says that is a promise: all rows but of the tables that only tell what is still to be done.
    private func dump(_ path: String) throws -> [String] {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration).read { database in
            var lines: [String] = []
            for (table, columns) in [
                (
                    "event",
                    "id, event_id, camera_id, captured_at, upload_sha256, capture, stage, outcome, reading, decision"
                ),
                ("document", "id, kind, name, content, pdf_sha256, json_sha256, ledger_sequence"),
                ("legal_case", "event, reference, phase, value"), ("payment", "bank_reference, ticket, amount_rupiah"),
                ("block", "event, cause, blocked_on, lifted_on, lift"), ("ledger", "*"),
            ] {
                for row in try Row.fetchAll(database, sql: "SELECT \(columns) FROM \(table) ORDER BY 1") {
                    lines.append("\(table) \(row.databaseValues.map(\.description).joined(separator: "|"))")
                }
            }
            return lines
        }
    }
}

extension CaseBench {
    /// What `etle verify` finds with another journal in the place of this installation's. In a process of its own, which must end by itself.
    func findings(withJournal journal: Data) throws -> [String] {
        let folder = try TemporaryFolder()
        try FileLayer().makeFolders(folder.path.appending("state"))
        try journal.write(to: URL(fileURLWithPath: folder.path.appending("state").appending("etle.sqlite").display))
        let state = installation.path("state")
        let text = try String(contentsOfFile: installation.config, encoding: .utf8).replacingOccurrences(
            of: "paths: {spool: spool, state: state, exempt: exempt.csv, watch: watch.csv}",
            with:
                "paths: {spool: spool, state: state, evidence: \(state)/evidence, ledger: \(state)/ledger, out: \(state)/out}"
        )
        let run = try installation.etle.run(["verify", "--config", folder.write(text, to: "etle.yaml")])
        let findings = run.output.split(separator: "\n").map(String.init)
        // A file that is no database at all ends it with a message.
        #expect(run.status == 0 && findings.isEmpty || run.status == 1 && !(findings + [run.errors]).isEmpty, "\(run)")
        return run.status == 0 ? [] : findings + [run.errors]
    }
}
