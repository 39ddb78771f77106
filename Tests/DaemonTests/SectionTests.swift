import Domain
import Foundation
import TestSupport
import Testing

@Test func `two cameras and a distance make an average speed event, once, with the pictures of both`() throws {
    let installation = try Installation(
        cameras: """
              - {id: IN-1, format: hikvision-xml, unit: metro-jaya, place: Jl. A, violations: [speed]}
              - {id: OUT-1, format: hikvision-xml, unit: metro-jaya, place: Jl. B, violations: [speed]}
              - {id: SECTION-1, format: section, unit: metro-jaya, place: Jl. A - Jl. B, violations: [speed],
                 section: {from: IN-1, to: OUT-1, metres: 5000, limit_kmh: 60}}

            """)
    try installation.importRegister(
        URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv"))
    let entered = now().adding(seconds: -7200)
    let vehicle = try FixtureUpload("0001")
    // The end is known before the beginning: links have their own order.
    try vehicle.send(
        toHikvision: "OUT-1", of: installation, as: "B", capturedAt: entered.adding(seconds: 199))
    try installation.runOnce()
    try vehicle.send(toHikvision: "IN-1", of: installation, as: "A", capturedAt: entered)
    // Too slow for a violation.
    try vehicle.send(toHikvision: "OUT-1", of: installation, as: "C", capturedAt: entered.adding(seconds: 1000))
    try installation.runOnce()
    try installation.runOnce()
    let sections = try installation.events().filter { $0["camera_id"] as? String == "SECTION-1" }
    #expect(sections.count == 1)
    let id = try #require(sections.first?["event_id"] as? String)
    let page = try #require(try installation.lines(installation.run("events", "show", id, "--json").output).first)
    let capture = try #require(page["capture"] as? [String: Any])
    let violation = try #require((capture["violations"] as? [[String: Any]])?.first)
    #expect(violation["measured_kmh"] as? Double == 90 && violation["limit_kmh"] as? Double == 60)
    #expect((capture["frames"] as? [Any])?.count == 4)
    #expect(sections[0]["outcome"] as? String == "issued", "\(page["decision"] ?? "")")
    // The passages themselves broke no rule.
    #expect(try installation.events().filter { $0["outcome"] as? String == "dismissed" }.count == 3)
    #expect(try installation.run("verify").status == 0)
}
