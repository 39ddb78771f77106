import Domain
import Foundation
import Matching
import Registry
import RegistrySynthesis

/// Runs made-up captures through register and rules, and compares each letter with the truth.
public struct ProofRun {
    public var region: ProofRegion
    public var events: Int
    public var errors: ReaderErrors
    /// The least confidence for a letter unseen.
    public var bar = 0.995

    public init(region: ProofRegion, events: Int, errors: ReaderErrors = .measured) {
        self.region = region
        self.events = events
        self.errors = errors
    }

    /// What is known of a plate's earlier captures.
    private struct Sighting {
        var capturedAt: Timestamp
        var city: Int
        var wasIssued: Bool
        var eventID: String
    }

    /// - Parameter folder: an empty folder for register and files; about 600 bytes a vehicle.
    public func run(in folder: URL, progress: (String) -> Void = { _ in }) throws -> ProofReport {
        var report = ProofReport(vehicles: region.vehicles, seed: region.seed)
        let clock = ContinuousClock()
        let start = clock.now
        let registry = try Registry(path: folder.appending(path: "registry.sqlite").path)
        for file in try region.fill(registry, folder: folder) {
            progress("\(file)")
            precondition(file.result == .imported, "a file of the region was refused")
        }
        report.importSeconds = (clock.now - start) / .seconds(1)
        let filled = clock.now
        var draw = ProofEventDraw(
            region: region, errors: errors, bar: bar, random: SeededGenerator(seed: region.seed ^ 0x5EED))
        var sightings: [String: [Sighting]] = [:]
        for number in 0..<events {
            let event = draw.next()
            // Copies far away and repeats need the capture before: the original's, plain and read surely.
            if [.cloneFarAway, .repeated].contains(event.trap) {
                var original = event
                original.trap = .none
                original.reading.candidates = [.init(text: event.vehicle.plate(on: event.day), confidence: 0.9999)]
                try judge(original, "E\(number)-0", registry, &sightings, &report)
                var second = event
                second.reading.candidates = original.reading.candidates
                second.minute += event.trap == .repeated ? 3 : 20
                if event.trap == .cloneFarAway { second.city = (event.city + 1) % ProofEventDraw.cities.count }
                try judge(second, "E\(number)", registry, &sightings, &report)
            } else {
                try judge(event, "E\(number)", registry, &sightings, &report)
            }
        }
        report.matchingSeconds = (clock.now - filled) / .seconds(1)
        try registry.close()
        return report
    }

    private func judge(
        _ event: ProofEvent, _ id: String, _ registry: Registry, _ sightings: inout [String: [Sighting]],
        _ report: inout ProofReport
    ) throws {
        let best = event.reading.candidates[0]
        let isCertain = best.confidence >= bar
        let before = sightings[best.text] ?? []
        let input = try input(event, id, registry, before)
        let decision = decide(input)
        if isCertain {
            sightings[best.text, default: []].append(
                Sighting(
                    capturedAt: event.capturedAt, city: event.city, wasIssued: decision.outcome == .issued, eventID: id)
            )
            let suspects = zip(before.filter { $0.city != event.city }, input.elsewhere)
            report.flagged += suspects.count { $0.wasIssued && input.isImpossible($1) }
        }
        let isReadable = isCertain && best.text == event.vehicle.plate(on: event.day)
        report.readable += isReadable ? 1 : 0
        report.decided += isReadable && decision.outcome != .review ? 1 : 0
        let name = event.trap == .none ? event.vehicle.fate.rawValue : event.trap.rawValue
        var row = report.rows[name] ?? .init()
        row.events += 1
        switch decision.outcome {
        case .review: row.review += 1
        case .dismissed: row.dismissed += 1
        case .issued:
            let right = event.isGenuine ? event.vehicle.addressee(on: event.day) : nil
            if let right, decision.owner?.nik == right.nik, decision.owner?.address == right.address {
                row.right += 1
            } else {
                row.wrong += 1
            }
        }
        for reason in decision.reasons { row.reasons[reason, default: 0] += 1 }
        report.rows[name] = row
    }

    private func input(
        _ event: ProofEvent, _ id: String, _ registry: Registry, _ before: [Sighting]
    ) throws -> MatchingInput {
        let plate = MatchingInput.plate(reading: event.reading, officerPlate: nil)
        let answer = try plate.map { try registry.lookup($0, on: event.day) } ?? .notFound
        let kind = answer.registration?.vehicle.kind
        let capture = Capture(
            eventID: id, cameraID: "CITY-\(event.city)", capturedAt: event.capturedAt, lane: nil,
            violations: [ClaimedViolation(code: "red-light")], vehicle: event.claim, frames: [])
        let repeated = before.last { sighting in
            sighting.city == event.city && abs(sighting.capturedAt.seconds(since: event.capturedAt)) <= 600
        }
        return MatchingInput(
            capture: capture, reading: event.reading, minimumConfidence: bar, localDate: event.day, answer: answer,
            otherReadings: event.reading.candidates[0].confidence >= bar
                ? try registry.otherReadings(event.reading.candidates, on: event.day) : [],
            exempt: try registry.listed(.exempt, plate: plate, kind: kind, on: event.day),
            watched: try registry.listed(.watch, plate: plate, kind: kind, on: event.day),
            permittedViolations: ["red-light"], catalogue: Self.catalogue,
            earlier: repeated.map { sighting in
                .init(
                    eventID: sighting.eventID, capturedAt: sighting.capturedAt, violations: ["red-light"],
                    outcome: sighting.wasIssued ? .issued : .review)
            },
            elsewhere: before.filter { $0.city != event.city }.map { sighting in
                .init(
                    cameraID: "CITY-\(sighting.city)", capturedAt: sighting.capturedAt,
                    kilometres: ProofEventDraw.cities[sighting.city].kilometres(to: ProofEventDraw.cities[event.city]))
            })
    }

    private static let catalogue = ViolationCatalogue([
        ViolationRule(
            code: "red-light", title: "", article: "", fineRupiah: 500_000,
            validFrom: LocalDate(year: 2009, month: 6, day: 22) ?? LocalDate(dayNumber: 0), validUntil: nil)
    ])
}
