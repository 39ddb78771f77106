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
    /// The frames that could not be read, by their index in the capture; nil if all were, and in readings made before this was kept.
    public var unread: [Int]?
    /// SHA-256 of the model file, so that the reading can be made again.
    public var model: String
    /// SHA-256 of the figures that documents show of this event, made while its pictures were decoded; nil where there are none.
    public var annex: String?

    public init(
        candidates: [Candidate], characters: [Character]? = nil, colour: PlateColour,
        vehicleColour: BasicColour? = nil, expiry: String?, sightings: [Sighting], doubts: [Doubt],
        unread: [Int]? = nil, model: String, annex: String? = nil
    ) {
        self.candidates = candidates
        self.characters = characters
        self.colour = colour
        self.vehicleColour = vehicleColour
        self.expiry = expiry
        self.sightings = sightings
        self.doubts = doubts
        self.unread = unread
        self.model = model
        self.annex = annex
    }

    enum CodingKeys: String, CodingKey {
        case candidates, characters, colour
        case vehicleColour = "vehicle_colour"
        case expiry, sightings, doubts, unread, model, annex
    }
}

extension EventReading {
    /// Whether a frame was read, so that every plate in it is among the sightings.
    package func hasRead(frame: Int) -> Bool {
        if let unread { return !unread.contains(frame) }
        // A reading that doesn't say which frame it could not read: not one in which it saw something.
        return !doubts.contains(.frameUnreadable) || sightings.contains { $0.frame == frame }
    }
}
