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
        let rows = max(0, Int(centre.y - radius))..<max(0, min(height, Int(centre.y + radius) + 1))
        let columns = max(0, Int(centre.x - radius))..<max(0, min(width, Int(centre.x + radius) + 1))
        guard rows.lowerBound < rows.upperBound, columns.lowerBound < columns.upperBound else { return }
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
}
