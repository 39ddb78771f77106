/// The condensed letters pressed into Indonesian plates, drawn after photographs of real ones.
public enum PlateTypeface: String, Sendable, CaseIterable {
    /// Since about 2019: the zero has a slit, the letter O is closed, the one stands on a foot.
    case current
    /// Before: thinner, the zero is closed, the letter O has a slash.
    case old

    /// Stroke width in hundredths of the letter height.
    var weight: Double { self == .current ? 14.5 : 12.5 }

    /// The drawing of a capital letter or digit; nil for other characters.
    func glyph(_ character: Character) -> GlyphShape? {
        if self == .old, let glyph = PlateTypeface.oldGlyphs[character] { return glyph }
        return PlateTypeface.glyphs[character]
    }

    private static let glyphs: [Character: GlyphShape] = [
        "0": GlyphShape(0.52, "0,0:9 1,0:9 1,1:9 0,1:9 z", cut: "1.28,0.05 0.62,0.27"),
        "1": GlyphShape(0.46, "0.1,0.2 0.62,0:2 0.62,1; 0,1 1,1"),
        "2": GlyphShape(0.52, "0,0.24 0,0:17 1,0:17 1,0.42:16 0,0.84:8 0,1 1,1"),
        "3": GlyphShape(0.52, "0,0.2 0,0:16 0.94,0:16 0.94,0.46:14 0.4,0.46; 0.6,0.46 1,0.46:16 1,1:17 0,1:17 0,0.78"),
        "4": GlyphShape(0.52, "0.52,-0.1 0,0.74 1,0.74; 0.7,0.5 0.7,1"),
        "5": GlyphShape(0.52, "0.95,0 0.06,0 0.03,0.42 0.5,0.42 1,0.42:17 1,1:17 0,1:17 0,0.8"),
        "6": GlyphShape(0.52, "0.78,0 0.62,0 0,0.55:34 0,1:17 1,1:17 1,0.42:17 0.12,0.42"),
        "7": GlyphShape(0.52, "0,0.14 0,0 1,0 1,0.12:6 0.36,1.1"),
        "8": GlyphShape(0.52, "0.07,0:15 0.93,0:15 0.93,0.46:14 0.07,0.46:14 z; 0,0.46:16 1,0.46:16 1,1:17 0,1:17 z"),
        "9": GlyphShape(0.52, "0.22,1 0.38,1 1,0.45:34 1,0:17 0,0:17 0,0.58:17 0.88,0.58"),
        "A": GlyphShape(0.54, "-0.03,1.1 0.42,0 0.58,0 1.03,1.1; 0.2,0.7 0.8,0.7"),
        "B": GlyphShape(0.52, "0,0 0.92,0:15 0.92,0.46:14 0,0.46 z; 0,0.46 1,0.46:16 1,1:17 0,1 z"),
        "C": GlyphShape(0.52, "1,0.24 1,0:16 0,0:16 0,1:16 1,1:16 1,0.76"),
        "D": GlyphShape(0.52, "0,0 1,0:18 1,1:18 0,1 z"),
        "E": GlyphShape(0.50, "1,0 0,0 0,1 1,1; 0,0.48 0.86,0.48"),
        "F": GlyphShape(0.50, "1,0 0,0 0,1; 0,0.48 0.86,0.48"),
        "G": GlyphShape(0.52, "1,0.22 1,0:16 0,0:16 0,1:16 1,1:16 1,0.56 0.6,0.56"),
        "H": GlyphShape(0.53, "0,0 0,1; 1,0 1,1; 0,0.48 1,0.48"),
        "I": GlyphShape(0.36, "0.5,0 0.5,1; 0,0 1,0; 0,1 1,1"),
        "J": GlyphShape(0.52, "0.3,0 1,0 1,1:16 0,1:16 0,0.76"),
        "K": GlyphShape(0.54, "0,0 0,1; 1.08,-0.12 0.08,0.66; 0.38,0.42 1.06,1.1"),
        "L": GlyphShape(0.50, "0,0 0,1 1,1"),
        "M": GlyphShape(0.58, "0,1 0,0; 0,-0.06 0.5,0.56:3 1,-0.06; 1,0 1,1"),
        "N": GlyphShape(0.54, "0,1 0,0; 0,-0.05 1,1.05; 1,1 1,0"),
        "O": GlyphShape(0.52, "0,0:19 1,0:19 1,1:17 0,1:17 z"),
        "P": GlyphShape(0.52, "0,1 0,0 1,0:17 1,0.54:17 0,0.54"),
        "Q": GlyphShape(0.54, "0,0:19 1,0:19 1,1:15 0,1:17 z; 0.58,0.66 1.1,1.06"),
        "R": GlyphShape(0.53, "0,1 0,0 1,0:17 1,0.52:17 0,0.52; 0.42,0.5 1.06,1.12"),
        "S": GlyphShape(0.52, "1,0.22 1,0:17 0,0:17 0,0.42:17 1,0.56:17 1,1:17 0,1:17 0,0.78"),
        "T": GlyphShape(0.52, "0,0 1,0; 0.5,0 0.5,1"),
        "U": GlyphShape(0.53, "0,0 0,1:16 0.7,1:10 1,0.84; 1,0 1,1"),
        "V": GlyphShape(0.53, "-0.04,-0.12 0.44,1 0.56,1 1.04,-0.12"),
        "W": GlyphShape(0.58, "0,-0.1 0.2,1.04 0.5,0.42:3 0.8,1.04 1,-0.1"),
        "X": GlyphShape(0.53, "-0.05,-0.12 1.05,1.12; 1.05,-0.12 -0.05,1.12"),
        "Y": GlyphShape(0.53, "-0.05,-0.12 0.5,0.54:3 1.05,-0.12; 0.5,0.5 0.5,1"),
        "Z": GlyphShape(0.52, "0,0 1,0 0,1 1,1"),
    ]

    private static let oldGlyphs: [Character: GlyphShape] = [
        "0": GlyphShape(0.50, "0,0:17 1,0:17 1,1:17 0,1:17 z"),
        "1": GlyphShape(0.30, "0.1,0.16 0.9,0:2 0.9,1"),
        "O": GlyphShape(0.52, "0,0:17 1,0:17 1,1:17 0,1:17 z; -0.02,0.98 1.02,0.02"),
        "U": GlyphShape(0.52, "0,0 0,1:17 1,1:17 1,0"),
    ]
}
