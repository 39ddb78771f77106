import Domain

extension Capture {
    /// The frames as documents show them: where the offender's plate is in each, and what must be masked.
    func pictures(as reading: EventReading?) -> [NoticePicture] {
        frames.enumerated().map { index, frame in
            let sightings = reading?.sightings.filter { $0.frame == index } ?? []
            let target = sightings.first(where: \.isTarget)
            // What the reader takes for a plate with next to no certainty is no plate, and must not hide the scene.
            let others = sightings.filter { other in
                !other.isTarget && other.confidence >= 0.01 && !(target.map { other.overlaps($0) } ?? false)
            }
            return NoticePicture(
                file: frame.file, sha256: frame.sha256, role: frame.role, targetCorners: target?.corners ?? [],
                masked: others.map(\.box))
        }
    }
}

extension EventReading.Sighting {
    /// Whether two boxes share pixels.
    fileprivate func overlaps(_ other: EventReading.Sighting) -> Bool {
        box[0] < other.box[0] + other.box[2] && other.box[0] < box[0] + box[2]
            && box[1] < other.box[1] + other.box[3] && other.box[1] < box[1] + box[3]
    }
}
