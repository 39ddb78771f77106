import Daemon
import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

/// Letters that are decided and not signed yet, and such as were taken back: neither is a finding.
struct VerificationDraftTests {
    private let bench: CaseBench
    private var journal: Journal { bench.engine.journal }

    init() async throws {
        bench = try CaseBench()
        let at = bench.now
        let uploads = (1...3).map { number in
            AcceptableUpload(
                capture: Capture(
                    eventID: "E\(number)", cameraID: "SDR-014", capturedAt: at, lane: nil,
                    violations: [ClaimedViolation(code: "red-light")], vehicle: nil, frames: []),
                unitID: "metro-jaya", uploadSHA256: Digest.sha256("\(number)".utf8), files: [])
        }
        _ = try await bench.engine.journal.accept(uploads, at: at)
        let reading = EventReading(
            candidates: [.init(text: "B1234XYZ", confidence: 1)], colour: .unknown, expiry: nil, sightings: [],
            doubts: [], model: "model")
        for number in 1...3 { try await bench.engine.journal.store(reading, for: event(number), at: at) }
        try await bench.engine.exportLedgerIfAlone()
    }

    private func event(_ number: Int) async throws -> EventRecord {
        try #require(try await journal.events(named: "E\(number)").first)
    }

    private func decide(_ number: Int, _ outcome: Outcome, marking other: Int? = nil) async throws {
        let event = try await event(number)
        let unit = try #require(bench.engine.configuration.unit("metro-jaya"))
        let at = bench.now
        let day = unit.timeZone.date(of: at)
        let vehicle = Vehicle(
            plate: "B1234XYZ", make: "", type: "", kind: nil, model: "", year: nil, colour: "", chassisNumber: "",
            engineNumber: "", fuel: "", plateColour: .unknown)
        let owner = Owner(
            name: "N", nik: "", address: "A", kelurahan: "", kecamatan: "", city: "C", postalCode: "", phone: "",
            email: "")
        var marks: [CloneMark] = []
        if let other {
            let seen = Decision.RuleResult(
                rule: "elsewhere", verdict: .doubt, reason: "suspected-clone", detail: "Seen 100 km away.")
            marks = [CloneMark(event: try await self.event(other).id, result: seen)]
        }
        let decision = Decision(
            outcome: outcome, rules: [], violations: event.capture.violations, vehicle: vehicle, owner: owner)
        try await journal.store(decision, for: event, unitYear: (unit.id, day.year), marks: marks, at: at) { running in
            let content = NoticeContent(
                reference: "R-\(number)", answerCode: "A\(number)",
                number: "B/\(running)/I/A/\(day.year)/DITLANTAS", eventID: "E\(number)",
                cameraID: "SDR-014", place: "P", capturedAt: at, issuedAt: at, answerBy: day.adding(days: 8),
                letterBy: day, unit: unit, vehicle: vehicle, owner: owner, violations: [], pictures: [])
            return (content, LegalCase(unitID: unit.id, letter: CaseLetter(content), terms: CaseTerms()), nil)
        }
        try await bench.engine.exportLedgerIfAlone()
    }

    @Test func `drafts and drafts that were taken back are no findings`() async throws {
        try await bench.verify("read")
        try await decide(1, .issued)
        try await bench.verify("a draft")
        try await decide(2, .review, marking: 1)
        #expect(try await event(1).outcome == .review)
        try await bench.verify("taken back, its number free")
        try await decide(3, .issued)
        try await bench.verify("its number given again")
    }

    @Test func `a draft that is gone, and a number that is, are findings`() async throws {
        try await decide(1, .issued)
        for (sql, part) in [
            ("DELETE FROM legal_case; DELETE FROM notice; DELETE FROM document", "database"),
            ("UPDATE document SET content = replace(content, 'B/1/', 'B/2/')", "register"),
            ("INSERT INTO free_number VALUES ('letter/metro-jaya/1999', 1)", "register"),
        ] {
            let folder = try TemporaryFolder()
            let target = folder.path.appending("journal.sqlite").display
            try bench.copyJournal(to: target, changedBy: sql)
            let findings = try bench.findings(withJournal: Data(contentsOf: URL(fileURLWithPath: target)))
            #expect(findings.contains { $0.hasPrefix(part) }, "\(sql): \(findings)")
        }
    }
}
