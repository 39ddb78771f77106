import Domain
import Foundation
import Ingest
import TestSupport
import Testing

struct NamedPicturesTests {
    static func format(
        _ kind: CameraFormat.Kind = .names, _ template: String? = nil, pictures: Int = 1
    ) throws -> CameraFormat {
        CameraFormat(
            kind: kind, template: try NameTemplate(template ?? kind.standardTemplate ?? ""), pictures: pictures,
            codes: ["1352": "speed"], defaultViolations: ["odd-even"])
    }

    @Test func `Hikvision's names by default`() async throws {
        let bench = try await IntakeBench(format: Self.format(.hikvisionFTP))
        try bench.drop("20260721083015250_B1234XYZ_VEHICLE_DETECTION.jpg", sampleJPEG())
        try bench.drop("20260721083016250_unknown_VEHICLE_DETECTION.JPG", sampleJPEG(seed: 2))
        #expect(try await bench.settle().accepted == 2)
        let captures = try await bench.captures()
        #expect(
            captures.map(\.vehicle?.plate) == ["B1234XYZ", nil] || captures.map(\.vehicle?.plate) == [nil, "B1234XYZ"])
        #expect(captures.allSatisfy { $0.violations.map(\.code) == ["odd-even"] })
        // Ids are logged, plates must not be.
        #expect(captures.allSatisfy { !$0.eventID.contains("1234") })
    }

    @Test func `Dahua's tree of folders`() async throws {
        let bench = try await IntakeBench(format: Self.format(.dahuaFTP))
        try bench.drop("SIM1/2026-07-21/001/jpg/08/30/15[M][0@0][0].jpg", sampleJPEG())
        try bench.drop("SIM1/2026-07-21/001/jpg/08/30/15[M][0@0][1].jpg", sampleJPEG(seed: 2))
        #expect(try await bench.settle().accepted == 2)
        #expect(
            try await bench.captures().allSatisfy { $0.capturedAt == Timestamp(rfc3339: "2026-07-21T08:30:15+07:00") })
    }

    @Test func `several pictures of one event, its speed, and one that never comes`() async throws {
        let template = "{*}/{epoch_ms}_{lane}_{plate}_{violation}_{speed}_{limit}_{index}.jpg"
        let bench = try await IntakeBench(format: Self.format(.names, template, pictures: 2))
        try bench.drop("a/1784597415250_2_B1XYZ_1352_87_60_2.jpg", sampleJPEG())
        #expect(try await bench.settle(seconds: 60).accepted == 0)
        try bench.drop("b/1784597415250_2_B1XYZ_1352_87_60_1.jpg", sampleJPEG(seed: 2))
        #expect(try await bench.settle().accepted == 1)
        try bench.drop("c/1784597416250_2_B1XYZ_1352_87_60_1.jpg", sampleJPEG(seed: 3))
        #expect(try await bench.settle(seconds: 310).accepted == 1)
        let captures = try await bench.captures()
        try #require(captures.count == 2)
        #expect(
            captures[0].frames.map(\.file) == [
                "1784597415250_2_B1XYZ_1352_87_60_1.jpg", "1784597415250_2_B1XYZ_1352_87_60_2.jpg",
            ])
        #expect(captures[0].violations == [ClaimedViolation(code: "speed", measuredKmh: 87, limitKmh: 60)])
        #expect(captures[0].lane == 2 && captures[0].doubts == nil)
        #expect(captures[1].doubts == [.incomplete])
    }

    @Test func `the same picture again changes nothing; names of another camera, and of no kind, are set aside`()
        async throws
    {
        let bench = try await IntakeBench(format: Self.format(.names, "{camera}_{time:yyyyMMddHHmmss}.jpg"))
        for _ in 0..<2 {
            try bench.drop("CAM-1_20260721083015.jpg", sampleJPEG())
            try await bench.settle()
        }
        #expect(try await bench.captures().count == 1)
        try bench.drop("CAM-2_20260721083015.jpg", sampleJPEG())
        try bench.drop("CAM-1_20260732083015.jpg", sampleJPEG())
        #expect(try await bench.settle(seconds: 310).rejected == 2)
        #expect(try bench.reason("CAM-2_20260721083015.jpg") == "wrong-camera")
        #expect(try bench.reason("CAM-1_20260732083015.jpg") == "name-mismatch")
    }
}
