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
        if isInside(map, width: newWidth, height: newHeight) {
            sampleInside(map, &result, supersampling: supersampling)
            return result
        }
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

    /// Whether every sample's four pixels lie in the picture. A map takes a rectangle to a convex figure if it keeps it on
    /// one side of its horizon, so the four corners tell.
    private func isInside(_ map: Homography, width newWidth: Int, height newHeight: Int) -> Bool {
        let m = map.coefficients
        let corners = [(0, 0), (newWidth, 0), (0, newHeight), (newWidth, newHeight)].map {
            (Double($0.0), Double($0.1))
        }
        let signs = Set(corners.map { m[6] * $0.0 + m[7] * $0.1 + m[8] > 0 })
        return signs.count == 1
            && corners.allSatisfy { corner in
                let point = map.apply(Point(x: corner.0, y: corner.1))
                return point.x >= 0 && point.y >= 0 && point.x < Double(width - 1) && point.y < Double(height - 1)
            }
    }

    /// The loop without any check, for maps that stay inside: eight samples at a time.
    private func sampleInside(_ map: Homography, _ result: inout Plane<Float>, supersampling s: Int) {
        typealias Vector = SIMD8<Float>
        let m = map.coefficients
        let (newWidth, newHeight) = (result.width, result.height)
        let samples = newWidth * s
        let step = 1 / Double(s)
        let mean = 1 / Float(s * s)
        let stride = width
        // Samples are taken eight at a time; the last ones of a row may lie beyond it and are not used.
        var line = [Float](repeating: 0, count: (samples + 7) / 8 * 8)
        let lastX = SIMD8(repeating: UInt32(width - 2))
        let lastY = SIMD8(repeating: UInt32(height - 2))
        let (m0, m3) = (Vector(repeating: Float(m[0])), Vector(repeating: Float(m[3])))
        let m6 = Vector(repeating: Float(m[6]))
        pixels.withUnsafeBufferPointer { source in
            result.pixels.withUnsafeMutableBufferPointer { target in
                line.withUnsafeMutableBufferPointer { line in
                    guard let base = source.baseAddress else { return }
                    for row in 0..<newHeight &* s {
                        let v = Double(row) * step
                        let x0 = Vector(repeating: Float(m[1] * v + m[2]))
                        let y0 = Vector(repeating: Float(m[4] * v + m[5]))
                        let w0 = Vector(repeating: Float(m[7] * v + m[8]))
                        var t = Vector(0, 1, 2, 3, 4, 5, 6, 7) * Float(step)
                        for first in Swift.stride(from: 0, to: samples, by: 8) {
                            let scale = 1 / (m6 * t + w0)
                            let x = (m0 * t + x0) * scale
                            let y = (m3 * t + y0) * scale
                            t += Vector(repeating: Float(8 * step))
                            let (left, top) = (Plane.floor(x), Plane.floor(y))
                            let columns = pointwiseMin(left.index, lastX)
                            let at = pointwiseMin(top.index, lastY) &* SIMD8(repeating: UInt32(stride)) &+ columns
                            // A pixel and its right neighbour are the two bytes of one word.
                            let (upper, lower) = (Plane.words(base, at), Plane.words(base + stride, at))
                            let (a, b) = (Vector(upper & 0xFF), Vector(upper &>> 8))
                            let (c, d) = (Vector(lower & 0xFF), Vector(lower &>> 8))
                            let (fx, fy) = (x - left.value, y - top.value)
                            let (above, below) = (a + fx * (b - a), c + fx * (d - c))
                            let value = above + fy * (below - above)
                            for k in 0..<8 { line[first &+ k] = value[k] }
                        }
                        let start = row / s &* newWidth
                        var sample = 0
                        for u in 0..<newWidth {
                            var sum: Float = 0
                            for _ in 0..<s {
                                sum += line[sample]
                                sample &+= 1
                            }
                            target[start &+ u] += sum * mean
                        }
                    }
                }
            }
        }
    }

    /// The words that begin at eight places: each byte with the one after it, the first in the lower half.
    @inline(__always)
    private static func words(_ base: UnsafePointer<UInt8>, _ at: SIMD8<UInt32>) -> SIMD8<UInt32> {
        let start = UnsafeRawPointer(base)
        func word(_ k: Int) -> UInt16 {
            UInt16(littleEndian: start.loadUnaligned(fromByteOffset: Int(at[k]), as: UInt16.self))
        }
        return SIMD8(
            truncatingIfNeeded: SIMD8<UInt16>(word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7)))
    }

    /// The whole numbers at or below numbers from 0 up to 2 to the 22; what others become is any index.
    @inline(__always)
    private static func floor(_ x: SIMD8<Float>) -> (value: SIMD8<Float>, index: SIMD8<UInt32>) {
        // Added to 2 to the 23, a number is rounded to a whole one, which then stands in its lowest bits.
        let large: SIMD8<Float> = SIMD8(repeating: 8_388_608)
        let nearest = (x + large) - large
        let value = nearest.replacing(with: nearest - 1, where: nearest .> x)
        return (value, unsafeBitCast(value + large, to: SIMD8<UInt32>.self) & SIMD8(repeating: 0x7F_FFFF))
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
    /// Mean and standard deviation of all pixels. Four sums each, in double precision, so that they don't wait for one another.
    public var statistics: (mean: Float, deviation: Float) {
        let mean = sum { $0 } / Double(pixels.count)
        let square = sum { ($0 - mean) * ($0 - mean) }
        return (Float(mean), Float((square / Double(pixels.count)).squareRoot()))
    }

    private func sum(_ term: (SIMD4<Double>) -> SIMD4<Double>) -> Double {
        pixels.withUnsafeBufferPointer { pixels in
            var sums = SIMD4<Double>.zero
            let whole = pixels.count / 4 * 4
            for k in stride(from: 0, to: whole, by: 4) {
                sums += term(SIMD4<Double>(SIMD4<Float>(pixels[k], pixels[k + 1], pixels[k + 2], pixels[k + 3])))
            }
            return sums.sum() + (whole..<pixels.count).reduce(0) { $0 + term(SIMD4(repeating: Double(pixels[$1])))[0] }
        }
    }
}
