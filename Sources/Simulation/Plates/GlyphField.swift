/// The distance from any point to the ink of one character, in the unit and place at which the character stands.
///
/// Distances instead of pixels, because coverage (the edge) and relief (the pressed slope) both follow from them.
struct GlyphField: Sendable {
    private struct Segment: Sendable {
        var x: Double
        var y: Double
        var dx: Double
        var dy: Double
        var length: Double
        var before: Double
        var after: Double
    }

    /// The box of the character.
    let left: Double
    let top: Double
    let width: Double
    let height: Double
    private let half: Double
    private var segments: [Segment] = []
    private var cut: Segment?

    /// - Parameters:
    ///   - height: letter height; the width follows from the glyph.
    ///   - weight: stroke width in hundredths of the height.
    init(_ glyph: GlyphShape, left: Double, top: Double, height: Double, weight: Double) {
        self.left = left
        self.top = top
        self.height = height
        width = glyph.aspect * height
        half = weight * height / 200
        for line in glyph.lines { add(line) }
        if let ends = glyph.cut {
            let (a, b) = (place(ends.from), place(ends.to))
            cut = GlyphField.segment(a, b, before: 0, after: 0)
        }
    }

    private func place(_ corner: GlyphShape.Corner) -> (x: Double, y: Double) {
        (left + half + corner.x * (width - 2 * half), top + half + corner.y * (height - 2 * half))
    }

    /// Flattens rounded corners into five short pieces each (a quadratic curve, near enough to an arc).
    private mutating func add(_ line: GlyphShape.Line) {
        let points = line.corners.map(place)
        var path: [(x: Double, y: Double, extent: Double)] = []
        for (index, corner) in line.corners.enumerated() {
            let here = points[index]
            let isEnd = !line.closed && (index == 0 || index == points.count - 1)
            guard corner.radius > 0, !isEnd else {
                path.append((here.x, here.y, half))
                continue
            }
            let radius = corner.radius * height / 100
            let back = GlyphField.toward(points[(index + points.count - 1) % points.count], from: here, by: radius)
            let ahead = GlyphField.toward(points[(index + 1) % points.count], from: here, by: radius)
            for step in 0...5 {
                let t = Double(step) / 5
                // A conic's weight of 0.7 makes a right-angled corner a circle's quarter.
                let (a, b, c) = ((1 - t) * (1 - t), 1.414 * t * (1 - t), t * t)
                let sum = a + b + c
                path.append(
                    (
                        (a * back.x + b * here.x + c * ahead.x) / sum, (a * back.y + b * here.y + c * ahead.y) / sum,
                        half * 0.2
                    ))
            }
        }
        for index in 0..<(line.closed ? path.count : path.count - 1) {
            let (a, b) = (path[index], path[(index + 1) % path.count])
            guard abs(a.x - b.x) + abs(a.y - b.y) > 1e-9 else { continue }
            segments.append(GlyphField.segment((a.x, a.y), (b.x, b.y), before: a.extent, after: b.extent))
        }
    }

    private static func toward(
        _ target: (x: Double, y: Double), from here: (x: Double, y: Double), by distance: Double
    ) -> (x: Double, y: Double) {
        let (dx, dy) = (target.x - here.x, target.y - here.y)
        let length = (dx * dx + dy * dy).squareRoot()
        let share = min(distance, length / 2) / max(length, 1e-9)
        return (here.x + dx * share, here.y + dy * share)
    }

    private static func segment(
        _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), before: Double, after: Double
    ) -> Segment {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = (dx * dx + dy * dy).squareRoot()
        return Segment(x: a.x, y: a.y, dx: dx / length, dy: dy / length, length: length, before: before, after: after)
    }

    /// Signed: negative inside the ink. Exact along strokes, a lower bound near their corners.
    func distance(x: Double, y: Double) -> Double {
        var nearest = Double.infinity
        for segment in segments { nearest = min(nearest, box(segment, half, x, y)) }
        if let cut { nearest = max(nearest, -box(cut, half * 0.27, x, y)) }
        // Diagonals are drawn beyond the letter and cut off at its box.
        let outside = max(left - x, x - left - width, top - y, y - top - height)
        return max(nearest, outside)
    }

    private func box(_ segment: Segment, _ half: Double, _ x: Double, _ y: Double) -> Double {
        let (px, py) = (x - segment.x, y - segment.y)
        let along = px * segment.dx + py * segment.dy
        let across = abs(py * segment.dx - px * segment.dy)
        return max(across - half, -along - segment.before, along - segment.length - segment.after)
    }
}
