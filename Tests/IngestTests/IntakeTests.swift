import Domain
import Foundation
import ImageCodecs
import Ingest
import Journal
import Logging
import Storage
import TestSupport
import Testing

struct IntakeTests {
    @Test func `uploads of a paused camera stay, those of an unknown one are set aside`() async throws {
        let bench = try await IntakeBench(paused: ["CAM-2"])
        for camera in ["CAM-2", "CAM-3"] {
            let path = bench.folder.path.appending("incoming").appending(camera).appending("1.jpg")
            try FileLayer().writeDurably(path, bytes: sampleJPEG())
        }
        #expect(try await bench.settle().rejected == 1)
        #expect(try bench.names(bench.folder.path.appending("incoming").appending("CAM-2")) == ["1.jpg"])
        #expect(try bench.names(bench.folder.path.appending("incoming").appending("CAM-3")).isEmpty)
    }

    @Test func `a whole upload becomes one event and leaves the folder`() async throws {
        let bench = try await IntakeBench()
        let picture = try sampleJPEG()
        try bench.drop("1.jpg", picture)
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
        #expect(try await bench.settle().accepted == 1)
        #expect(try bench.names(bench.camera).isEmpty)
        let event = try #require(try await bench.journal.events(named: "E1").first)
        #expect(event.stage == .recognition)
        #expect(event.capture.frames.map(\.width) == [64])
        #expect(try bench.evidence.get(event.capture.frames[0].sha256) == picture)
        #expect(try await bench.journal.plannedRemovals().isEmpty)
    }

    @Test func `an upload that still grows is left alone`() async throws {
        let bench = try await IntakeBench()
        let picture = try sampleJPEG()
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
        for part in 1...5 {
            try bench.drop("1.jpg", Array(picture.prefix(picture.count * part / 6)))
            #expect(try await bench.intake.pass().didSomething == false)
            bench.clock.pass(seconds: 1.5)
        }
        try bench.drop("1.jpg", picture)
        #expect(try await bench.settle().accepted == 1)
    }

    @Test func `a half picture that comes again whole is taken`() async throws {
        let bench = try await IntakeBench()
        let picture = try sampleJPEG()
        try bench.drop("1.jpg", Array(picture.prefix(picture.count / 2)))
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
        #expect(try await bench.settle(seconds: 10).didSomething == false)
        try bench.drop("1.jpg", picture)
        #expect(try await bench.settle().accepted == 1)
    }

    @Test func `a broken picture is set aside with its manifest and a reason beside each`() async throws {
        let bench = try await IntakeBench()
        try bench.drop("1.jpg", Array(try sampleJPEG().prefix(600)))
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
        #expect(try await bench.settle(seconds: 40).rejected == 1)
        #expect(try bench.names(bench.rejected) == ["1.jpg", "1.jpg.reason.json", "1.json", "1.json.reason.json"])
        #expect(try bench.reason("1.jpg") == "broken-picture")
        #expect(try bench.names(bench.camera).isEmpty)
    }

    @Test func `a picture that never comes is given its time, then the manifest is set aside`() async throws {
        let bench = try await IntakeBench()
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
        #expect(try await bench.settle(seconds: 290).rejected == 0)
        #expect(try await bench.settle(seconds: 20).rejected == 1)
        #expect(try bench.reason("1.json") == "missing-frame")
    }

    @Test func `the same upload again changes nothing`() async throws {
        let bench = try await IntakeBench()
        for round in 0..<2 {
            try bench.drop("1.jpg", sampleJPEG())
            try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
            let pass = try await bench.settle()
            #expect(pass.accepted == (round == 0 ? 1 : 0))
            #expect(pass.repeated == round)
        }
        #expect(try await bench.journal.events(named: "E1").count == 1)
        #expect(try bench.names(bench.camera).isEmpty)
    }

    @Test func `another upload under a used name is set aside`() async throws {
        let bench = try await IntakeBench()
        for seed in 1...2 {
            try bench.drop("1.jpg", sampleJPEG(seed: seed))
            try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
            try await bench.settle()
        }
        #expect(try bench.reason("1.json") == "event-id-conflict")
        #expect(try bench.names(bench.rejected).count == 4)
    }

    @Test func `a claimed hash that does not fit is refused`() async throws {
        let bench = try await IntakeBench()
        try bench.drop("1.jpg", sampleJPEG())
        let wrong = String(repeating: "a", count: 64)
        try bench.drop(
            "1.json", bench.manifest("E1", frames: []) { $0["frames"] = [["file": "1.jpg", "sha256": wrong]] })
        #expect(try await bench.settle(seconds: 40).rejected == 1)
        #expect(try bench.reason("1.json") == "hash-mismatch")
    }

    static let wrongManifests: [(String, @Sendable (inout [String: Any]) -> Void)] = [
        ("wrong-schema", { $0["schema"] = "etle.event/2" }),
        ("missing-field", { $0["captured_at"] = nil }),
        ("wrong-value", { $0["captured_at"] = "2026-07-21 08:30" }),
        ("wrong-value", { $0["violations"] = [[String: String]]() }),
        ("wrong-value", { $0["event_id"] = "a\u{0}b" }),
        ("wrong-camera", { $0["camera_id"] = "CAM-2" }),
        ("unsafe-name", { $0["frames"] = [["file": "../etle.sqlite"]] }),
        ("unsafe-name", { $0["frames"] = [["file": ".1.jpg"]] }),
        ("too-many-frames", { $0["frames"] = (0..<17).map { ["file": "\($0).jpg"] } }),
        ("clock-implausible", { $0["captured_at"] = "2026-07-22T08:30:15+07:00" }),
        ("clock-implausible", { $0["captured_at"] = "2025-07-21T08:30:15+07:00" }),
    ]

    @Test(arguments: wrongManifests.indices)
    func `a wrong manifest is set aside with its reason`(index: Int) async throws {
        let (code, change) = IntakeTests.wrongManifests[index]
        let bench = try await IntakeBench()
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"], changing: change))
        #expect(try await bench.settle().rejected == 1)
        #expect(try bench.reason("1.json") == code)
    }

    @Test func `JSON nested without end and no JSON at all are set aside`() async throws {
        let bench = try await IntakeBench()
        try bench.drop("deep.json", Array(repeating: UInt8(ascii: "["), count: 100_000))
        // Exactly 513 brackets end the process in Swift 6.3's Foundation; so do they in UTF-16, behind what looks like a quote in UTF-8.
        try bench.drop("edge.json", Array(repeating: UInt8(ascii: "["), count: 513))
        let brackets = "[\"\u{2200}\"," + String(repeating: "[", count: 512)
        try bench.drop("wide.json", brackets.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
        try bench.drop("text.json", Array("hello".utf8))
        #expect(try await bench.settle(seconds: 40).rejected == 4)
        for name in ["deep.json", "edge.json", "wide.json"] { #expect(try bench.reason(name) == "not-json") }
        #expect(try bench.reason("text.json") == "not-json")
    }

    @Test func `links, FIFOs and hard links are set aside and never read`() async throws {
        let bench = try await IntakeBench()
        let secret = bench.folder.path.appending("secret")
        try FileLayer().create(secret, bytes: [1])
        #expect(symlink(secret.display, bench.camera.appending("l.jpg").display) == 0)
        #expect(mkfifo(bench.camera.appending("f.jpg").display, 0o600) == 0)
        #expect(link(secret.display, bench.camera.appending("h.jpg").display) == 0)
        #expect(try await bench.intake.pass().rejected == 3)
        for name in ["l.jpg", "f.jpg", "h.jpg"] { #expect(try bench.reason(name) == "not-a-file") }
        #expect(try FileLayer().read(secret, limit: 1) == [1])
    }

    @Test func `a file that no manifest names is set aside after its time, under a harmless name`() async throws {
        let bench = try await IntakeBench()
        try FileLayer().create(bench.camera.appending([0x2E, 0x61, 0x0A, 0xFF]), bytes: [1])
        #expect(try await bench.settle(seconds: 100).rejected == 0)
        #expect(try await bench.settle(seconds: 300).rejected == 1)
        #expect(try bench.names(bench.rejected) == ["%2Ea%0A%FF", "%2Ea%0A%FF.reason.json"])
    }

    @Test func `uploads of cameras that nobody configured are set aside`() async throws {
        let bench = try await IntakeBench()
        let folder = bench.folder.path.appending("incoming").appending("CAM-9")
        try FileLayer().writeDurably(folder.appending("1.json"), bytes: [1])
        #expect(try await bench.settle().rejected == 1)
        #expect(try bench.names(bench.folder.path.appending("rejected").appending("CAM-9")).count == 2)
    }

    @Test func `a jump of the wall clock neither hurries nor holds an upload`() async throws {
        let bench = try await IntakeBench()
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]))
        _ = try await bench.intake.pass()
        bench.clock.jump(seconds: 7200)
        #expect(try await bench.intake.pass().rejected == 0)
        bench.clock.jump(seconds: -8000)
        try bench.drop("1.jpg", sampleJPEG())
        #expect(try await bench.settle().accepted == 1)
    }

    @Test func `what a crash left to remove is removed at the next start, but not a new upload of that name`()
        async throws
    {
        let bench = try await IntakeBench()
        let picture = try sampleJPEG()
        let manifest = try bench.manifest("E1", frames: ["1.jpg"])
        try bench.drop("1.jpg", picture)
        try bench.drop("1.json", manifest)
        let uploaded = [("1.jpg", picture), ("1.json", manifest)].map { name, bytes in
            UploadedFile(path: bench.camera.appending(name), sha256: Digest.sha256(bytes))
        }
        let capture = Capture(
            eventID: "E1", cameraID: "CAM-1", capturedAt: bench.clock.now, lane: nil, violations: [], vehicle: nil,
            frames: [])
        _ = try await bench.journal.accept(
            [AcceptableUpload(capture: capture, unitID: "unit", uploadSHA256: "x", files: uploaded)],
            at: bench.clock.now)
        try bench.drop("1.json", [1, 2, 3])
        try await bench.intake.recover()
        #expect(try bench.names(bench.camera) == ["1.json"])
        #expect(try await bench.journal.plannedRemovals().isEmpty)
    }
}
