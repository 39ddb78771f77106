/// A character of the plate typeface as strokes.
///
/// Coordinates are those of the stroke's middle line, 0...1 from its leftmost to its rightmost and from its highest to its
/// lowest position, so that one drawing serves every weight. Corner radii are in hundredths of the letter height.
struct GlyphShape: Sendable {
    struct Corner: Sendable {
        var x: Double
        var y: Double
        /// Of the middle line; 0 for a sharp corner.
        var radius: Double
    }

    /// A line through corners. Its ends are square and stand half a stroke beyond the first and last corner.
    struct Line: Sendable {
        var corners: [Corner]
        var closed: Bool
    }

    /// Width over height of the whole letter.
    var aspect: Double
    var lines: [Line]
    /// A cut through the ink (the open zero): from, to, in the coordinates of the lines.
    var cut: (from: Corner, to: Corner)?

    /// Reads the notation of ``PlateTypeface``: lines separated by `;`, corners by blanks, a corner is `x,y` or
    /// `x,y:radius`; a line that ends in `z` is closed.
    init(_ aspect: Double, _ text: String, cut: String? = nil) {
        self.aspect = aspect
        lines = text.split(separator: ";").map { part in
            var words = part.split(separator: " ")
            let closed = words.last == "z"
            if closed { words.removeLast() }
            return Line(corners: words.map(GlyphShape.corner), closed: closed)
        }
        if let cut {
            let ends = cut.split(separator: " ").map(GlyphShape.corner)
            self.cut = (ends[0], ends[1])
        }
    }

    private static func corner(_ word: Substring) -> Corner {
        let numbers = word.split(whereSeparator: { $0 == "," || $0 == ":" }).map { Double($0) ?? 0 }
        return Corner(x: numbers[0], y: numbers[1], radius: numbers.count > 2 ? numbers[2] : 0)
    }
}
