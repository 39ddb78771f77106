import Daemon
import Domain
import Foundation
import GRDB
import ImageCodecs
import Imaging
import Storage
import TestSupport
import Testing

/// Documents' figures: made while reading, used, and kept no longer than needed.
struct FigureTests {
    // MARK: Used

    @Test func `tickets and batches show the figures that were made while reading`() async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        let sha256 = try #require(try await bench.event().reading?.annex)
        #expect(try await bench.engine.journal.notice(reference)?.content.annex == sha256)
        let bytes = try #require(bench.engine.annexes.get(sha256))
        // Figures that cannot be made from the originals: their captions name a file that isn't there.
        let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
        let listing = try #require(String(bytes: bytes[..<end], encoding: .utf8))
        let name = try #require(try await bench.event().capture.frames.first?.file)
        let altered =
            Array(
                listing.replacingOccurrences(of: #""file":"\#(name)","kind""#, with: #""file":"PREPARED.jpg","kind""#)
                    .utf8)
            + bytes[end...]
        #expect(altered.count != bytes.count)
        try bench.engine.annexes.put(altered, sha256: Digest.sha256(altered))
        try await DatabaseQueue(path: bench.installation.path("state/etle.sqlite")).write {
            try $0.execute(
                sql: "UPDATE document SET content = replace(content, ?, ?)",
                arguments: [sha256, Digest.sha256(altered)])
        }
        try await bench.answer(reference, "driver")
        let ticket = try #require(bench.installation.files("state/out/tickets").first { $0.hasSuffix(".pdf") })
        #expect(try text(ofFile: bench.installation.path("state/out/tickets/\(ticket)")).contains("PREPARED.jpg"))
        let day = bench.today
        bench.pass(days: 1)
        try await bench.work()
        let batch = bench.installation.path("state/out/batches/\(day.iso8601)/metro-jaya-001.pdf")
        let pages = try text(ofFile: batch).components(separatedBy: "\u{C}").filter { $0.contains("PREPARED.jpg") }
        #expect(pages.count == 2)
        // The letter was signed before.
        #expect(try !text(ofFile: bench.letterFile(reference)).contains("PREPARED.jpg"))
    }

    @Test func `an event whose figures cannot be kept goes on`() async throws {
        let fault = Fault()
        let bench = try CaseBench(files: fault.files)
        fault.set(ENOSPC, .create, on: "/annexes/")
        let reference = try await bench.letter()
        #expect(try await bench.event().reading?.annex != nil)
        #expect(bench.installation.files("state/annexes").isEmpty)
        #expect(try text(ofFile: bench.letterFile(reference)).contains("potongan dari"))
        #expect(try !text(ofFile: bench.letterFile(reference)).contains("tidak dapat dicetak"))
        try await bench.verify()
    }

    @Test func `a letter isn't signed without a picture that cannot be read just now`() async throws {
        let fault = Fault()
        let bench = try CaseBench(files: fault.files)
        let upload = try FixtureUpload("0001")
        // The reading has it, the letter hasn't.
        fault.set(EMFILE, .open, on: "/\(Digest.sha256(upload.frames[0].data))", after: 1)
        try upload.send(to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        await #expect(throws: DaemonError.self) { try await bench.work() }
        #expect(bench.installation.files("state/out/notices").isEmpty)
        #expect(try await bench.engine.journal.failingDocuments().newest?.contains("open files") == true)
        fault.lift()
        bench.pass(seconds: 3600)
        try await bench.work()
        let reference = try #require(try await bench.engine.journal.references(of: bench.event().id).first)
        #expect(try !text(ofFile: bench.letterFile(reference)).contains("tidak dapat dicetak"))
        try await bench.verify()
    }

    /// Larger than the decoders' standard limit and smaller than the configuration's.
    @Test func `a picture that was accepted is shown, however large`() async throws {
        let bench = try CaseBench()
        let large = try encodeJPEG(
            Plane(width: 8000, height: 5200, pixels: [UInt8](repeating: 120, count: 8000 * 5200)), quality: 50)
        try FixtureUpload("0001").replacing(frame: 0, with: Data(large))
            .send(to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        try await bench.work()
        let read = try await bench.event()
        #expect(read.reading?.doubts == [] && read.reading?.annex != nil)
        if read.outcome == .review { _ = try await bench.engine.issue(read, officer: "70010001", reason: "x") }
        try await bench.work()
        let reference = try #require(try await bench.engine.journal.references(of: read.id).first)
        #expect(try !text(ofFile: bench.letterFile(reference)).contains("tidak dapat dicetak"))
        for annex in bench.installation.files("state/annexes") {
            try FileLayer().remove(RawPath(bench.installation.path("state/annexes/\(annex)")))
        }
        let day = bench.today
        try await bench.nextDay()
        let batch = bench.installation.path("state/out/batches/\(day.iso8601)/metro-jaya-001.pdf")
        #expect(try !text(ofFile: batch).contains("tidak dapat dicetak"))
    }

    // MARK: Kept no longer than needed

    @Test func `figures go with a decision for no letter, and by age`() async throws {
        let bench = try CaseBench()
        try FixtureUpload("0013").send(to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        try FixtureUpload("0008").send(to: bench.installation, as: "E2", capturedAt: bench.now.adding(seconds: -3000))
        try await bench.work()
        let dismissed = try await bench.event()
        #expect(dismissed.outcome == .dismissed && dismissed.reading?.annex != nil)
        let waiting = try await bench.event("E2")
        let annex = try #require(waiting.reading?.annex)
        #expect(bench.installation.files("state/annexes").map { $0.suffix(64) } == [annex[...]])
        _ = try await bench.engine.dismiss(waiting, officer: "70010001", reason: "x")
        #expect(bench.installation.files("state/annexes").isEmpty)

        // What is needed still, and what no row names.
        _ = try await bench.letter(as: "E3")
        let stray = Array("stray".utf8)
        try bench.engine.annexes.put(stray, sha256: Digest.sha256(stray))
        bench.pass(days: 39)
        try await bench.work()
        #expect(bench.installation.files("state/annexes").count == 2)
        bench.pass(days: 2)
        try await bench.work()
        #expect(bench.installation.files("state/annexes").isEmpty)
        let frames = try await bench.event("E3").capture.frames
        #expect(throws: Never.self) { try bench.engine.evidence.get(frames[0].sha256) }
        try await bench.verify()
    }

    @Test(arguments: [EACCES, EROFS])
    func `figures that cannot be removed hold up nothing, are told, and go later`(code: Int32) async throws {
        let fault = Fault()
        let bench = try CaseBench(files: fault.files) {
            $0.replacingOccurrences(of: "log:", with: "retention: {closed_days: 20}\nlog:")
        }
        let closed = try await bench.letter()
        let act = ["--officer", "70010001", "--reason", "x", "--config", bench.installation.config]
        #expect(try bench.installation.etle.run(["cases", "withdraw", closed] + act).status == 0)
        let before = try await bench.event()
        bench.pass(days: 30)
        fault.set(code, .remove, on: "/annexes/")
        let entries = try await bench.engine.journal.ledger(after: 0, limit: 1000).count
        let error = await #expect(throws: DaemonError.self) { try await bench.work() }
        #expect(error?.description.contains("retention") == true)
        // Pictures are gone, and the ledger went on: the deletion is in its file.
        for frame in before.capture.frames {
            #expect(try FileLayer().inspect(bench.engine.evidence.path(of: frame.sha256)) == nil)
        }
        #expect(try await bench.engine.journal.ledger(after: 0, limit: 1000).count > entries)
        let ledger = try String(
            contentsOfFile: bench.installation.path("state/ledger/ledger-00000001.jsonl"), encoding: .utf8)
        #expect(ledger.contains(#""deletion""#))
        #expect(bench.installation.files("state/annexes").count == 1)
        // Not at every pass again.
        try await bench.work()
        fault.lift()
        try await bench.work()
        #expect(bench.installation.files("state/annexes").count == 1)
        bench.pass(seconds: 700)
        try await bench.work()
        #expect(bench.installation.files("state/annexes").isEmpty)
        try await bench.verify()
    }

    // MARK: Names

    @Test func `a name that the fonts lack letters of goes to an officer, and its letter is counted`() async throws {
        let bench = try CaseBench()
        let register = try String(
            contentsOfFile: "\(repository)/fixtures/demo/registry/register.csv", encoding: .utf8)
        let folder = try TemporaryFolder()
        try bench.installation.importRegister(
            URL(fileURLWithPath: folder.write(register.replacingOccurrences(of: "CAHYA RINI", with: "李明"), to: "r.csv"))
        )
        try FixtureUpload("0001").send(to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        try await bench.work()
        let waiting = try await bench.event()
        #expect(waiting.outcome == .review && waiting.decision?.reasons == ["unprintable"])
        #expect(try await bench.engine.status().unprintableDocuments == 0)
        _ = try await bench.engine.issue(waiting, officer: "70010001", reason: "written by hand")
        try await bench.work()
        #expect(try await bench.event().outcome == .issued)
        #expect(try await bench.engine.status().unprintableDocuments == 1)
        try await bench.verify()
    }
}
