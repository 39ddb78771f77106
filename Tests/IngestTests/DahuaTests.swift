import Domain
import Foundation
import Ingest
import Simulation
import TestSupport
import Testing

struct DahuaTests {
    static func format(_ clock: CameraFormat.Clock = .utc) -> CameraFormat {
        CameraFormat(kind: .dahua, codes: ["TrafficJunction": "red-light"], clock: clock)
    }
    /// 08:30:15 in Jakarta on 21 July 2026, as UTC and as local time written as if it were UTC.
    static let utc = 1_784_597_415
    static let localAsUTC = utc + 7 * 3600

    static func send(_ payload: DahuaPayload, as name: String, json: Bool = true, to bench: IntakeBench) throws {
        try bench.drop(name + (json ? ".json" : ".txt"), json ? payload.json : payload.text)
        try bench.drop(name + ".jpg", sampleJPEG(seed: payload.index))
    }

    @Test(arguments: [true, false])
    func `JSON and text say the same`(json: Bool) async throws {
        let bench = try await IntakeBench(format: Self.format())
        var payload = DahuaPayload(utc: Self.utc)
        payload.plate = "B1234XYZ"
        (payload.speed, payload.lightState, payload.redLightUTC) = (87, 2, Self.utc - 4)
        payload.plateBox = [4096, 2048, 6144, 4096]
        try Self.send(payload, as: "1", json: json, to: bench)
        #expect(try await bench.settle().accepted == 1)
        let capture = try #require(try await bench.captures().first)
        #expect(capture.capturedAt == Timestamp(rfc3339: "2026-07-21T01:30:15.305Z"))
        #expect(capture.violations.map(\.code) == (json ? ["red-light", "speed"] : ["speed"]))
        #expect(capture.vehicle?.plate == "B1234XYZ")
        #expect(capture.claims?.signal?.state == .red)
        #expect(capture.claims?.signal?.redSince == Timestamp(rfc3339: "2026-07-21T01:30:11Z"))
        #expect(capture.claims?.boxes == [CameraClaims.Box(what: "plate", frame: 0, box: [32, 12, 16, 12])])
        #expect(capture.lane == 2 && capture.doubts == nil)
    }

    @Test func `pictures of one group make one event, in their order`() async throws {
        let bench = try await IntakeBench(format: Self.format())
        for index in [3, 1] {
            var payload = DahuaPayload(utc: Self.utc)
            (payload.count, payload.index) = (3, index)
            try Self.send(payload, as: "g\(index)", json: index == 1, to: bench)
        }
        #expect(try await bench.settle(seconds: 60).didSomething == false)
        var payload = DahuaPayload(utc: Self.utc)
        (payload.count, payload.index) = (3, 2)
        try Self.send(payload, as: "g2", to: bench)
        #expect(try await bench.settle().accepted == 1)
        #expect(try await bench.captures().first?.frames.map(\.file) == ["g1.jpg", "g2.jpg", "g3.jpg"])
        #expect(try bench.names(bench.camera).isEmpty)
    }

    @Test func `a group that stays incomplete goes to an officer`() async throws {
        let bench = try await IntakeBench(format: Self.format())
        var payload = DahuaPayload(utc: Self.utc)
        payload.count = 2
        try Self.send(payload, as: "1", to: bench)
        try await bench.settle(seconds: 310)
        #expect(try await bench.settle().problems.isEmpty)
        #expect(try await bench.captures().first?.doubts == [.incomplete])
    }

    @Test func `the UTC trap: local time written as if it were UTC`() async throws {
        let bench = try await IntakeBench(format: Self.format(.localAsUTC))
        var payload = DahuaPayload(utc: Self.localAsUTC)
        payload.localeTime = "2026-07-21 08:30:15"
        try Self.send(payload, as: "1", to: bench)
        payload.realUTC = Self.utc
        payload.eventID = 2
        try Self.send(payload, as: "2", to: bench)
        #expect(try await bench.settle().accepted == 2)
        for capture in try await bench.captures() {
            #expect(capture.capturedAt == Timestamp(rfc3339: "2026-07-21T01:30:15.305Z") && capture.doubts == nil)
        }
    }

    @Test func `a wrong setting of the clock shows as a doubt`() async throws {
        let bench = try await IntakeBench(format: Self.format(.localAsUTC))
        var payload = DahuaPayload(utc: Self.utc)
        payload.localeTime = "2026-07-21 08:30:15"
        try Self.send(payload, as: "1", to: bench)
        #expect(try await bench.settle().accepted == 1)
        #expect(try await bench.captures().first?.doubts == [.clock])
    }

    @Test func `events of another kind are no violations`() async throws {
        let bench = try await IntakeBench(format: Self.format())
        try bench.drop("1.txt", Array("Events[0].EventBaseInfo.Code=Heartbeat\r\nEvents[0].UTC=1\r\n".utf8))
        try bench.drop("2.txt", Array("nothing of the kind".utf8))
        let pass = try await bench.settle()
        #expect(pass.ignored == 1 && pass.rejected == 1)
        #expect(try bench.reason("2.txt") == "wrong-schema")
    }
}
