import Domain
import Imaging

/// One plate as read from one picture, or fused from several.
public struct PlateReading: Hashable, Sendable, Codable {
    /// Letters and digits without spaces, for example `AB1708HY`.
    public var text: String
    /// Calibrated probability that the whole text is right, 0...1.
    public var confidence: Double
    /// The upright box around the corners, within the picture, in its pixels.
    public var box: PixelRect
    /// The plate's corners, in pixels of the picture; they may lie a little outside of it.
    public var corners: Quad
    public var colour: PlateColour
    /// Of the vehicle that bears the plate, from its paint; nil when in doubt.
    public var vehicleColour: BasicColour?
    /// The row below the number, `MM.YY`; nil if there is none or it isn't certain.
    public var expiry: String?
    /// Probability that ``expiry`` is right, 0...1; nil with it.
    public var expiryConfidence: Double?
    /// Other texts, most probable first; their confidences and this one's add up to at most 1.
    public var alternatives: [Alternative]
    /// For each character of ``text`` how sure the network is of it alone, 0...1.
    public var characters: [Double]
    /// For each character of ``text`` what else the network sees in its place, the likeliest first, each 0...1.
    public var characterAlternatives: [[Alternative]]

    public struct Alternative: Hashable, Sendable, Codable {
        public var text: String
        public var confidence: Double

        public init(text: String, confidence: Double) {
            self.text = text
            self.confidence = confidence
        }
    }

    public init(
        text: String, confidence: Double, box: PixelRect, corners: Quad, colour: PlateColour = .unknown,
        vehicleColour: BasicColour? = nil, expiry: String? = nil, expiryConfidence: Double? = nil,
        alternatives: [Alternative] = [],
        characters: [Double] = [], characterAlternatives: [[Alternative]] = []
    ) {
        self.text = text
        self.confidence = confidence
        self.box = box
        self.corners = corners
        self.colour = colour
        self.vehicleColour = vehicleColour
        self.expiry = expiry
        self.expiryConfidence = expiryConfidence
        self.alternatives = alternatives
        self.characters = characters
        self.characterAlternatives = characterAlternatives
    }
}

/// The JSON of `etle read`: `box` is `[x, y, width, height]`, `corners` are four `[x, y]` rounded to whole pixels.
extension PlateReading {
    private enum CodingKeys: String, CodingKey {
        case text, confidence, box, corners, colour, expiry, alternatives, characters
        case vehicleColour = "vehicle_colour"
        case expiryConfidence = "expiry_confidence"
        case characterAlternatives = "character_alternatives"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let box = try container.decode([Int].self, forKey: .box)
        let corners = try container.decode([[Double]].self, forKey: .corners)
        guard box.count == 4, corners.count == 4, corners.allSatisfy({ $0.count == 2 }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .box, in: container, debugDescription: "Expected four numbers in box, four pairs in corners.")
        }
        let points = corners.map { Point(x: $0[0], y: $0[1]) }
        self.init(
            text: try container.decode(String.self, forKey: .text),
            confidence: try container.decode(Double.self, forKey: .confidence),
            box: PixelRect(x: box[0], y: box[1], width: box[2], height: box[3]),
            corners: Quad(topLeft: points[0], topRight: points[1], bottomRight: points[2], bottomLeft: points[3]),
            colour: try container.decode(PlateColour.self, forKey: .colour),
            vehicleColour: try container.decodeIfPresent(BasicColour.self, forKey: .vehicleColour),
            expiry: try container.decodeIfPresent(String.self, forKey: .expiry),
            expiryConfidence: try container.decodeIfPresent(Double.self, forKey: .expiryConfidence),
            alternatives: try container.decodeIfPresent([Alternative].self, forKey: .alternatives) ?? [],
            characters: try container.decodeIfPresent([Double].self, forKey: .characters) ?? [],
            characterAlternatives: try container.decodeIfPresent(
                [[Alternative]].self, forKey: .characterAlternatives) ?? [])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(confidence, forKey: .confidence)
        try container.encode([box.x, box.y, box.width, box.height], forKey: .box)
        try container.encode(corners.corners.map { [Int($0.x.rounded()), Int($0.y.rounded())] }, forKey: .corners)
        try container.encode(colour, forKey: .colour)
        try container.encodeIfPresent(vehicleColour, forKey: .vehicleColour)
        try container.encode(expiry, forKey: .expiry)
        try container.encodeIfPresent(expiryConfidence, forKey: .expiryConfidence)
        try container.encode(alternatives, forKey: .alternatives)
        try container.encode(characters, forKey: .characters)
        if !characterAlternatives.isEmpty {
            try container.encode(characterAlternatives, forKey: .characterAlternatives)
        }
    }
}

/// All plates of one picture.
public struct PictureReading: Hashable, Sendable, Codable {
    /// Pixels of the picture.
    public var width: Int
    public var height: Int
    public var ms: StepTimes
    /// By falling confidence; empty if there is none.
    public var plates: [PlateReading]

    /// Wall-clock milliseconds that each step took.
    public struct StepTimes: Hashable, Sendable, Codable {
        public var decode: Double
        public var locate: Double
        public var read: Double

        public init(decode: Double = 0, locate: Double = 0, read: Double = 0) {
            self.decode = decode
            self.locate = locate
            self.read = read
        }

        public var total: Double { decode + locate + read }
    }

    public init(width: Int, height: Int, ms: StepTimes = StepTimes(), plates: [PlateReading]) {
        self.width = width
        self.height = height
        self.ms = ms
        self.plates = plates
    }
}
