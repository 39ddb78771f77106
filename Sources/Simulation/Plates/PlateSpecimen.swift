import Domain

/// One number plate as it was made: what is on it and how it looks now.
public struct PlateSpecimen: Sendable {
    /// Sizes of plates in millimetres.
    public enum Format: String, Sendable, CaseIterable {
        case car, motorcycle

        public var width: Double { self == .car ? 430 : 275 }
        public var height: Double { self == .car ? 135 : 110 }
    }

    public var number: PlateNumber
    public var format: Format
    public var colour: PlateColour
    public var typeface: PlateTypeface
    /// The row below: month 1...12 and year 0...99.
    public var expiry: (month: Int, year: Int)
    public var bolts: Bool
    /// A line around the plate in the colour of the letters.
    public var border: Bool
    /// 0 (washed) to 1 (hardly anything left).
    public var dirt: Double
    /// 0 (fresh paint) to 1 (letters in the colour of the ground).
    public var fading: Double
    /// Where the dirt is.
    public var seed: UInt64

    public init(
        number: PlateNumber, format: Format, colour: PlateColour, typeface: PlateTypeface = .current,
        expiry: (month: Int, year: Int) = (7, 28), bolts: Bool = true, border: Bool = false, dirt: Double = 0,
        fading: Double = 0, seed: UInt64 = 0
    ) {
        self.number = number
        self.format = format
        self.colour = colour
        self.typeface = typeface
        self.expiry = expiry
        self.bolts = bolts
        self.border = border
        self.dirt = dirt
        self.fading = fading
        self.seed = seed
    }
}
