import Imaging

/// Draws surfaces of the street, far ones first: the canvas, who looks and what light there is.
struct StreetPainter: Sendable {
    var canvas: Canvas
    let camera: ViewCamera
    let lighting: Lighting

    /// A flat surface shaded by its own normal.
    mutating func surface(_ polygon: [Position], _ colour: SIMD4<Float>, gloss: Float = 0, grow: Double = 0) {
        guard polygon.count > 2 else { return }
        let normal = (polygon[1] - polygon[0]).cross(polygon[2] - polygon[0]).unit
        let view = camera.direction(from: polygon[0])
        var outline = camera.outline(polygon)
        if grow > 0 { outline = StreetPainter.grown(outline, by: grow) }
        canvas.fill(outline, .solid(lighting.shade(colour, normal: normal, view: view, gloss: gloss)))
    }

    /// A surface whose colour is what is seen.
    mutating func flat(_ polygon: [Position], _ colour: SIMD4<Float>) {
        canvas.fill(camera.outline(polygon), .solid(colour))
    }

    /// A standing or lying part of the surroundings, with haze.
    mutating func scenery(_ polygon: [Position], _ colour: SIMD4<Float>) {
        canvas.fill(camera.outline(polygon), .solid(lighting.ground(colour, distance: camera.depth(polygon[0]))))
    }

    /// Pushes corners away from the middle by `distance` pixels, so that neighbours overlap and no seam shows.
    private static func grown(_ outline: [Point], by distance: Double) -> [Point] {
        let count = Double(outline.count)
        let x = outline.reduce(0) { $0 + $1.x } / count
        let y = outline.reduce(0) { $0 + $1.y } / count
        return outline.map { point in
            let (dx, dy) = (point.x - x, point.y - y)
            let length = max((dx * dx + dy * dy).squareRoot(), 1e-6)
            return Point(x: point.x + dx / length * distance, y: point.y + dy / length * distance)
        }
    }
}

/// Outlines that more than one drawing needs.
enum Outline {
    /// Corners of an ellipse in the plane that `place` puts into the street.
    static func ellipse(
        _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, corners: Int = 20, _ place: (Double, Double) -> Position
    ) -> [Position] {
        (0..<corners).map { index in
            let (sine, cosine) = Arithmetic.sineCosine(Double(index) * 2 * Double.pi / Double(corners))
            return place(x + rx * cosine, y + ry * sine)
        }
    }

    /// The sides of a polygon cut into pieces of at most `step`, so that it can follow a bent surface.
    static func subdivided(_ corners: [(Double, Double)], step: Double = 0.15) -> [(Double, Double)] {
        var result: [(Double, Double)] = []
        for (index, a) in corners.enumerated() {
            let b = corners[(index + 1) % corners.count]
            let length = max(abs(b.0 - a.0), abs(b.1 - a.1))
            let pieces = max(1, Int((length / step).rounded(.up)))
            for piece in 0..<pieces {
                let t = Double(piece) / Double(pieces)
                result.append((a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t))
            }
        }
        return result
    }
}
