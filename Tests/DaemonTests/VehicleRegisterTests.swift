import Daemon
import Domain
import Foundation
import GRDB
import Journal
import Storage
import TestSupport
import Testing

/// What `etle verify` says of the vehicle register.
struct VehicleRegisterTests {
    private let bench: CaseBench
    private let list = "list,plate,kind,reason,valid_from,valid_until\nwatch,B 1 A,,stolen,,\n"
    private let extract = URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv")

    init() async throws {
        bench = try CaseBench()
        try await bench.drop(list, into: "registry")
    }

    /// The register as it is, changed: what verify says of it.
    private func findings(changedBy sql: String) throws -> [String] {
        let path = bench.installation.path("state/registry.sqlite")
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        let run = try bench.installation.run("verify")
        return run.output.split(separator: "\n").map(String.init)
    }

    @Test func `what the register took in is in the ledger, once, and in nobody's name`() async throws {
        func entries() async throws -> [LedgerEntry] { try await bench.engine.journal.ledger(about: "register") }
        let before = try await entries()
        #expect(before.map(\.kind) == [.register, .register])
        #expect(before.allSatisfy { !$0.payload.contains("B1") && !$0.payload.contains("stolen") })
        try await bench.drop(list, into: "registry")
        try bench.installation.importRegister(extract)
        #expect(try await entries() == before)
        try await bench.verify()
    }

    @Test(arguments: [
        "DELETE FROM source WHERE kind = 'lists'", "DELETE FROM source", "UPDATE source SET as_of = as_of + 1",
        "UPDATE source SET kind = 'changes'", "UPDATE source SET imported_at = imported_at + 1",
        "UPDATE source SET report = replace(report, '\"rows\":', '\"rows\":1')",
        "INSERT INTO source SELECT 9, 'ab', kind, as_of, imported_at, report FROM source WHERE id = 1",
        "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM change; END",
    ]) func `another list of files than the ledger's is a finding`(sql: String) throws {
        #expect(try bench.installation.run("verify").status == 0)
        let found = try findings(changedBy: sql)
        #expect(found.contains { $0.hasPrefix("registry") }, "\(found)")
    }

    @Test func `a register that is gone or damaged is a finding, one that was begun anew is none`() throws {
        let installation = bench.installation
        func remove() {
            for name in ["registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm"] {
                try? FileManager.default.removeItem(atPath: installation.path("state/\(name)"))
            }
        }
        let path = installation.path("state/registry.sqlite")
        try DatabaseQueue(path: path).writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        remove()
        let gone = try installation.run("verify")
        #expect(gone.status == 1 && gone.output.contains("the vehicle register is gone"), "\(gone)")
        #expect(gone.errors.contains("operations.md"))
        for offset in 4096..<4112 { bytes[offset] = 0xFF }
        try bytes.write(to: URL(fileURLWithPath: path))
        let damaged = try installation.run("verify")
        #expect(damaged.status == 1 && damaged.output.contains("registry"), "\(damaged)")
        remove()
        try installation.importRegister(extract)
        let anew = try installation.run("verify")
        #expect(anew.status == 0, "\(anew)")
    }
}
