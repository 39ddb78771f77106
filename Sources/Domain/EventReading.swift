/// What recognition found in the pictures of one event: the input of matching, stored with the event.
///
/// Coordinates are pixels of the original frame, origin top left.
public struct EventReading: Hashable, Codable, Sendable {
    /// A text the plate may have, with its calibrated probability (0...1).
    public struct Candidate: Hashable, Codable, Sendable {
        /// Normalised, without spaces.
        public var text: String
        public var confidence: Double

        public init(text: String, confidence: Double) {
            self.text = text
            self.confidence = confidence
        }
    }

    /// One character of the first candidate, as the reader sees it alone.
    public struct Character: Hashable, Codable, Sendable {
        public var text: String
        /// 0...1
        public var confidence: Double
        /// What else it may be, the likeliest first.
        public var others: [Candidate]

        public init(text: String, confidence: Double, others: [Candidate]) {
            self.text = text
            self.confidence = confidence
            self.others = others
        }
    }

    /// One plate seen in one frame.
    public struct Sighting: Hashable, Codable, Sendable {
        /// Index into the capture's frames.
        public var frame: Int
        public var text: String
        public var confidence: Double
        /// x, y, width, height
        public var box: [Int]
        /// Four corners from the plate's own top left, clockwise; each x, y.
        public var corners: [[Int]]
        /// Whether this sighting is of the plate that the reading is about; all others are masked in print.
        public var isTarget: Bool

        public init(
            frame: Int, text: String, confidence: Double, box: [Int], corners: [[Int]], isTarget: Bool
        ) {
            self.frame = frame
            self.text = text
            self.confidence = confidence
            self.box = box
            self.corners = corners
            self.isTarget = isTarget
        }

        enum CodingKeys: String, CodingKey {
            case frame, text, confidence, box, corners
            case isTarget = "is_target"
        }
    }

    /// Why a person must look, whatever the confidence.
    public enum Doubt: String, Codable, Sendable, CaseIterable {
        /// More than one plate may be the offender's.
        case severalPlates = "several-plates"
        /// The frames give different texts.
        case framesDisagree = "frames-disagree"
        /// A frame could not be decoded after it was accepted.
        case frameUnreadable = "frame-unreadable"
    }

    /// By falling confidence; empty if no plate was found. The first is the reading.
    public var candidates: [Candidate]
    /// The first candidate's characters; nil in readings made before they were kept.
    public var characters: [Character]?
    public var colour: PlateColour
    /// Of the vehicle, from its paint; nil when in doubt.
    public var vehicleColour: BasicColour?
    /// `MM.YY` of the plate's second row; nil if not read with certainty.
    public var expiry: String?
    public var sightings: [Sighting]
    public var doubts: [Doubt]
    /// SHA-256 of the model file, so that the reading can be made again.
    public var model: String
    /// SHA-256 of the figures that documents show of this event, made while its pictures were decoded; nil where there are none.
    public var annex: String?

    public init(
        candidates: [Candidate], characters: [Character]? = nil, colour: PlateColour,
        vehicleColour: BasicColour? = nil, expiry: String?, sightings: [Sighting], doubts: [Doubt], model: String,
        annex: String? = nil
    ) {
        self.candidates = candidates
        self.characters = characters
        self.colour = colour
        self.vehicleColour = vehicleColour
        self.expiry = expiry
        self.sightings = sightings
        self.doubts = doubts
        self.model = model
        self.annex = annex
    }

    enum CodingKeys: String, CodingKey {
        case candidates, characters, colour
        case vehicleColour = "vehicle_colour"
        case expiry, sightings, doubts, model, annex
    }
}

extension EventReading {
    /// Of a text so many characters off, a person may say what it is.
    private static let nearby = 2
    /// A plate read so surely isn't one that differs in more.
    private static let sureConfidence = 0.9

    /// The same reading with the sightings of `plate` as target: an officer may name another plate than the one that the reading is about, and its
    /// letter must show that one and mask the other. Annex, colours and expiry go with the target that they are of.
    ///
    /// Where no sighting is near that plate, none is the target if the reading was sure of another plate; one that could hardly be
    /// read stays.
    package func about(_ plate: String) -> EventReading {
        if candidates.first?.text == plate { return self }
        let distances = sightings.map { levenshteinDistance($0.text, plate) }
        func nearest(where isMeant: (Sighting) -> Bool) -> Int {
            zip(sightings, distances).filter { isMeant($0.0) }.map(\.1).min() ?? .max
        }
        let (target, other) = (nearest(where: \.isTarget), nearest { !$0.isTarget })
        var targets: Set<Int> = []
        if other < target, other <= EventReading.nearby {
            for frame in Set(sightings.map(\.frame)) {
                let near = sightings.indices.filter {
                    sightings[$0].frame == frame && !sightings[$0].isTarget && distances[$0] <= EventReading.nearby
                }
                if let nearest = near.min(by: { distances[$0] < distances[$1] }) { targets.insert(nearest) }
            }
        } else if target <= EventReading.nearby || (candidates.first?.confidence ?? 0) < EventReading.sureConfidence {
            return self
        }
        var reading = self
        for index in sightings.indices { reading.sightings[index].isTarget = targets.contains(index) }
        // What was made or said of the other vehicle.
        reading.annex = nil
        reading.colour = .unknown
        reading.vehicleColour = nil
        reading.expiry = nil
        return reading
    }
}
