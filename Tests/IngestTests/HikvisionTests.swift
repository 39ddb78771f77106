import Domain
import Foundation
import Ingest
import Simulation
import Storage
import TestSupport
import Testing

struct HikvisionTests {
    static let format = CameraFormat(kind: .hikvisionXML, codes: ["1625": "red-light"])

    static func payload(_ pictures: [String] = ["detectionPicture.jpg", "licensePlatePicture.jpg"]) -> HikvisionPayload
    {
        var payload = HikvisionPayload(dateTime: "2026-07-21T08:30:15.250+07:00")
        payload.pictures = pictures.map { ($0, String($0.split(separator: ".")[0]), []) }
        payload.absTime = "20260721083015250"
        return payload
    }

    @Test(arguments: HikvisionPayload.Namespace.allCases)
    func `an alert in any namespace becomes an event with its claims`(namespace: HikvisionPayload.Namespace)
        async throws
    {
        let bench = try await IntakeBench(format: Self.format)
        var payload = Self.payload()
        payload.namespace = namespace
        payload.plate = "B1234XYZ"
        (payload.speed, payload.limit, payload.illegalCode) = (87, 60, "1625")
        payload.pictures[0].plate = [10, 20, 30, 100]
        try bench.drop("1/anpr.xml", payload.bytes)
        try bench.drop("1/detectionPicture.jpg", sampleJPEG())
        try bench.drop("1/licensePlatePicture.jpg", sampleJPEG(seed: 2))
        #expect(try await bench.settle().accepted == 1)
        let capture = try #require(try await bench.captures().first)
        #expect(capture.capturedAt == Timestamp(rfc3339: "2026-07-21T01:30:15.250Z"))
        #expect(capture.eventID == "20260721T083015250-\(payload.uuid)")
        #expect(capture.violations.map(\.code) == ["red-light", "speed"])
        #expect(capture.violations[1].measuredKmh == 87 && capture.violations[1].limitKmh == 60)
        #expect(capture.vehicle == ClaimedVehicle(kind: .car, plate: "B1234XYZ"))
        #expect(capture.frames.map(\.role) == [.overview, .plate])
        #expect(capture.claims?.details["confidenceLevel"] == "98")
        // 0 x 0 is no box; what reaches beyond the picture is cut.
        #expect(capture.claims?.boxes == [CameraClaims.Box(what: "plate", frame: 0, box: [10, 20, 30, 28])])
        #expect(capture.doubts == nil)
        #expect(try bench.names(bench.camera.appending("1")).isEmpty)
    }

    @Test func `pictures may come long before or after the alert, under names made of its own`() async throws {
        let bench = try await IntakeBench(format: Self.format)
        try bench.drop("a_detectionPicture.jpg", sampleJPEG())
        try await bench.settle(seconds: 100)
        try bench.drop("a.xml", Self.payload().bytes)
        try await bench.settle(seconds: 100)
        try bench.drop("a-licensePlatePicture.jpeg", sampleJPEG(seed: 2))
        #expect(try await bench.settle().accepted == 1)
        #expect(try await bench.captures().first?.frames.count == 2)
        #expect(try bench.names(bench.camera).isEmpty)
    }

    @Test func `an alert without a list of pictures takes the usual parts`() async throws {
        let bench = try await IntakeBench(format: Self.format)
        var payload = Self.payload()
        payload.listsPictures = false
        try bench.drop("anpr.xml", payload.bytes)
        try bench.drop("vehiclePicture.jpg", sampleJPEG())
        #expect(try await bench.settle(seconds: 60).accepted == 0)
        try bench.drop("licensePlatePicture.jpg", sampleJPEG(seed: 2))
        #expect(try await bench.settle().accepted == 1)
        #expect(try await bench.captures().first?.frames.map(\.role) == [.overview, .plate])
    }

    @Test func `a part that never comes leaves an event for an officer, no picture at all is rejected`() async throws {
        let bench = try await IntakeBench(format: Self.format)
        try bench.drop("1/anpr.xml", Self.payload().bytes)
        try bench.drop("1/detectionPicture.jpg", sampleJPEG())
        var other = Self.payload()
        other.uuid = "other"
        try bench.drop("2/anpr.xml", other.bytes)
        let pass = try await bench.settle(seconds: 310)
        #expect(pass.accepted == 1 && pass.rejected == 1)
        #expect(try await bench.captures().first?.doubts == [.incomplete])
        #expect(try bench.reason("anpr.xml") == "missing-frame")
    }

    @Test func `heartbeats are removed and nothing else happens`() async throws {
        let bench = try await IntakeBench(format: Self.format)
        try bench.drop("h.xml", HikvisionPayload.heartbeat(at: "2026-07-21T08:30:15+07:00"))
        let pass = try await bench.settle()
        #expect(pass.ignored == 1 && pass.rejected == 0 && pass.accepted == 0)
        #expect(try bench.names(bench.camera).isEmpty)
    }

    @Test func `a time without zone is local, and a clock that contradicts itself is in doubt`() async throws {
        let bench = try await IntakeBench(format: Self.format)
        var payload = Self.payload(["p.jpg"])
        payload.dateTime = "2026-07-21T08:30:15"
        try bench.drop("1/a.xml", payload.bytes)
        try bench.drop("1/p.jpg", sampleJPEG())
        payload.absTime = "20260721153015250"
        payload.uuid = "x"
        try bench.drop("2/a.xml", payload.bytes)
        try bench.drop("2/p.jpg", sampleJPEG(seed: 3))
        #expect(try await bench.settle().accepted == 2)
        let captures = try await bench.captures()
        #expect(captures.allSatisfy { $0.capturedAt == Timestamp(rfc3339: "2026-07-21T01:30:15Z") })
        #expect(captures.map(\.doubts).contains([.clock]) && captures.map(\.doubts).contains(nil))
    }

    @Test func `parts written far apart under names that every event uses may be two events'`() async throws {
        let bench = try await IntakeBench(format: Self.format)
        try bench.drop("detectionPicture.jpg", sampleJPEG())
        let path = bench.camera.appending("detectionPicture.jpg").display
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: path)
        try bench.drop("anpr.xml", Self.payload(["detectionPicture.jpg"]).bytes)
        #expect(try await bench.settle().accepted == 1)
        #expect(try await bench.captures().first?.doubts == [.incomplete])
    }

    @Test(arguments: [
        ("not-xml", "<EventNotificationAlert><ANPR>"), ("not-xml", "hello"),
        ("not-xml", "<!DOCTYPE a [<!ENTITY x 'xx'>]><EventNotificationAlert>&x;</EventNotificationAlert>"),
        ("wrong-schema", "<Other/>"),
        ("missing-field", "<EventNotificationAlert><ANPR/></EventNotificationAlert>"),
    ])
    func `what is no alert is set aside with its reason`(code: String, text: String) async throws {
        let bench = try await IntakeBench(format: Self.format)
        try bench.drop("a.xml", Array(text.utf8))
        #expect(try await bench.settle(seconds: 40).rejected == 1)
        #expect(try bench.reason("a.xml") == code)
    }
}
