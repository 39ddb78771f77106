/// What lies beyond a picture's edge when it is sampled there.
public enum Border: Hashable, Sendable {
    /// The nearest pixel of the edge.
    case replicate
    /// A fixed value, 0...255.
    case constant(Float)
}

extension Plane where Pixel == UInt8 {
    /// The picture seen through a map, as numbers 0...255.
    ///
    /// The new pixel in column `u` and row `v` is the mean of `supersampling` squared samples, each interpolated linearly
    /// between the four nearest pixels. The convention is OpenCV's: pixel *indices* are mapped, as if pixel centres had
    /// whole coordinates. So the samples of a new pixel are at `map((s * u + i) / s, (s * v + j) / s)` for `i`, `j` in
    /// `0..<s`, and a sample at (3, 5) is the pixel `[3, 5]`. Training cuts its crops by the same rule.
    ///
    /// Samples with no finite position take the border's value (0 for ``Border/replicate``).
    ///
    /// - Parameter map: from the new picture to this one.
    /// - Precondition: sizes and `supersampling` are positive.
    public func warped(
        by map: Homography, width newWidth: Int, height newHeight: Int, supersampling: Int = 1,
        border: Border = .replicate
    ) -> Plane<Float> {
        precondition(newWidth > 0 && newHeight > 0 && supersampling > 0)
        var result = Plane<Float>(width: newWidth, height: newHeight, filledWith: 0)
        let m = map.coefficients
        let (w, h, s) = (width, height, supersampling)
        let step = 1 / Double(s)
        let mean = 1 / Float(s * s)
        let outside: Float = if case .constant(let value) = border { value } else { 0 }
        let replicates = border == .replicate
        let (lastX, lastY) = (Double(w - 1), Double(h - 1))
        pixels.withUnsafeBufferPointer { source in
            result.pixels.withUnsafeMutableBufferPointer { target in
                for row in 0..<newHeight * s {
                    let v = Double(row) * step
                    let (x0, y0, w0) = (m[1] * v + m[2], m[4] * v + m[5], m[7] * v + m[8])
                    let start = row / s * newWidth
                    var column = 0
                    for u in 0..<newWidth {
                        var sum: Float = 0
                        for _ in 0..<s {
                            let t = Double(column) * step
                            column += 1
                            let scale = 1 / (m[6] * t + w0)
                            var x = (m[0] * t + x0) * scale
                            var y = (m[3] * t + y0) * scale
                            if replicates {
                                x = min(max(x, 0), lastX)
                                y = min(max(y, 0), lastY)
                                guard x == x, y == y else { continue }
                            } else if !(x >= 0 && x <= lastX && y >= 0 && y <= lastY) {
                                sum += Plane.sampleBeyond(source, w, h, x, y, outside)
                                continue
                            }
                            let (column, line) = (Int(x), Int(y))
                            let (fx, fy) = (Float(x - Double(column)), Float(y - Double(line)))
                            let at = line &* w &+ column
                            let right = column < w &- 1 ? 1 : 0
                            let below = line < h &- 1 ? w : 0
                            let (a, b) = (Float(source[at]), Float(source[at &+ right]))
                            let (c, d) = (Float(source[at &+ below]), Float(source[at &+ below &+ right]))
                            let upper = a + fx * (b - a)
                            let lower = c + fx * (d - c)
                            sum += upper + fy * (lower - upper)
                        }
                        target[start + u] += sum * mean
                    }
                }
            }
        }
        return result
    }

    /// A sample some of whose four pixels lie outside.
    private static func sampleBeyond(
        _ source: UnsafeBufferPointer<UInt8>, _ width: Int, _ height: Int, _ x: Double, _ y: Double, _ outside: Float
    ) -> Float {
        guard x > -1, y > -1, x < Double(width), y < Double(height) else { return outside }
        let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        let (fx, fy) = (Float(x - Double(left)), Float(y - Double(top)))
        func pixel(_ x: Int, _ y: Int) -> Float {
            x >= 0 && y >= 0 && x < width && y < height ? Float(source[y * width + x]) : outside
        }
        let upper = pixel(left, top) * (1 - fx) + pixel(left + 1, top) * fx
        let lower = pixel(left, top + 1) * (1 - fx) + pixel(left + 1, top + 1) * fx
        return upper * (1 - fy) + lower * fy
    }

    /// Mean and standard deviation of all pixels, 0...255.
    public var statistics: (mean: Double, deviation: Double) {
        var histogram = [Int](repeating: 0, count: 256)
        for pixel in pixels { histogram[Int(pixel)] += 1 }
        let mean = histogram.enumerated().reduce(0.0) { $0 + Double($1.offset * $1.element) } / Double(pixels.count)
        let square = histogram.enumerated().reduce(0.0) {
            $0 + (Double($1.offset) - mean) * (Double($1.offset) - mean) * Double($1.element)
        }
        return (mean, (square / Double(pixels.count)).squareRoot())
    }
}

extension Plane where Pixel == Float {
    /// Mean and standard deviation of all pixels.
    public var statistics: (mean: Float, deviation: Float) {
        var sum = 0.0
        for pixel in pixels { sum += Double(pixel) }
        let mean = sum / Double(pixels.count)
        var square = 0.0
        for pixel in pixels { square += (Double(pixel) - mean) * (Double(pixel) - mean) }
        return (Float(mean), Float((square / Double(pixels.count)).squareRoot()))
    }
}
