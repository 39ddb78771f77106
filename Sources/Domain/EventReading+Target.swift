extension EventReading {
    /// Of a text so many characters off, a person may say what it is.
    private static let nearby = 2
    /// A text less likely than this says nothing of the plate that it was read from.
    private static let illegibleConfidence = 0.1
    /// Below this, what the reader takes for a plate is none.
    package static let leastConfidence = 0.01

    /// The same reading with the sightings of `plate` as target: an officer may name another plate than the one that the reading is about, and its
    /// letter must show that one and mask the other. Annex, colours and expiry go with the target that they are of.
    ///
    /// A sighting is of `plate` if its text is that, or at most two characters off and nearer than any other's and not read with less
    /// confidence than that. Where two are alike, or no text is near, nothing is the target, whatever the reader thought: a wrong mark accuses somebody. Only
    /// where nothing is near may a text that says nothing, of the one plate in its frame, be any plate: then the person's eyes are better.
    package func about(_ plate: String) -> EventReading {
        if candidates.first?.text == plate { return self }
        let targets = targets(for: plate)
        if targets == Set(sightings.indices.filter { sightings[$0].isTarget }) { return self }
        var reading = self
        for index in sightings.indices { reading.sightings[index].isTarget = targets.contains(index) }
        // What was made or said of the other vehicle.
        reading.annex = nil
        reading.colour = .unknown
        reading.vehicleColour = nil
        reading.expiry = nil
        return reading
    }

    /// The indices of the sightings that show `plate`.
    private func targets(for plate: String) -> Set<Int> {
        let fits = sightings.indices.map { index in
            Fit(
                sighting: index, distance: levenshteinDistance(sightings[index].text, plate),
                confidence: sightings[index].confidence)
        }
        let present = fits.filter { sightings[$0.sighting].isTarget }
        let others = fits.filter { !sightings[$0.sighting].isTarget && $0.distance <= EventReading.nearby }
        // All sightings of the reading's own vehicle together say how well it fits.
        let own = present.min { $0.distance < $1.distance }.map {
            Fit(sighting: $0.sighting, distance: $0.distance, confidence: candidates.first?.confidence ?? 0)
        }
        if let own, own.distance <= EventReading.nearby {
            if others.allSatisfy(own.isClearlyBetter) { return Set(present.map(\.sighting)) }
            guard others.contains(where: { $0.isClearlyBetter(than: own) }) else { return [] }
        } else if others.isEmpty {
            return Set(frames.compactMap { illegible(in: $0) })
        }
        return Set(
            frames.compactMap { frame in
                let seen = others.filter { sightings[$0.sighting].frame == frame }
                return seen.first { fit in
                    seen.allSatisfy { $0.sighting == fit.sighting || fit.isClearlyBetter(than: $0) }
                }?.sighting
            })
    }

    private var frames: Set<Int> { Set(sightings.map(\.frame)) }

    /// The one plate in a frame, if what was read of it says nothing; nil if there are several, or it says something.
    private func illegible(in frame: Int) -> Int? {
        let plates = sightings.indices.filter { index in
            let sighting = sightings[index]
            return sighting.frame == frame && (sighting.isTarget || sighting.confidence >= EventReading.leastConfidence)
        }
        guard plates.count == 1, let only = plates.first else { return nil }
        let known = sightings[only].isTarget ? candidates.first?.confidence ?? 0 : 0
        return max(known, sightings[only].confidence) < EventReading.illegibleConfidence ? only : nil
    }

    /// How well a sighting fits the plate that a person names.
    private struct Fit {
        let sighting: Int
        /// Of its text, in characters.
        let distance: Int
        let confidence: Double

        /// The very text is better than any other, however it was read; else nearer counts only where it was read as surely.
        func isClearlyBetter(than other: Fit) -> Bool {
            if distance == 0, other.distance == 0 { return confidence >= other.confidence }
            return distance == 0 || distance < other.distance && confidence >= other.confidence
        }
    }
}
