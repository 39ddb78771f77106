import Domain
import ImageCodecs
import Imaging
import Recognition

/// Reads the frames of one event and says which plate the event is about.
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

    func read(_ capture: Capture) throws -> EventReading {
        var doubts: Set<EventReading.Doubt> = []
        var pictures: [PictureReading] = []
        for captured in capture.frames {
            let bytes = try frame(captured)
            do {
                pictures.append(try reader.read(encoded: bytes))
            } catch is ImageError {
                doubts.insert(.frameUnreadable)
                pictures.append(PictureReading(width: captured.width, height: captured.height, plates: []))
            }
        }
        let plates = PlateReader.fuse(pictures)
        guard let target = choose(plates, capture, pictures, &doubts) else {
            return reading(nil, plates, pictures, doubts)
        }
        if isContradicted(target, pictures) { doubts.insert(.framesDisagree) }
        return reading(target, plates, pictures, doubts)
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
