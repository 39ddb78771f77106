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

    /// What changes the meaning of rows that are written or read, or slows them down.
    @Test(arguments: [
        "CREATE TRIGGER t AFTER INSERT ON document BEGIN UPDATE document SET content = 'x' WHERE id = new.id; END",
        "CREATE VIEW v AS SELECT 1", "DROP INDEX event_work", "CREATE INDEX event_other ON event (outcome)",
        "DROP INDEX block_open; CREATE INDEX block_open ON block (event) WHERE lifted_on IS NULL",
        "CREATE TABLE other (id INTEGER PRIMARY KEY)",
    ]) func `another schema than the program's is a finding`(sql: String) async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let folder = try TemporaryFolder()
        let target = folder.path.appending("journal.sqlite").display
        try bench.copyJournal(to: target, changedBy: sql)
        let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
        #expect(findings.contains { $0.hasPrefix("database") && $0.contains("somebody changed") }, "\(findings)")
        try FileManager.default.removeItem(atPath: target)
        try bench.copyJournal(to: target, changedBy: "ANALYZE")
        #expect(try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target))).isEmpty)
    }

    @Test func `every column is compared with what it follows from`() async throws {
        let bench = try await CaseBench.wholeCase()
        let folder = try TemporaryFolder()
        let target = folder.path.appending("journal.sqlite").display
        try bench.copyJournal(to: target, changedBy: "")
        let columns = try await DatabaseQueue(path: target).read { database in
            try AlterationTests.columns(database).filter { table, _ in
                try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") == true
            }
        }
        #expect(AlterationTests.underived.count > 8 && Set(columns.map(\.table)).count > 9, "\(columns)")
        for (table, columns) in columns {
            for column in columns {
                try FileManager.default.removeItem(atPath: target)
                try bench.copyJournal(
                    to: target,
                    changedBy: """
                        UPDATE \(table) SET \(column) = CASE typeof(\(column))
                            WHEN 'integer' THEN \(column) + 1000000 WHEN 'text' THEN \(column) || 'x' ELSE 1 END
                        """)
                let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
                #expect(!findings.isEmpty, "\(table).\(column)")
            }
        }
    }

    /// Every column that follows from something, by table.
    private static func columns(_ database: Database) throws -> [(table: String, columns: [String])] {
        try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .filter { !underived.contains($0) && !$0.hasPrefix("sqlite_") }
            .map { table in
                let all = try String.fetchAll(
                    database, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
                return (table, all.filter { !underived.contains("\(table).\($0)") })
            }
    }

    /// Tables and columns that follow from nothing else: the list in docs/ledger.md, which gives each one's reason.
    private static let underived: Set<String> = {
        let page = (try? repositoryText("docs/ledger.md")) ?? ""
        let section = page.components(separatedBy: "\n## ").first { $0.hasPrefix("What nothing vouches for") } ?? ""
        return Set(
            section.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { line -> [String] in
                let parts = (line.split(separator: "|").first ?? "").split(separator: "`").map(String.init)
                let (names, others) = (stride(from: 1, to: parts.count, by: 2), stride(from: 0, to: parts.count, by: 2))
                // What is left out under some condition only is compared here.
                return others.allSatisfy { parts[$0].allSatisfy { ", ".contains($0) } } ? names.map { parts[$0] } : []
            })
    }()

    /// What the database says that is a promise: every column of every table but those.
    private func dump(_ path: String) throws -> [String] {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration).read { database in
            var lines: [String] = []
            for (table, names) in try AlterationTests.columns(database) {
                let columns = names.joined(separator: ", ")
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
        try DatabaseQueue(path: installation.path("state/registry.sqlite")).writeWithoutTransaction {
            try $0.execute(
                sql: "VACUUM INTO ?", arguments: [folder.path.appending("state").appending("registry.sqlite").display])
        }
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
