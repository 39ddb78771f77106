import Imaging

extension Canvas {
    /// Writes white letters with a dark shadow, as cameras put place and time into their pictures.
    mutating func write(_ text: String, left: Double, top: Double, height: Double) {
        for (offset, colour) in [(height * 0.09, SIMD4<Float>(0, 0, 0, 1)), (0, SIMD4(0.96, 0.96, 0.96, 1))] {
            var x = left + offset
            for character in text {
                defer { x += height * 0.62 }
                draw(character, left: x, top: top + offset, height: height, colour: colour)
            }
        }
    }

    private mutating func draw(
        _ character: Character, left: Double, top: Double, height: Double, colour: SIMD4<Float>
    ) {
        switch character {
        case ":":
            dot(x: left + height * 0.2, y: top + height * 0.3, radius: height * 0.09, colour)
            dot(x: left + height * 0.2, y: top + height * 0.8, radius: height * 0.09, colour)
        case ".":
            dot(x: left + height * 0.2, y: top + height * 0.92, radius: height * 0.09, colour)
        case "-":
            fill(
                [(0.04, 0.45), (0.44, 0.45), (0.44, 0.57), (0.04, 0.57)]
                    .map { Point(x: left + $0.0 * height, y: top + $0.1 * height) }, .solid(colour))
        default:
            guard let shape = PlateTypeface.old.glyph(character) else { return }
            let field = GlyphField(shape, left: left, top: top, height: height, weight: 12)
            for y in max(0, Int(top) - 1)..<min(self.height, Int(top + height) + 2) {
                for x in max(0, Int(left) - 1)..<min(width, Int(left + field.width) + 2) {
                    let coverage = Float(min(max(0.5 - field.distance(x: Double(x) + 0.5, y: Double(y) + 0.5), 0), 1))
                    pixels[y * width + x] += (colour - pixels[y * width + x]) * coverage
                }
            }
        }
    }

    private mutating func dot(x: Double, y: Double, radius: Double, _ colour: SIMD4<Float>) {
        let corners = (0..<10).map { index in
            let (sine, cosine) = Arithmetic.sineCosine(Double(index) * Double.pi / 5)
            return Point(x: x + radius * cosine, y: y + radius * sine)
        }
        fill(corners, .solid(colour))
    }
}
