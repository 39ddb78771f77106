import Foundation
import OwnerProof
import Registry
import Testing

/// A small region; `make prove` runs a large one.
@Test func `of thousands of captures among every kind of trap no letter reaches a wrong person`() throws {
    let seed = UInt64(ProcessInfo.processInfo.environment["ETLE_SEED"] ?? "") ?? 21
    let folder = FileManager.default.temporaryDirectory.appending(path: "owner-proof-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let region = ProofRegion(seed: seed, vehicles: 20_000, series: 20)
    let report = try ProofRun(region: region, events: 8000).run(in: folder)
    print(report)
    #expect(report.wrong == 0)
    #expect(report.decidedShare >= 0.9)
    #expect(report.events >= 8000 && report.right > 1800)
    // Every trap was there, and was dealt with as it should be.
    for fate in Fate.allCases { #expect(report.rows[fate.rawValue] != nil, "\(fate)") }
    for trap in Trap.allCases where trap != .none { #expect(report.rows[trap.rawValue] != nil, "\(trap)") }
    for (name, reason) in [
        ("sold-to-unknown", "sale-reported"), ("contradicted", "register-ambiguous"), ("lapsed", "registration-lapsed"),
        ("ended", "registration-ended"), ("stolen", "blocked-for-cause"), ("watched", "watch-listed"),
        ("exempt", "exempt"), ("missing", "not-registered"), ("misread", "uncertain-reading"),
        ("clone-of-other-colour", "colour-mismatch"), ("clone-of-other-kind", "kind-mismatch"),
        ("clone-on-other-plate", "plate-colour-mismatch"), ("clone-far-away", "suspected-clone"),
        ("neighbour", "several-plates"), ("repeated", "duplicate"),
    ] {
        #expect((report.rows[name]?.reasons[reason] ?? 0) > 0, "\(name): \(reason)")
    }
    // A letter to the new owner, the new plate's owner, the buyer, the new address.
    for name in ["transferred", "transferred-late", "moved", "sold-to-known", "corrected", "duplicated"] {
        #expect((report.rows[name]?.right ?? 0) > 0, "\(name)")
    }
}

@Test func `the measured errors of the reader make plates of other plates`() throws {
    let errors = ReaderErrors(csv: "what,one,other,count\nconfusion,1,7,3\nconfusion,,X,1\nexpiry,1,2,\n")
    let folder = FileManager.default.temporaryDirectory.appending(path: "owner-proof-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // With a reader that is always sure and never wrong, nothing is misread.
    let report = try ProofRun(region: ProofRegion(seed: 3, vehicles: 2000), events: 300, errors: errors).run(in: folder)
    #expect(report.rows["misread"] == nil)
    #expect(report.wrong == 0)
}
