import Domain
import Foundation
import Ingest
import Storage
import TestSupport
import Testing

struct FolderTests {
    @Test func `two cameras may use the same names`() async throws {
        let bench = try await IntakeBench(cameras: ["CAM-1", "CAM-2"])
        for camera in ["CAM-1", "CAM-2"] {
            try bench.drop("1.jpg", sampleJPEG(seed: camera == "CAM-1" ? 1 : 2), camera: camera)
            try bench.drop(
                "1.json", bench.manifest("E1", frames: ["1.jpg"]) { $0["camera_id"] = camera }, camera: camera)
        }
        #expect(try await bench.settle().accepted == 2)
        let captures = try await bench.captures()
        #expect(Set(captures.map(\.cameraID)).count == 2 && Set(captures.map(\.frames[0].sha256)).count == 2)
    }

    @Test func `uploads in folders that come and go are found`() async throws {
        let bench = try await IntakeBench()
        for round in 0..<3 {
            try bench.drop("2026/07/\(round)/1.jpg", sampleJPEG(seed: round))
            try bench.drop("2026/07/\(round)/1.json", bench.manifest("E\(round)", frames: ["1.jpg"]))
            #expect(try await bench.settle().accepted == 1)
            try FileManager.default.removeItem(atPath: bench.camera.appending("2026").display)
            #expect(try await bench.settle().problems.isEmpty)
        }
        try FileManager.default.removeItem(atPath: bench.camera.display)
        #expect(try await bench.settle() == Intake.Pass())
    }

    @Test func `a backlog of one camera delays no other`() async throws {
        let bench = try await IntakeBench(cameras: ["CAM-1", "CAM-2"])
        for number in 0..<200 { try bench.drop("junk\(number).json", Array("{".utf8)) }
        try bench.drop("1.jpg", sampleJPEG(), camera: "CAM-2")
        try bench.drop("1.json", bench.manifest("E1", frames: ["1.jpg"]) { $0["camera_id"] = "CAM-2" }, camera: "CAM-2")
        _ = try await bench.intake.pass()
        bench.clock.pass(seconds: 40)
        let pass = try await bench.intake.pass()
        // What was broken for the whole retry time is looked at a slice at a time; the other's upload is in at once.
        #expect(pass.accepted == 1 && pass.rejected == 32 && pass.hasMore)
        var rejected = pass.rejected
        while try await bench.intake.pass().didSomething { rejected += 1 }
        #expect(try bench.names(bench.rejected).count == 400 && rejected > 32)
    }

    @Test func `one wrong name sent again and again gets a number each time`() async throws {
        let bench = try await IntakeBench()
        for _ in 0..<9 {
            try bench.drop("x.json", Array("{".utf8))
            try await bench.settle(seconds: 40)
        }
        #expect(try bench.names(bench.rejected).filter { !$0.hasSuffix(".reason.json") }.count == 9)
        #expect(try bench.reason("x.json~9") == "not-json")
    }
}
