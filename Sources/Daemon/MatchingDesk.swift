import Configuration
import Domain
import Journal
import Matching
import Registry

extension Engine {
    /// A decision, and what follows from it for earlier events.
    struct Judged {
        var decision: Decision
        var marks: [CloneMark]
    }

    /// Gathers everything that a decision may look at, and decides. Changes nothing.
    ///
    /// - Parameter officerPlate: the plate as an officer gave it; nil for the reader's own.
    func judge(_ event: EventRecord, officerPlate: String? = nil) async throws -> Judged {
        // Where reading failed for good, an officer who gives the plate can still have the event decided.
        let unread = officerPlate.map { _ in
            EventReading(candidates: [], colour: .unknown, expiry: nil, sightings: [], doubts: [], model: "none")
        }
        guard let read = event.reading ?? unread else {
            throw DaemonError("the event has no reading: correct its plate, or dismiss it")
        }
        let reading = officerPlate.map(read.about) ?? read
        let settings = settings
        let configuration = settings.configuration
        let capture = event.capture
        guard let camera = configuration.camera(capture.cameraID) else {
            throw DaemonError(
                "the configuration no longer has the camera \(capture.cameraID) of this event: put it back")
        }
        let day = camera.timeZone.date(of: capture.capturedAt)
        let plate = MatchingInput.plate(reading: reading, officerPlate: officerPlate)
        let answer = try plate.map { try registry.lookup($0, on: day) } ?? .notFound
        let isCertain = (reading.candidates.first?.confidence ?? 0) >= configuration.recognition.minimumConfidence
        var near: [NearMatch] = []
        if officerPlate == nil, !isCertain || answer == .notFound, !reading.candidates.isEmpty {
            near = try registry.near(
                reading.candidates, characters: reading.characters, on: day,
                traits: PictureTraits(
                    kind: capture.vehicle?.kind,
                    colour: reading.vehicleColour ?? capture.vehicle?.colour.flatMap(BasicColour.init(camera:)),
                    plateColour: reading.colour, expiry: reading.expiry))
        }
        let codes = capture.violations.map(\.code)
        var earlier: EarlierCharge?
        if let plate {
            earlier = try await journal.earlierCharge(
                plate: plate, codes: codes, camera: capture.cameraID, near: capture.capturedAt,
                seconds: Double(configuration.matching.repeatMinutes) * 60, except: event.id)
        }
        let kind = answer.registration?.vehicle.kind
        func entries(_ list: RegisterList, _ configured: VehicleList) throws -> [VehicleListEntry] {
            try configured.hits(plate: plate, kind: kind, on: day)
                + registry.listed(list, plate: plate, kind: kind, on: day)
        }
        let others = try await otherSightings(of: plate, capture, configuration)
        let input = MatchingInput(
            capture: capture, reading: reading, officerPlate: officerPlate,
            minimumConfidence: configuration.recognition.minimumConfidence, localDate: day, answer: answer,
            near: near,
            otherReadings: isCertain ? try registry.otherReadings(reading.candidates, on: day) : [],
            exempt: try entries(.exempt, settings.exempt), watched: try entries(.watch, settings.watch),
            permittedViolations: Set(camera.violations), catalogue: settings.catalogue,
            tolerance: SpeedTolerance(
                kmh: configuration.matching.speedToleranceKmh,
                shareAbove100: configuration.matching.speedTolerancePercent / 100),
            earlier: earlier.map { charge in
                MatchingInput.EarlierEvent(
                    eventID: charge.eventID, capturedAt: charge.capturedAt, violations: charge.codes,
                    outcome: charge.waitsForOfficer ? .review : .issued)
            },
            elsewhere: others.map(\.sighting), doubts: Set(capture.doubts ?? []),
            redLightGrace: configuration.matching.redLightGraceSeconds, zone: camera.timeZone, oddEven: camera.oddEven,
            isHoliday: settings.calendar.covers(year: day.year)
                ? !settings.calendar.holidays(on: day, unit: event.unitID).isEmpty : nil,
            regions: settings.regions)
        // A plate that may be misread accuses nobody.
        let marks =
            isCertain || officerPlate != nil ? marks(on: others.filter { input.isImpossible($0.sighting) }, input) : []
        return Judged(decision: try checkLetters(of: decide(input)), marks: marks)
    }

    /// Sends to an officer what would be a letter with boxes in the place of letters that the fonts lack.
    private func checkLetters(of decision: Decision) throws -> Decision {
        guard decision.outcome == .issued, let owner = decision.owner, let vehicle = decision.vehicle else {
            return decision
        }
        let count = try settings.renderer.unprintableCharacters(in: [
            owner.name, owner.address, owner.kelurahan, owner.kecamatan, owner.city, owner.postalCode, vehicle.make,
            vehicle.type, vehicle.model, vehicle.colour, vehicle.chassisNumber, vehicle.engineNumber,
        ])
        guard count > 0 else { return decision }
        var decision = decision
        decision.outcome = .review
        decision.rules.append(
            Decision.RuleResult(
                rule: "printable", verdict: .doubt, reason: "unprintable",
                detail:
                    "\(count) characters of the owner's or vehicle's entry would be printed as boxes: the fonts lack them."
            ))
        return decision
    }
}
