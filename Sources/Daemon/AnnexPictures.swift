import Domain
import Journal

extension Capture {
    /// The frames as documents show them: where the offender's plate is in each, what must be masked, and what isn't shown at all.
    ///
    /// - Parameters:
    ///   - read: nil where nothing was read: then nobody knows what to mask, and nothing is shown.
    ///   - plate: what the document is about, if that isn't the reading's own.
    package func pictures(as read: EventReading?, about plate: String? = nil) -> [NoticePicture] {
        let shown = plate.flatMap { read?.about($0) } ?? read
        let pictures = frames.indices.map { picture(of: $0, read, shown) }
        guard pictures.contains(where: { !$0.targetCorners.isEmpty }) else { return pictures }
        // Where the vehicle is seen elsewhere, what the camera took for it and what shows another one is no evidence against it.
        return pictures.map { picture in
            var picture = picture
            if picture.role != .overview, picture.targetCorners.isEmpty, picture.withheld == nil,
                shown != read || !picture.masked.isEmpty
            {
                picture.withheld = .otherVehicle
            }
            return picture
        }
    }

    private func picture(of index: Int, _ read: EventReading?, _ shown: EventReading?) -> NoticePicture {
        let frame = frames[index]
        var picture = NoticePicture(
            file: frame.file, sha256: frame.sha256, role: frame.role, targetCorners: [], masked: [])
        guard let read, let shown, read.hasRead(frame: index) else {
            picture.withheld = .unread
            return picture
        }
        let target = shown.sightings.first { $0.frame == index && $0.isTarget }
        picture.targetCorners = target?.corners ?? []
        picture.masked = zip(read.sightings, shown.sightings).filter { before, now in
            now.frame == index && !now.isTarget && !(target.map(now.isSamePlace) ?? false)
                // What the reader takes for a plate with next to no certainty is no plate, and must not hide the scene. But what it took
                // for the offender's is one.
                && (before.isTarget || now.confidence >= EventReading.leastConfidence)
        }.map(\.1.box)
        return picture
    }
}

extension EventRecord {
    /// SHA-256 of the figures that were made while reading, if they show what a document about `plate` shows.
    func annex(about plate: String?) -> String? {
        (plate.flatMap { reading?.about($0) } ?? reading)?.annex
    }
}

extension EventReading.Sighting {
    /// Whether two boxes share half of the smaller one: then both are of one plate. A neighbour's box that only touches the target's is masked
    /// beside it.
    fileprivate func isSamePlace(as other: EventReading.Sighting) -> Bool {
        guard box.count == 4, other.box.count == 4 else { return false }
        func shared(_ axis: Int) -> Int {
            max(
                0,
                min(box[axis] + box[axis + 2], other.box[axis] + other.box[axis + 2]) - max(box[axis], other.box[axis]))
        }
        return 2 * shared(0) * shared(1) >= min(box[2] * box[3], other.box[2] * other.box[3])
    }
}
