import Domain
import Foundation
import GRDB
import Journal
import TestSupport
import Testing

struct EventStateTests {
    @Test func `commits are durable before they return`() async throws {
        let bench = try await JournalBench()
        #expect(try await bench.journal.synchronousMode() == 2)
    }

    @Test func `the same upload again is no second event, another one under its name is a conflict`() async throws {
        let bench = try await JournalBench()
        let results = try await bench.journal.accept(
            [bench.upload("E1"), bench.upload("E1"), bench.upload("E1", content: "other")], at: bench.now)
        #expect(results == [.accepted(id: 1), .repeated, .conflict])
    }

    @Test func `a result for a stage that the event has left is refused`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1")], at: bench.now)
        let event = try await bench.event("E1")
        try await bench.journal.store(emptyReading, for: event, at: bench.now)
        await #expect(throws: JournalError.self) {
            try await bench.journal.store(emptyReading, for: event, at: bench.now)
        }
        #expect(try await bench.journal.ledger(after: 0, limit: 10).count == 2)
    }

    @Test func `a letter whose making fails leaves no number taken and no outcome`() async throws {
        struct Broken: Error {}
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1")], at: bench.now)
        try await bench.journal.store(emptyReading, for: bench.event("E1"), at: bench.now)
        let event = try await bench.event("E1")
        await #expect(throws: Broken.self) {
            try await bench.journal.store(
                decision(.issued), for: event, unitYear: ("unit", 2026), at: bench.now, notice: { _ in throw Broken() })
        }
        let after = try await bench.event("E1")
        #expect(after.stage == .matching && after.decision == nil)
        let numbers = try await DatabaseQueue(path: bench.path).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM counter")
        }
        #expect(numbers == 0)
    }

    @Test func `a failed try waits and is counted`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1")], at: bench.now)
        let later = bench.now.adding(seconds: 60)
        try await bench.journal.noteFailure("no room", for: bench.event("E1"), retryAt: later)
        let waiting = { (time: Timestamp) in
            try await bench.journal.waiting(in: .recognition, after: 0, limit: 10, now: time).count
        }
        #expect(try await waiting(bench.now) == 0)
        #expect(try await waiting(later) == 1)
        let stage = try await bench.journal.status().stages.first
        #expect(stage?.failing == 1 && stage?.lastError == "no room")
    }

    @Test func `a repeated capture finds the earlier one at the same camera only, and none that was dismissed`()
        async throws
    {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept((1...2).map { bench.upload("E\($0)") }, at: bench.now)
        let reading = EventReading(
            candidates: [.init(text: "B1234XYZ", confidence: 1)], colour: .unknown, expiry: nil, sightings: [],
            doubts: [],
            model: "model")
        for id in ["E1", "E2"] {
            try await bench.journal.store(reading, for: bench.event(id), at: bench.now)
            var decided = decision(id == "E1" ? .review : .dismissed)
            decided.violations = [ClaimedViolation(code: "red-light")]
            try await bench.journal.store(
                decided, for: bench.event(id), unitYear: ("unit", 2026), at: bench.now,
                notice: { _ in throw CancellationError() })
        }
        func earlier(_ plate: String, camera: String, after seconds: Double) async throws -> String? {
            try await bench.journal.earlierCharge(
                plate: plate, codes: ["red-light"], camera: camera, near: bench.now.adding(seconds: seconds),
                seconds: 600,
                except: 99)?.eventID
        }
        #expect(try await earlier("B1234XYZ", camera: "CAM-1", after: 600) == "E1")
        #expect(try await earlier("B1234XYZ", camera: "CAM-1", after: 601) == nil)
        #expect(try await earlier("B1234XYZ", camera: "CAM-2", after: 0) == nil)
        #expect(try await earlier("B1234XYY", camera: "CAM-1", after: 0) == nil)
    }
}
