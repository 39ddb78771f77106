import Domain
import Foundation
import GRDB
import Journal
import Testing

/// What the second capture tells the first: the first may be of another vehicle with a copied plate.
struct CloneTests {
    private static let unit = Unit(
        id: "unit", name: "U", city: "C", address: "", letterCode: "L", timeZone: .jakarta,
        answerURL: "https://a.example", ticket: .afterConfirmation, signatory: .init(name: "A", rank: "B", nrp: "1"),
        court: "")

    private let bench: JournalBench

    init() async throws {
        bench = try await JournalBench()
        _ = try await bench.journal.accept((1...3).map { bench.upload("E\($0)") }, at: bench.now)
        let reading = EventReading(
            candidates: [.init(text: "B1234XYZ", confidence: 1)], colour: .unknown, expiry: nil, sightings: [],
            doubts: [], model: "model")
        for id in ["E1", "E2", "E3"] { try await bench.journal.store(reading, for: bench.event(id), at: bench.now) }
    }

    private func decide(_ id: String, _ outcome: Outcome, marks: [CloneMark] = []) async throws {
        var decision = decision(outcome)
        decision.rules = [.init(rule: "elsewhere", verdict: .agree, reason: nil, detail: "Not seen.")]
        let now = bench.now
        try await bench.journal.store(
            decision, for: bench.event(id), unitYear: ("unit", 2026), marks: marks, at: now
        ) { number in
            let content = NoticeContent(
                reference: "R-\(id)", answerCode: "A", number: "B/\(number)", eventID: id, cameraID: "CAM-1",
                place: "P",
                capturedAt: now, issuedAt: now, answerBy: LocalDate(dayNumber: 20_650),
                letterBy: LocalDate(dayNumber: 20_650), unit: Self.unit,
                vehicle: Vehicle(
                    plate: "B1234XYZ", make: "", type: "", kind: nil, model: "", year: nil, colour: "",
                    chassisNumber: "", engineNumber: "", fuel: "", plateColour: .unknown),
                owner: Owner(
                    name: "N", nik: "", address: "A", kelurahan: "", kecamatan: "", city: "C", postalCode: "",
                    phone: "",
                    email: ""), violations: [], pictures: [])
            return (content, LegalCase(unitID: "unit", letter: CaseLetter(content), terms: CaseTerms()), nil)
        }
    }

    private func mark(_ id: String) async throws -> CloneMark {
        CloneMark(
            event: try await bench.event(id).id,
            result: .init(rule: "elsewhere", verdict: .doubt, reason: "suspected-clone", detail: "Seen 100 km away."))
    }

    private func sign(_ id: String) async throws {
        let drafts = try await bench.journal.drafts(limit: 10, now: bench.now)
        let draft = try #require(drafts.first { $0.name == "R-\(id)" })
        try await bench.journal.sign(draft, pdfSHA256: String(repeating: "a", count: 64), texts: "", at: bench.now) {
            _ in []
        }
    }

    @Test func `a letter that isn't signed goes to review instead, and its number goes to the next one`() async throws {
        try await decide("E1", .issued)
        #expect(try await bench.event("E1").stage == .issuance)
        try await decide("E2", .review, marks: [mark("E1")])
        let marked = try await bench.event("E1")
        #expect(marked.stage == .done && marked.outcome == .review)
        #expect(marked.decision?.reasons == ["suspected-clone"])
        #expect(try await bench.journal.drafts(limit: 10, now: bench.now).isEmpty)
        #expect(try await bench.journal.references(of: marked.id) == [])
        #expect(try await bench.journal.flaggedEvents(after: 0, limit: 10).isEmpty)
        try await decide("E3", .issued)
        let content = try #require(try await bench.journal.drafts(limit: 10, now: bench.now).first?.content)
        #expect(content.contains(#""number":"B/1""#))
        #expect(try await bench.problems().isEmpty)
    }

    @Test func `a letter that was signed stays issued, and waits for an officer who has seen it`() async throws {
        try await decide("E1", .issued)
        try await sign("E1")
        try await decide("E2", .review, marks: [mark("E1")])
        let marked = try await bench.event("E1")
        #expect(marked.outcome == .issued)
        #expect(try await bench.journal.flaggedEvents(after: 0, limit: 10).map(\.id) == [marked.id])
        let flag = try #require(try await bench.journal.cloneFlag(of: marked.id))
        #expect(flag.other == "CAM-1/E2" && flag.seenBy == nil)
        // A third capture adds nothing.
        let entries = try await bench.journal.ledger(after: 0, limit: 100).count { $0.kind == .flag }
        try await decide("E3", .review, marks: [mark("E1")])
        #expect(try await bench.journal.ledger(after: 0, limit: 100).count { $0.kind == .flag } == entries)
        #expect(entries == 1)
        try await bench.journal.acknowledge(marked, officer: "70010001", reason: "told the unit", at: bench.now)
        #expect(try await bench.journal.flaggedEvents(after: 0, limit: 10).isEmpty)
        #expect(try await bench.journal.cloneFlag(of: marked.id)?.seenBy == "70010001")
        await #expect(throws: JournalError.self) {
            try await bench.journal.acknowledge(marked, officer: "70010001", reason: "again", at: bench.now)
        }
        #expect(try await bench.problems().isEmpty)
    }

    @Test func `an event that waits for an officer learns of it once, and one in work is left alone`() async throws {
        try await decide("E1", .review)
        try await decide("E2", .review, marks: [mark("E1"), mark("E3")])
        #expect(try await bench.event("E1").decision?.reasons == ["suspected-clone"])
        #expect(try await bench.event("E3").stage == .matching)
        let entries = try await bench.journal.ledger(after: 0, limit: 100).count
        try await decide("E3", .dismissed, marks: [mark("E1")])
        #expect(try await bench.journal.ledger(after: 0, limit: 100).count == entries + 1)
    }

    @Test func `other captures are found by plate and time, if their plate is certain`() async throws {
        func others(_ confidence: Double, _ seconds: Double, camera: String = "CAM-2") async throws -> Int {
            try await bench.journal.otherCaptures(
                plate: "B1234XYZ", near: bench.now.adding(seconds: 50), seconds: seconds, confidence: confidence,
                exceptCamera: camera
            ).count
        }
        #expect(try await others(0.995, 60) == 3)
        #expect(try await others(0.995, 40) == 0)
        #expect(try await others(0.995, 60, camera: "CAM-1") == 0)
        #expect(try await others(1.1, 60) == 0)
        let plan = try await DatabaseQueue(path: bench.path).read { database in
            try Row.fetchAll(
                database,
                sql: "EXPLAIN QUERY PLAN SELECT id FROM event WHERE plate = 'x' AND captured_at BETWEEN 1 AND 2"
            ).map { $0["detail"] as String }
        }
        #expect(plan.allSatisfy { $0.contains("USING") && $0.contains("event_plate") }, "\(plan)")
    }
}
