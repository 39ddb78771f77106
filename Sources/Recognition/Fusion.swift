import Domain
import Foundation
import Imaging

/// One plate as several frames of an event show it.
public struct FusedReading: Hashable, Sendable, Codable {
    /// Text, confidence and alternatives are of all frames together; box, corners and characters are of the frame that is
    /// surest; colour and expiry are those that the frames agree on.
    public var reading: PlateReading
    /// Which plate of which frame, both counted from 0.
    public var sightings: [Sighting]
    /// Whether all sightings give the same text.
    public var agrees: Bool

    public struct Sighting: Hashable, Sendable, Codable {
        public var frame: Int
        public var plate: Int

        public init(frame: Int, plate: Int) {
            self.frame = frame
            self.plate = plate
        }
    }
}

extension PlateReader {
    /// Combines what the frames of one event show into one reading a plate; by falling confidence.
    ///
    /// Frames that agree make a text more certain, frames that disagree less. But frames of one event share angle, light
    /// and dirt, and the network its habits: n frames count as `1 + (n - 1) / 2` independent ones, at most 2, and the
    /// chance of error falls to no less than a quarter of the surest frame's. One frame is given back as it is.
    ///
    /// Sightings of different frames are taken for one plate if one's text is among the other's candidates or their texts
    /// differ in at most two characters; each frame shows a plate once.
    public static func fuse(_ frames: [PictureReading]) -> [FusedReading] {
        var groups: [[FusedReading.Sighting]] = []
        func plate(_ sighting: FusedReading.Sighting) -> PlateReading { frames[sighting.frame].plates[sighting.plate] }
        let all = frames.indices.flatMap { frame in
            frames[frame].plates.indices.map { FusedReading.Sighting(frame: frame, plate: $0) }
        }.sorted { (plate($0).confidence, -$0.frame, -$0.plate) > (plate($1).confidence, -$1.frame, -$1.plate) }
        for sighting in all {
            let match = groups.firstIndex { group in
                !group.contains { $0.frame == sighting.frame }
                    && group.contains { Fusion.isSamePlate(plate($0), plate(sighting)) }
            }
            if let match { groups[match].append(sighting) } else { groups.append([sighting]) }
        }
        return groups.map { group in
            FusedReading(
                reading: Fusion.combine(group.map(plate)),
                sightings: group.sorted { ($0.frame, $0.plate) < ($1.frame, $1.plate) },
                agrees: Set(group.map { plate($0).text }).count == 1)
        }.sorted { ($0.reading.confidence, $1.reading.text) > ($1.reading.confidence, $0.reading.text) }
    }
}

enum Fusion {
    /// Below this a text that a frame doesn't list can't fall: the network may be blind to it.
    private static let floor = 1e-4

    static func isSamePlate(_ one: PlateReading, _ other: PlateReading) -> Bool {
        one.text == other.text || one.alternatives.contains { $0.text == other.text }
            || other.alternatives.contains { $0.text == one.text }
            || levenshteinDistance(one.text, other.text) <= 2
    }

    /// - Precondition: `plates` isn't empty; the first is the surest.
    static func combine(_ plates: [PlateReading]) -> PlateReading {
        var fused = plates[0]
        guard plates.count > 1 else { return fused }
        let weight = min(2, 1 + Double(plates.count - 1) / 2) / Double(plates.count)
        let lists = plates.map { plate in
            Dictionary([(plate.text, plate.confidence)] + plate.alternatives.map { ($0.text, $0.confidence) }) {
                max($0, $1)
            }
        }
        let texts = Set(lists.flatMap(\.keys)).sorted()
        func score(_ probabilities: [Double]) -> Double {
            exp(probabilities.reduce(0) { $0 + weight * log(max($1, floor)) })
        }
        let scores = texts.map { text in (text: text, score: score(lists.map { $0[text] ?? 0 })) }
        // A text that no frame lists.
        let other = score(lists.map { 1 - min(1, $0.values.reduce(0, +)) })
        let sum = scores.reduce(other) { $0 + $1.score }
        let ranked = scores.map { (text: $0.text, confidence: $0.score / sum) }
            .sorted { ($0.confidence, $1.text) > ($1.confidence, $0.text) }
        let ceiling = 1 - (1 - plates.reduce(0) { max($0, $1.confidence) }) / 4
        fused.text = ranked[0].text
        fused.confidence = min(ranked[0].confidence, ceiling)
        fused.alternatives = ranked.dropFirst().prefix(5).filter { $0.confidence >= 1e-6 }
            .map { .init(text: $0.text, confidence: $0.confidence) }
        if let same = plates.first(where: { $0.text == fused.text }) {
            (fused.box, fused.corners, fused.characters) = (same.box, same.corners, same.characters)
            fused.characterAlternatives = same.characterAlternatives
        }
        let colours = Set(plates.map(\.colour)).subtracting([.unknown])
        fused.colour = colours.count == 1 ? colours.first ?? .unknown : .unknown
        let paints = Set(plates.compactMap(\.vehicleColour))
        fused.vehicleColour = paints.count == 1 ? paints.first : nil
        let expiries = Set(plates.compactMap(\.expiry))
        fused.expiry = expiries.count == 1 ? expiries.first : nil
        fused.expiryConfidence =
            fused.expiry == nil ? nil : plates.compactMap(\.expiryConfidence).reduce(0, max)
        return fused
    }
}
