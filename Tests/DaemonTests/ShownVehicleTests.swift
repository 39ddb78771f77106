import Daemon
import Domain
import Foundation
import Storage
import TestSupport
import Testing

/// Which vehicle a letter shows where reading went wrong or an officer says otherwise.
struct ShownVehicleTests {
    @Test func `of a letter about the other vehicle the first one's pictures are left out`() async throws {
        // So that an officer has it whatever the reader is sure of.
        let bench = try CaseBench {
            $0.replacingOccurrences(of: "log:", with: "recognition: {minimum_confidence: 0.99999999}\nlog:")
        }
        try FixtureUpload("0009").send(
            to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        try await bench.work()
        #expect(try await bench.event().plate == "B2497KNA")
        let notice = try await bench.issue("F 1652 AEL")
        #expect(notice.pictures.map(\.withheld) == [nil, .otherVehicle])
        #expect(notice.pictures[0].targetCorners.allSatisfy { (830...950).contains($0[0]) })
        #expect(!notice.pictures[0].masked.isEmpty && notice.annex == nil)
        // No document will show what was made of the first vehicle.
        #expect(bench.installation.files("state/annexes").isEmpty)
        let pdf = try bench.letterFile(notice.reference)
        let text = try text(ofFile: pdf)
        #expect(!text.contains("tidak dapat dicetak"))
        #expect(notice.pictures.allSatisfy { text.contains($0.sha256) })
        // Overview, vehicle and plate, all of the overview.
        #expect(text.contains("Gambar 3.") && !text.contains("Gambar 4."))
        #expect(text.components(separatedBy: "potongan dari \(notice.pictures[0].file)").count == 3)
        try keep(pdf, "other-vehicle")
        try await bench.verify()
    }

    /// Reading failed for good, and an officer names the plate.
    @Test(arguments: ["still", "passed", "lost"])
    func `what could not be read is read again for the officer's letter, or isn't shown`(now: String) async throws {
        let fault = Fault()
        let bench = try CaseBench(files: fault.files)
        let upload = try FixtureUpload("0009")
        let closeUp = Digest.sha256(upload.frames[1].data)
        // No error that passes: five tries, and an officer has it.
        fault.set(EACCES, .open, on: "/evidence/\(closeUp.prefix(2))/\(closeUp)")
        try upload.send(to: bench.installation, as: "E1", capturedAt: bench.now.adding(seconds: -3600))
        for _ in 0..<6 {
            try await bench.work()
            bench.pass(seconds: 700)
        }
        let waiting = try await bench.event()
        #expect(waiting.outcome == .review && waiting.reading == nil)
        #expect(waiting.decision?.reasons == ["processing-failed"])
        switch now {
        case "passed": fault.lift()
        case "lost":
            fault.lift()
            try FileLayer().remove(bench.engine.evidence.path(of: closeUp))
        default: break
        }
        let notice = try await bench.issue("B 2497 KNA")
        fault.lift()
        let pdf = try bench.letterFile(notice.reference)
        let text = try text(ofFile: pdf)
        switch now {
        case "still":
            #expect(notice.pictures.map(\.withheld) == [.unread, .unread])
            #expect(text.components(separatedBy: "belum dapat").count == 3)
            #expect(try await bench.event().reading == nil)
            #expect(try !run("pdfimages", ["-list", pdf]).output.contains("jpeg"))
        case "passed":
            #expect(notice.pictures.map(\.withheld) == [nil, nil])
            #expect(notice.pictures.allSatisfy { $0.targetCorners.count == 4 } && !notice.pictures[0].masked.isEmpty)
            let annex = try await bench.event().reading?.annex
            #expect(annex != nil && notice.annex == annex)
        default:
            #expect(notice.pictures.map(\.withheld) == [nil, .unread])
            #expect(!notice.pictures[0].masked.isEmpty && notice.pictures[0].targetCorners.count == 4)
            #expect(try await bench.event().reading?.unread == [1])
            #expect(text.components(separatedBy: "belum dapat").count == 2)
        }
        try keep(pdf, "unread-\(now)")
        let findings = try await Verification(bench.engine).all().findings
        #expect(findings.map(\.part) == (now == "lost" ? ["evidence"] : []))
    }
}
