import Daemon
import Foundation
import Storage
import TestSupport
import Testing

/// What commands may not leave behind, and what they say to those who give the wrong one.
struct CommandGuardTests {
    private func mode(_ path: String) throws -> Int {
        try #require(
            FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        ).intValue
    }

    @Test(arguments: [
        ["status"], ["events", "list"], ["cases", "list"], ["review", "list", "--officer", "70010001"], ["retention"],
        ["registry", "files"], ["registry", "show", "B1487SVR"],
    ]) func `a command that looks makes no state where there is none`(command: [String]) throws {
        let installation = try Installation()
        let result = try installation.etle.run(command + ["--config", installation.config])
        #expect(result.status == 1 && result.errors.contains("nothing to show"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: installation.path("state")))
    }

    @Test(.enabled(if: geteuid() == 0)) func `in another user's state folder root may look, and make nothing`() throws {
        let installation = try Installation()
        try installation.runOnce()
        let state = installation.path("state")
        let daemon: (uid_t, gid_t) = (65_533, 65_533)
        for file in [""] + (FileManager.default.subpaths(atPath: state) ?? []) {
            #expect(chown("\(state)/\(file)", daemon.0, daemon.1) == 0)
        }
        // What SQLite makes beside a database goes to the database's owner.
        func files() -> [String] {
            (FileManager.default.subpaths(atPath: state) ?? []).filter { !$0.contains(".sqlite-") }.sorted()
        }
        let before = files()
        for command in [
            ["run", "--once"], ["report", "--from", "2026-07-21"], ["retention", "--do"], ["keys", "rotate"],
            ["verify", "--restore"], ["registry", "import", "none.csv"],
            ["events", "retry", "E1", "--officer", "70010001", "--reason", "x"],
        ] {
            let result = try installation.etle.run(command + ["--config", installation.config])
            #expect(result.status == 1 && result.errors.contains("sudo -u"), "\(command): \(result.errors)")
        }
        for command in ["status", "verify"] { #expect(try installation.run(command).status == 0) }
        for file in FileManager.default.subpaths(atPath: state) ?? [] {
            #expect(try FileLayer().owner(of: RawPath("\(state)/\(file)"))?.id == daemon.0, "\(file)")
        }
        #expect(files() == before)
    }

    @Test func `nobody else may read the journal, also not one that was made readable`() throws {
        let installation = try Installation()
        try installation.runOnce()
        let journal = installation.path("state/etle.sqlite")
        #expect(try mode(journal) == 0o640)
        #expect(chmod(journal, 0o644) == 0)
        try installation.runOnce()
        for file in installation.files("state") where file.hasPrefix("etle.sqlite") {
            #expect(try mode(installation.path("state/\(file)")) & 0o027 == 0, "\(file)")
        }
    }

    @Test func `who gives the wrong command learns the right one`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        let changes = bench.installation.path("changes.csv")
        try "change,date,plate,new_plate\nend,2026-01-05,B 1487 SVR,\n".write(
            toFile: changes, atomically: true, encoding: .utf8)
        #expect(try bench.installation.run("registry", "import", changes).errors.contains("registry apply"))
        let register = "\(repository)/fixtures/demo/registry/register.csv"
        #expect(try bench.installation.run("registry", "apply", register).errors.contains("registry import"))
        let unmarked = try bench.installation.run(
            "review", "acknowledge", "E1", "--officer", "70010001", "--reason", "seen")
        #expect(unmarked.status == 1 && unmarked.errors.contains("no mark waits at SDR-014/E1"))
        let nothing = try bench.installation.etle.run(["verify", "--proof", "a.proof", "--key", "b.pub"])
        #expect(nothing.status == 64)
    }

    @Test func `files whose lines were all set aside are named`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter()
        try await bench.pay("999990000000000", 500_000, "BRI-1")
        try await bench.drop("document,status,date\nETLE-0000,returned,\(bench.today.iso8601)\n", into: "post")
        try await bench.drop("block,action,plate,result\n77,block,B 1487 SVR,done\n", into: "acknowledgements")
        for folder in ["payments", "post", "acknowledgements"] { #expect(try !bench.kept(folder).isEmpty, "\(folder)") }
        #expect(try await Verification(bench.engine).all().notes.map(\.message) == [])
    }
}
