import Domain
import ImageCodecs
import Imaging
import Issuance
import Journal
import Recognition
import Storage

/// Reads the frames of one event, says which plate the event is about, and makes the figures that documents show of it.
struct EventReader {
    /// Below this a text is a guess at something that may be no plate at all.
    private static let legibleConfidence = 0.05
    /// A plate this certain could be the offender's, wherever it is in the picture.
    private static let competingConfidence = 0.3
    /// So could one that is at least this share of the target's area, however badly it was read.
    private static let competingArea = 0.5
    /// A frame that reads another text at least so surely contradicts the others.
    private static let contradictingConfidence = 0.5

    let reader: PlateReader
    /// SHA-256 of the model file.
    let model: String
    /// The bytes of a frame. What it throws ends the reading: missing evidence is no property of the picture.
    let frame: (CaptureFrame) throws -> [UInt8]
    /// Whether evidence that is missing or altered is passed over instead, as a frame that cannot be read.
    var passesOverGaps = false

    /// - Returns: the reading, and the annex that it names; nil without the offender's plate, as then there is no letter yet.
    func read(_ capture: Capture) throws -> (reading: EventReading, annex: PreparedAnnex?) {
        var doubts: Set<EventReading.Doubt> = []
        var pictures: [PictureReading] = []
        var unread: [Int] = []
        var files: [String: [UInt8]] = [:]
        var kept = DecodedPictures()
        for (index, captured) in capture.frames.enumerated() {
            do {
                let bytes = try frame(captured)
                files[captured.sha256] = bytes
                let picture = try decodeYCbCr(bytes, limits: reader.options.limits)
                pictures.append(try reader.read(picture))
                kept.keep(picture, captured.sha256)
            } catch let error where error is ImageError || passesOverGaps && error is EvidenceError {
                doubts.insert(.frameUnreadable)
                unread.append(index)
                pictures.append(PictureReading(width: captured.width, height: captured.height, plates: []))
            }
        }
        let plates = PlateReader.fuse(pictures)
        let target = choose(plates, capture, pictures, &doubts)
        if let target, isContradicted(target, pictures) { doubts.insert(.framesDisagree) }
        var reading = reading(target, plates, pictures, doubts)
        reading.unread = unread.isEmpty ? nil : unread
        guard target != nil else { return (reading, nil) }
        let annex = PreparedAnnex(
            capture.pictures(as: reading), limits: reader.options.limits,
            picture: { sha256 in files[sha256] ?? [] }, decoded: { sha256 in kept.pictures[sha256] })
        reading.annex = annex.map { Digest.sha256($0.bytes) }
        return (reading, annex)
    }

    /// The offender's plate: the one that the close-up shows, or the only one that it can be. Where several can, the largest, with
    /// the doubt noted: a neighbour's plate must not lead to a letter.
    private func choose(
        _ plates: [FusedReading], _ capture: Capture, _ pictures: [PictureReading],
        _ doubts: inout Set<EventReading.Doubt>
    ) -> FusedReading? {
        let closeUps = Set(capture.frames.indices.filter { capture.frames[$0].role == .plate })
        let closeUp = plates.filter { $0.sightings.contains { closeUps.contains($0.frame) } }
        let considered = closeUp.isEmpty ? plates : closeUp
        func area(_ plate: FusedReading) -> Int {
            plate.sightings.map { pictures[$0.frame].plates[$0.plate].box.area }.max() ?? 0
        }
        let legible = considered.filter { $0.reading.confidence >= EventReader.legibleConfidence }
        guard let target = legible.max(by: { (area($0), $0.reading.text) < (area($1), $1.reading.text) }) else {
            return nil
        }
        let rivals = legible.filter { plate in
            plate.sightings != target.sightings
                && (plate.reading.confidence >= EventReader.competingConfidence
                    || Double(area(plate)) >= EventReader.competingArea * Double(area(target)))
        }
        if !rivals.isEmpty { doubts.insert(.severalPlates) }
        return target
    }

    private func isContradicted(_ target: FusedReading, _ pictures: [PictureReading]) -> Bool {
        target.sightings.contains { sighting in
            let plate = pictures[sighting.frame].plates[sighting.plate]
            return plate.text != target.reading.text && plate.confidence >= EventReader.contradictingConfidence
        }
    }

    private func reading(
        _ target: FusedReading?, _ plates: [FusedReading], _ pictures: [PictureReading],
        _ doubts: Set<EventReading.Doubt>
    ) -> EventReading {
        var candidates: [EventReading.Candidate] = []
        if let best = target?.reading {
            candidates = [EventReading.Candidate(text: best.text, confidence: best.confidence)]
            candidates += best.alternatives.map { EventReading.Candidate(text: $0.text, confidence: $0.confidence) }
        }
        let sightings = plates.flatMap { plate in
            plate.sightings.map { sighting in
                describe(
                    pictures[sighting.frame].plates[sighting.plate], frame: sighting.frame,
                    isTarget: plate.sightings == target?.sightings)
            }
        }
        return EventReading(
            candidates: candidates, characters: target.map { characters($0.reading) },
            colour: target?.reading.colour ?? .unknown, vehicleColour: target?.reading.vehicleColour,
            expiry: target?.reading.expiry,
            sightings: sightings.sorted { ($0.frame, $0.box[0], $0.box[1]) < ($1.frame, $1.box[0], $1.box[1]) },
            doubts: doubts.sorted { $0.rawValue < $1.rawValue }, model: model)
    }

    private func characters(_ reading: PlateReading) -> [EventReading.Character] {
        zip(reading.text, reading.characters).enumerated().map { index, character in
            let others =
                reading.characterAlternatives.indices.contains(index) ? reading.characterAlternatives[index] : []
            return .init(
                text: String(character.0), confidence: character.1,
                others: others.map { .init(text: $0.text, confidence: $0.confidence) })
        }
    }

    private func describe(_ plate: PlateReading, frame: Int, isTarget: Bool) -> EventReading.Sighting {
        EventReading.Sighting(
            frame: frame, text: plate.text, confidence: plate.confidence,
            box: [plate.box.x, plate.box.y, plate.box.width, plate.box.height],
            corners: plate.corners.corners.map { [Int($0.x.rounded()), Int($0.y.rounded())] }, isTarget: isTarget)
    }
}

extension Engine {
    /// - Parameter passingOverGaps: whether evidence that is missing or altered is a picture that cannot be read, and no error.
    func eventReader(passingOverGaps: Bool = false) -> EventReader {
        EventReader(
            reader: settings.reader, model: Digest.sha256(EmbeddedModel.bytes),
            frame: { try self.evidence.get($0.sha256) }, passesOverGaps: passingOverGaps)
    }

    /// What can be read of an event's pictures now, where they weren't all read before: else a document would show other people's plates, or
    /// nothing. Nil where that is nothing else than its reading. Stored with the act that it is made for.
    ///
    /// - Throws: ``Storage/StorageError`` that may pass: try again.
    func readAnew(_ event: EventRecord) throws -> EventReading? {
        if let reading = event.reading, event.capture.frames.indices.allSatisfy(reading.hasRead) { return nil }
        do {
            let (reading, annex) = try eventReader(passingOverGaps: true).read(event.capture)
            guard reading != event.reading else { return nil }
            if let annex, let sha256 = reading.annex { keep(annex, sha256: sha256) }
            return reading
        } catch {
            if (error as? StorageError)?.mayPass == true { throw error }
            // What wasn't read isn't shown.
            logger.warning(
                "pictures cannot be read",
                metadata: ["event": "\(event.subject)", "problem": "\(JournalError.withoutValues(error))"])
            return nil
        }
    }
}
