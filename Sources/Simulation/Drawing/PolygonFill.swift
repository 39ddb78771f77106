import Imaging

/// What a polygon is filled with. The fourth component of colours is opacity, 0...1.
enum Paint: Sendable {
    case solid(SIMD4<Float>)
    /// From one colour at `y` = `top` to another at `bottom`, in pixels.
    case vertical(top: Double, SIMD4<Float>, bottom: Double, SIMD4<Float>)
}

extension Canvas {
    /// Fills a polygon (not self-crossing; corners in pixels, in either direction) with soft edges: each pixel row is cut
    /// into four lines, whose coverage is exact horizontally.
    mutating func fill(_ polygon: [Point], _ paint: Paint) {
        guard polygon.count > 2 else { return }
        var (left, right) = (Double.infinity, -Double.infinity)
        var (top, bottom) = (Double.infinity, -Double.infinity)
        for point in polygon {
            left = min(left, point.x)
            right = max(right, point.x)
            top = min(top, point.y)
            bottom = max(bottom, point.y)
        }
        guard left.isFinite, right.isFinite, top.isFinite, bottom.isFinite else { return }
        let limit = Double(width)
        guard right > 0, left < limit, bottom > 0, top < Double(height) else { return }
        let firstColumn = Int(max(left, 0))
        let lastColumn = Int(min(right, limit - 1))
        let rows = Int(max(top, 0))...Int(min(bottom, Double(height) - 1))
        guard firstColumn <= lastColumn else { return }
        let lines = 4
        let weight = Float(1) / Float(lines)
        let origin = Double(firstColumn)
        let end = Double(lastColumn + 1)
        let width = self.width
        withUnsafeTemporaryAllocation(of: Float.self, capacity: lastColumn - firstColumn + 3) { change in
            polygon.withUnsafeBufferPointer { corners in
                pixels.withUnsafeMutableBufferPointer { pixels in
                    change.initialize(repeating: 0)
                    for row in rows {
                        var (first, last) = (Int.max, Int.min)
                        for line in 0..<lines {
                            let y = Double(row) + (Double(line) + 0.5) / Double(lines)
                            var a = corners[corners.count - 1]
                            for b in corners {
                                if (a.y <= y) != (b.y <= y) {
                                    let crossing = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)
                                    let x = min(max(crossing, origin), end) - origin
                                    let column = Int(x)
                                    first = min(first, column)
                                    last = max(last, column + 1)
                                    let part = Float(x - Double(column))
                                    let signed = a.y <= y ? weight : -weight
                                    change[column] += signed * (1 - part)
                                    change[column + 1] += signed * part
                                }
                                a = b
                            }
                        }
                        guard first <= last else { continue }
                        let colour = paint.colour(atRow: row)
                        let alpha = colour.w
                        var winding: Float = 0
                        let base = row * width + firstColumn
                        for column in first..<max(first, min(last, lastColumn - firstColumn) + 1) {
                            winding += change[column]
                            change[column] = 0
                            let coverage = min(abs(winding), 1) * alpha
                            if coverage > 0.002 {
                                pixels[base + column] += (colour - pixels[base + column]) * coverage
                            }
                        }
                        change[lastColumn - firstColumn + 1] = 0
                        change[lastColumn - firstColumn + 2] = 0
                    }
                }
            }
        }
    }
}

extension Paint {
    fileprivate func colour(atRow row: Int) -> SIMD4<Float> {
        switch self {
        case .solid(let colour): return colour
        case .vertical(let top, let first, let bottom, let last):
            let share = Float(min(max((Double(row) + 0.5 - top) / max(bottom - top, 1e-6), 0), 1))
            return first + (last - first) * share
        }
    }
}
