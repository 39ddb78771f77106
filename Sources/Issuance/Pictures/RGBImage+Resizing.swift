import Imaging

extension RGBImage {
    /// This picture in another size: means over areas where it becomes smaller, linear interpolation where it becomes larger.
    /// In whole numbers with 14 fraction bits, so that every machine gives the same bytes.
    ///
    /// - Precondition: both sides are positive.
    package func resized(toWidth newWidth: Int, height newHeight: Int) -> RGBImage {
        if newWidth == width, newHeight == height { return self }
        let columns = ResizingWeights(from: width, to: newWidth)
        let rows = ResizingWeights(from: height, to: newHeight)
        let stride = 3 * newWidth
        let half = Int32(1) << 13
        // Rows first: each source row is read once and only as many lines as one output row needs are in the cache.
        let result = [UInt8](unsafeUninitializedCapacity: stride * newHeight) { result, count in
            bytes.withUnsafeBufferPointer { source in
                columns.withWeights { starts, counts, weights in
                    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * width) { line in
                        for y in 0..<newHeight {
                            rows.mix(row: y, of: source, stride: 3 * width, into: line)
                            var weight = 0
                            for x in 0..<newWidth {
                                var (red, green, blue) = (half, half, half)
                                var at = 3 * starts[x]
                                for _ in 0..<counts[x] {
                                    let factor = weights[weight]
                                    red &+= factor &* line[at]
                                    green &+= factor &* line[at + 1]
                                    blue &+= factor &* line[at + 2]
                                    at &+= 3
                                    weight &+= 1
                                }
                                let out = y * stride + 3 * x
                                result[out] = UInt8(truncatingIfNeeded: min(max(red >> 14, 0), 255))
                                result[out + 1] = UInt8(truncatingIfNeeded: min(max(green >> 14, 0), 255))
                                result[out + 2] = UInt8(truncatingIfNeeded: min(max(blue >> 14, 0), 255))
                            }
                        }
                    }
                }
            }
            count = stride * newHeight
        }
        return RGBImage(width: newWidth, height: newHeight, bytes: result)
    }

    /// Not larger than `limit` pixels wide and `heightLimit` high, in its own proportions; itself if it fits.
    func reduced(toFit limit: Int, _ heightLimit: Int) -> RGBImage {
        let factor = min(Double(limit) / Double(width), Double(heightLimit) / Double(height))
        guard factor < 1 else { return self }
        return resized(
            toWidth: max(1, Int((Double(width) * factor).rounded())),
            height: max(1, Int((Double(height) * factor).rounded())))
    }
}

/// For each position of the new size: which of the old ones go into it, and how much of each. The weights of a position
/// sum to 2^14.
private struct ResizingWeights {
    private(set) var starts: [Int] = []
    private(set) var counts: [Int] = []
    /// Where each position's weights begin.
    private(set) var offsets: [Int] = []
    /// The weights of all positions, one after the other.
    private(set) var weights: [Int32] = []

    init(from old: Int, to new: Int) {
        let scale = Double(old) / Double(new)
        let reach = max(scale, 1)
        for index in 0..<new {
            let centre = (Double(index) + 0.5) * scale
            let first = max(0, Int((centre - reach).rounded(.down)))
            let last = min(old - 1, Int((centre + reach).rounded(.down)))
            var parts: [Double] = []
            for position in first...last {
                parts.append(max(0, 1 - abs(Double(position) + 0.5 - centre) / reach))
            }
            let sum = parts.reduce(0, +)
            var whole = parts.map { Int32(($0 / sum * 16384).rounded()) }
            // What rounding left over goes to the middle one.
            whole[whole.count / 2] += 16384 - whole.reduce(0, +)
            starts.append(first)
            counts.append(whole.count)
            offsets.append(weights.count)
            weights += whole
        }
    }

    /// Starts, counts and weights as buffers.
    func withWeights(
        _ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int32>) -> Void
    ) {
        starts.withUnsafeBufferPointer { starts in
            counts.withUnsafeBufferPointer { counts in
                weights.withUnsafeBufferPointer { body(starts, counts, $0) }
            }
        }
    }

    /// The weighted sum of the source rows that make the new row `row`, rounded to whole values 0...255.
    func mix(
        row: Int, of source: UnsafeBufferPointer<UInt8>, stride: Int, into line: UnsafeMutableBufferPointer<Int32>
    ) {
        let own = weights[offsets[row]..<offsets[row] + counts[row]]
        for index in 0..<stride { line[index] = 1 << 13 }
        for (offset, weight) in own.enumerated() {
            let start = (starts[row] + offset) * stride
            let pixels = UnsafeBufferPointer(rebasing: source[start..<start + stride])
            for index in 0..<stride { line[index] &+= weight &* Int32(truncatingIfNeeded: pixels[index]) }
        }
        for index in 0..<stride { line[index] >>= 14 }
    }
}
