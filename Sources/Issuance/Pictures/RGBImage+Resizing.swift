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
        // Rows first: each source row is read once and only as many lines as one output row needs are in the cache.
        let result = [UInt8](unsafeUninitializedCapacity: stride * newHeight) { result, count in
            bytes.withUnsafeBufferPointer { source in
                // One value more: pixels are read as four values.
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * width + 1) { line in
                    guard let source = source.baseAddress, let line = line.baseAddress, let result = result.baseAddress
                    else { return }
                    line[3 * width] = 0
                    for y in 0..<newHeight {
                        rows.mix(row: y, of: source, stride: 3 * width, into: line)
                        columns.mix(pixels: line, into: result + y * stride)
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

    /// The weighted sum of the source rows that make the new row `row`, rounded to whole values 0...255.
    func mix(row: Int, of source: UnsafePointer<UInt8>, stride: Int, into line: UnsafeMutablePointer<Int32>) {
        for index in 0..<stride { line[index] = 1 << 13 }
        for part in 0..<counts[row] {
            let weight = weights[offsets[row] + part]
            let pixels = source + (starts[row] + part) * stride
            for index in 0..<stride { line[index] &+= weight &* Int32(truncatingIfNeeded: pixels[index]) }
        }
        for index in 0..<stride { line[index] >>= 14 }
    }

    /// The weighted sums of pixels of a line, interleaved RGB, that make a new line.
    /// - Parameter pixels: one value longer than the line.
    func mix(pixels: UnsafePointer<Int32>, into result: UnsafeMutablePointer<UInt8>) {
        weights.withUnsafeBufferPointer { weights in
            var weight = 0
            for x in starts.indices {
                var sum = SIMD4<Int32>(repeating: 1 << 13)
                let first = UnsafeRawPointer(pixels + 3 * starts[x])
                for part in 0..<counts[x] {
                    // Red, green, blue, and of the next pixel what nobody looks at.
                    sum &+= weights[weight] &* first.loadUnaligned(fromByteOffset: 12 * part, as: SIMD4<Int32>.self)
                    weight += 1
                }
                sum = (sum &>> 14).clamped(lowerBound: .zero, upperBound: .init(repeating: 255))
                for channel in 0..<3 { result[3 * x + channel] = UInt8(truncatingIfNeeded: sum[channel]) }
            }
        }
    }
}
