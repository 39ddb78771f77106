import Daemon
import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

struct ProofTests {
    /// What docs/ledger.md says: OpenSSL, a shell and the three files, nothing of etle.
    @Test func `a letter can be checked with OpenSSL and its proof alone`() async throws {
        let bench = try CaseBench()
        let (pdf, json, proof, key) = try await files(bench)
        let script = try steps("Check one letter anywhere")
        let folder = try TemporaryFolder()
        func check(_ pdf: String, _ json: String) throws -> String {
            let names = ["PDF=\(pdf)", "JSON=\(json)", "PROOF=\(proof)", "KEY=\(key)"].joined(separator: "\n")
            return try run("bash", ["-c", "set -eu\ncd \(folder.path.display)\n\(names)\n\(script)"]).output
        }
        let good = try check(pdf, json)
        for line in ["hash is right", "Signature Verified Successfully", "PDF is right", "JSON is right"] {
            #expect(good.contains(line), "\(good)")
        }
        #expect(try !check(altered(pdf, in: folder), json).contains("PDF is right"))
        #expect(try !check(pdf, altered(json, in: folder)).contains("JSON is right"))
        // A second member of this name, of which JSON readers take the one or the other.
        let text = try String(contentsOfFile: json, encoding: .utf8)
        let start = try #require(text.range(of: "  \"ledger\" : {\n"))
        let end = try #require(text.range(of: "  },\n", range: start.upperBound..<text.endIndex))
        let block = String(text[start.lowerBound..<end.upperBound])
        let other = "  \"ledger\" : {\n    \"plate\" : \"B1ZZZ\"\n  },\n"
        for forged in [other + block, block + other, block + block, other, ""] {
            let path = try folder.write(text.replacingOccurrences(of: block, with: forged), to: "forged.json")
            #expect(try !check(pdf, path).contains("JSON is right"), "\(forged)")
        }
    }

    /// Entries 100,000 and 100,001 stand in two files.
    @Test(arguments: [1, 100_000, 100_001])
    func `an entry can be checked by hand, also the first one of a file`(number: Int64) throws {
        let bench = try TemporaryFolder()
        let key = try LedgerKey.load(from: bench.path.appending("keys"), files: FileLayer())
        let ledger = LedgerFile(folder: bench.path, files: FileLayer())
        let at = Timestamp(milliseconds: 1_784_600_000_123)
        var entries = [try LedgerEntry(.root, subject: "x", payload: "{}", at: at, after: nil, signedWith: key)]
        var far = entries[0]
        far.sequence = 99_999
        for name in ["y", "z"] {
            entries.append(
                try LedgerEntry(.reading, subject: name, payload: "{}", at: at, after: far, signedWith: key))
            far = entries[entries.count - 1]
        }
        let filler = [UInt8](repeating: UInt8(ascii: "\n"), count: 99_998)
        try FileLayer().writeDurably(ledger.path(of: 1), bytes: entries[0].line + filler + entries[1].line)
        try FileLayer().writeDurably(ledger.path(of: 100_001), bytes: entries[2].line)
        if number == 100_000 {
            // What it is chained to.
            var before = entries[0]
            before.sequence = 99_999
            try FileLayer().writeDurably(
                ledger.path(of: 1), bytes: entries[0].line + filler.dropLast() + before.line + entries[1].line)
        }
        let script = try steps("Check one entry by hand").replacingOccurrences(of: "n=2\n", with: "n=\(number)\n")
        let output = try run("bash", ["-c", "set -eu\ncd \(bench.path.display)\n\(script)"]).output
        #expect(output.contains("hash is right") && output.contains("Signature Verified Successfully"), "\(output)")
    }

    private func steps(_ title: String) throws -> String {
        let page = try repositoryText("docs/ledger.md")
        let section = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix(title) })
        return try #require(
            section.components(separatedBy: "```sh\n").dropFirst().first?.components(separatedBy: "```").first)
    }

    @Test func `every altered bit of PDF, JSON or proof is found offline`() async throws {
        let bench = try CaseBench()
        let (pdf, json, proof, key) = try await files(bench)
        func verify(_ pdf: String, _ json: String, _ proof: String, _ key: String) throws -> Int32 {
            try bench.installation.etle.run(["verify", "--proof", proof, "--key", key, pdf, json]).status
        }
        #expect(try verify(pdf, json, proof, key) == 0)
        let folder = try TemporaryFolder()
        #expect(try verify(altered(pdf, in: folder), json, proof, key) == 1)
        #expect(try verify(pdf, altered(json, in: folder), proof, key) == 1)
        let other = try TemporaryFolder()
        _ = try LedgerKey.load(from: other.path, files: FileLayer())
        let stranger = try #require(try LedgerKey.publicKeyIDs(in: other.path, files: FileLayer()).first)
        #expect(try verify(pdf, json, proof, other.path.appending("\(stranger).pub").display) == 1)
        // Each bit of the proof's text, in this process.
        let bytes = try FileLayer().read(RawPath(proof), limit: 1 << 20)
        let document = try FileLayer().read(RawPath(pdf), limit: 1 << 24)
        let text = try String(contentsOfFile: key, encoding: .utf8)
        #expect(try DocumentProof(bytes: bytes).problems(publicKey: text).isEmpty)
        var missed = 0
        for bit in 0..<8 * bytes.count {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let read = try? DocumentProof(bytes: changed) else { continue }
            if read.problems(publicKey: text).isEmpty, read.problem(ofFile: document) == nil { missed += 1 }
        }
        #expect(missed == 0)
    }

    /// Swift 6.3's JSON decoder ends the process at such input if it sees it.
    @Test func `deep nesting in what a stranger sends is refused`() async throws {
        let bench = try CaseBench()
        let (pdf, json, proof, key) = try await files(bench)
        let folder = try TemporaryFolder()
        let deep = folder.path.appending("deep").display
        let opening = Data(repeating: UInt8(ascii: "["), count: 100_000)
        for bytes in [opening, opening + Data(repeating: UInt8(ascii: "]"), count: 100_000)] {
            try bytes.write(to: URL(fileURLWithPath: deep))
            let asProof = try bench.installation.etle.run(["verify", "--proof", deep, "--key", key, pdf, json])
            #expect(asProof.status == 1 && asProof.errors.contains("no proof file"), "\(asProof)")
            let asTwin = try bench.installation.etle.run(["verify", "--proof", proof, "--key", key, pdf, deep])
            #expect(asTwin.status == 1 && !asTwin.output.isEmpty, "\(asTwin)")
        }
    }

    @Test func `a changed key keeps old letters verifiable, and no other key may take over`() async throws {
        let bench = try CaseBench()
        _ = try await bench.letter("0001", as: "E1")
        let rotated = try bench.installation.run("keys", "rotate")
        #expect(rotated.status == 0, "\(rotated.errors)")
        try FixtureUpload("0002").send(
            to: bench.installation, as: "E2", capturedAt: bench.now.adding(seconds: -3600))
        try bench.installation.runOnce()
        #expect(try bench.installation.run("verify").status == 0)
        let shown = try bench.installation.lines(bench.installation.run("keys", "show", "--json").output)
        #expect(shown.count == 2)
        #expect(
            shown.filter { $0["signs"] as? Bool == true }.map { $0["id"] as? String } == [
                rotated.output.trimmingCharacters(in: .newlines)
            ])
        // A key that no entry named.
        let keys = RawPath(bench.installation.path("state/ledger/keys"))
        let stranger = try LedgerKey.makeNext(in: keys, files: FileLayer())
        try LedgerKey.adoptNext(in: keys, files: FileLayer())
        let strange = try bench.installation.run("verify")
        #expect(strange.status == 1 && strange.output.contains("keys") && strange.output.contains(stranger.id))
        try FixtureUpload("0004").send(
            to: bench.installation, as: "E3", capturedAt: bench.now.adding(seconds: -3600))
        #expect(try bench.installation.run("run", "--once").status == 1, "\(stranger.id) signed")
        #expect(chmod(keys.appending("signing.pem").display, 0o640) == 0)
        let refused = try bench.installation.run("keys", "show")
        #expect(refused.status == 1 && refused.errors.contains("0600"))
    }

    private func files(_ bench: CaseBench) async throws -> (pdf: String, json: String, proof: String, key: String) {
        let reference = try await bench.letter()
        let name = try #require(
            bench.installation.files("state/out/notices").first { $0.hasSuffix("\(reference).pdf") })
        let base = bench.installation.path("state/out/notices/\(name.dropLast(4))")
        let key = try #require(bench.installation.files("state/ledger/keys").first { $0.hasSuffix(".pub") })
        return ("\(base).pdf", "\(base).json", "\(base).proof", bench.installation.path("state/ledger/keys/\(key)"))
    }

    /// A copy with one bit flipped in the middle.
    private func altered(_ path: String, in folder: TemporaryFolder) throws -> String {
        var bytes = try FileLayer().read(RawPath(path), limit: 1 << 24)
        bytes[bytes.count / 2] ^= 1
        let target = folder.path.appending("altered-\(RawPath(path).display.split(separator: "/").last ?? "")")
        try FileLayer().writeDurably(target, bytes: bytes)
        return target.display
    }
}
