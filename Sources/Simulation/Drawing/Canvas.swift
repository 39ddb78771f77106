import Imaging

/// A picture in work. Red, green, blue as displayed, 0...1 and beyond for lamps; `w` is unused.
/// Row-major: the pixel (x, y) is `pixels[y * width + x]`.
struct Canvas: Sendable {
    let width: Int
    let height: Int
    var pixels: [SIMD4<Float>]

    init(width: Int, height: Int, filledWith colour: SIMD4<Float> = .zero) {
        self.width = width
        self.height = height
        pixels = Array(repeating: colour, count: width * height)
    }

    /// Adds light around a point, falling to nothing at `radius` pixels.
    mutating func glow(at centre: Point, radius: Double, colour: SIMD4<Float>) {
        let rows = Canvas.pixels(from: centre.y - radius, to: centre.y + radius, limit: height)
        let columns = Canvas.pixels(from: centre.x - radius, to: centre.x + radius, limit: width)
        let scale = Float(1 / (radius * radius))
        for y in rows {
            let dy = Float(Double(y) + 0.5 - centre.y)
            for x in columns {
                let dx = Float(Double(x) + 0.5 - centre.x)
                let near = 1 - (dx * dx + dy * dy) * scale
                if near > 0 { pixels[y * width + x] += colour * (near * near * near) }
            }
        }
    }

    /// The pixels that a stretch touches, within `0..<limit`; empty if it touches none or isn't finite.
    static func pixels(from first: Double, to last: Double, limit: Int) -> Range<Int> {
        guard first <= last, last >= 0, first < Double(limit) else { return 0..<0 }
        return Int(max(first, 0))..<Int(min(last, Double(limit) - 1)) + 1
    }
}
