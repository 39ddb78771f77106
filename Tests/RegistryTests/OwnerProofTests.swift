import Domain
import Matching
import Registry
import RegistrySynthesis
import Testing

/// What is true of one made-up vehicle, known without the register.
private struct Truth {
    var owners: [(from: LocalDate, nik: String)]
    var plates: [(from: LocalDate, plate: String)]
    var kind: VehicleKind
    var plateColour: PlateColour

    func nik(_ on: LocalDate) -> String? { owners.last { $0.from <= on }?.nik }
    func plate(_ on: LocalDate) -> String { plates.last { $0.from <= on }?.plate ?? plates[0].plate }
}

@Test func `of thousands of events among transfers, mutations, sales and misread plates none reaches a wrong person`()
    throws
{
    let fixture = try RegisterFixture()
    let synthetic = SyntheticRegister(seed: 21, vehicles: 3000)
    let file = fixture.folder.appending(path: "extract.csv").path
    synthetic.writeExtract(to: file)
    let options = ImportOptions(asOf: day("2026-07-01"))
    #expect(try fixture.registry.take(file, options: options, now: RegisterFixture.now).result == .imported)
    var truths = (0..<3000).map { truth(synthetic, $0) }
    var changes: [String] = []
    for index in truths.indices {
        let plate = truths[index].plates[0].plate
        let from = day("2026-07-03").adding(days: index % 7)
        switch index % 10 {
        case 0:
            truths[index].owners.append((from, "99\(index)"))
            changes.append("transfer,\(from.iso8601),\(plate),,BUYER \(index),99\(index),JL. BARU,KOTA,,,")
        case 1:
            let new = "DS \(index + 1) MUT"
            truths[index].plates.append((from, new.filter { $0 != " " }))
            changes.append("mutation,\(from.iso8601),\(plate),\(new),,,,,,,")
        case 2:
            // Sold, not registered: whoever drives, no letter may go out unseen.
            truths[index].owners.append((from, "unknown buyer"))
            changes.append("sale-report,\(from.iso8601),\(plate),,,,,,,,")
        default: break
        }
    }
    var random = SeededGenerator(seed: 22)
    changes.shuffle(using: &random)
    #expect(try fixture.apply(changes).new == changes.count)

    var (issued, review, readable) = (0, 0, 0)
    for _ in 0..<6000 {
        let truth = truths[Int.random(in: 0..<3000, using: &random)]
        let on = day("2026-07-01").adding(days: Int.random(in: 0..<14, using: &random))
        let isMisread = Int.random(in: 0..<10, using: &random) == 0
        let plate = truth.plate(on)
        let near = PlateNeighbourhood.plates(near: plate, limit: 20)
        let read = isMisread ? near[Int.random(in: 0..<near.count, using: &random)].plate.text : plate
        let confidence = Double.random(in: isMisread ? 0.3...0.99 : 0.996...1, using: &random)
        let decision = try decision(fixture.registry, read, confidence, truth, on)
        readable += isMisread ? 0 : 1
        switch decision.outcome {
        case .issued:
            issued += 1
            #expect(decision.owner?.nik == truth.nik(on))
        case .review: review += 1
        case .dismissed: Issue.record("Nothing here is to be dismissed.")
        }
    }
    // One readable event in twenty or so is of a vehicle that was sold without registration, and for an officer.
    #expect(Double(issued) >= 0.9 * Double(readable))
    #expect(review > 600)
}

private func decision(
    _ registry: Registry, _ read: String, _ confidence: Double, _ truth: Truth, _ on: LocalDate
) throws -> Decision {
    let capture = Capture(
        eventID: "E", cameraID: "C", capturedAt: LocalTimeZone.jakarta.start(of: on), lane: nil,
        violations: [ClaimedViolation(code: "red-light")], vehicle: ClaimedVehicle(kind: truth.kind), frames: [])
    let reading = EventReading(
        candidates: [.init(text: read, confidence: confidence)], colour: truth.plateColour, expiry: nil, sightings: [],
        doubts: [], model: "m")
    let rule = ViolationRule(
        code: "red-light", title: "", article: "", fineRupiah: 500_000, validFrom: day("2009-06-22"), validUntil: nil)
    return decide(
        MatchingInput(
            capture: capture, reading: reading, minimumConfidence: 0.995, localDate: on,
            answer: try registry.lookup(read, on: on), permittedViolations: ["red-light"],
            catalogue: ViolationCatalogue([rule])))
}

private func truth(_ synthetic: SyntheticRegister, _ index: Int) -> Truth {
    var text: [UInt8] = []
    synthetic.appendRows(of: index, to: &text)
    let rows = String(decoding: text, as: UTF8.self).split(separator: "\n").map { line in
        // The address is the one field in quotes, with one comma.
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let plate = rows[0][0].filter { $0 != " " }
    return Truth(
        owners: rows.map { (day($0[21]), $0[2]) }, plates: [(day("1990-01-01"), plate)],
        kind: VehicleKind(rawValue: rows[0][13]) ?? .special,
        plateColour: PlateColour(rawValue: rows[0][20]) ?? .unknown)
}
