import Imaging

struct PixelSize: Hashable {
    var width: Int
    var height: Int
}

extension YCbCrImage {
    /// This picture in another size, chroma at half of it (rounded up), as ``ImageCodecs/encodeJPEG(_:quality:)-(YCbCrImage,_)`` takes it.
    ///
    /// - Precondition: both sides are positive.
    package func resized(toWidth newWidth: Int, height newHeight: Int) -> YCbCrImage {
        let (columns, rows) = ((newWidth + 1) / 2, (newHeight + 1) / 2)
        return YCbCrImage(
            luminance: luminance.resized(toWidth: newWidth, height: newHeight),
            chroma: chroma.map { chroma in
                Chroma(
                    blue: chroma.blue.resized(toWidth: columns, height: rows),
                    red: chroma.red.resized(toWidth: columns, height: rows))
            })
    }

    /// Not larger than `most` pixels, in its own proportions; in its own size if it fits. Chroma comes at half the size.
    ///
    /// - Parameter enough: a picture that has one of these sides needn't be larger. While a picture of half the size has, it is
    ///   halved, which is far cheaper than other ratios and as good.
    func reduced(toFit most: PixelSize, enough: PixelSize) -> YCbCrImage {
        var image = self
        while image.width / 2 >= enough.width || image.height / 2 >= enough.height,
            let half = image.halved()
        {
            image = half
        }
        let factor = min(Double(most.width) / Double(image.width), Double(most.height) / Double(image.height), 1)
        return image.resized(
            toWidth: max(1, Int((Double(image.width) * factor).rounded())),
            height: max(1, Int((Double(image.height) * factor).rounded())))
    }

    /// Nil if a side is too small.
    private func halved() -> YCbCrImage? {
        let planes = [luminance, chroma?.blue].compactMap { $0 }
        guard planes.allSatisfy({ $0.width >= 2 && $0.height >= 2 }) else { return nil }
        return YCbCrImage(
            luminance: luminance.halved(),
            chroma: chroma.map { Chroma(blue: $0.blue.halved(), red: $0.red.halved()) })
    }
}

extension Plane where Pixel == UInt8 {
    /// This plane in another size: means over areas where it becomes smaller, linear interpolation where it becomes larger.
    /// In whole numbers, so that every machine gives the same bytes.
    fileprivate func resized(toWidth newWidth: Int, height newHeight: Int) -> Plane<UInt8> {
        if newWidth == width, newHeight == height { return self }
        if width == 2 * newWidth, height == 2 * newHeight { return halved() }
        let columns = ResizingWeights(from: width, to: newWidth)
        let rows = ResizingWeights(from: height, to: newHeight)
        let result = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { result, count in
            pixels.withUnsafeBufferPointer { source in
                withUnsafeTemporaryAllocation(of: UInt16.self, capacity: width) { line in
                    guard let source = source.baseAddress, let line = line.baseAddress, let result = result.baseAddress
                    else { return }
                    // Rows first: only as many lines as one new row needs are in the cache.
                    for y in 0..<newHeight {
                        rows.mix(row: y, of: source, width: width, into: line)
                        columns.mix(line: line, into: result + y * newWidth)
                    }
                }
            }
            count = newWidth * newHeight
        }
        return Plane(width: newWidth, height: newHeight, pixels: result)
    }
}

/// For each position of the new size: which of the old ones go into it, and how much of each. The weights of a position
/// sum to 256, so that sums of weighted pixels fit in 16 bits.
private struct ResizingWeights {
    private(set) var starts: [Int] = []
    private(set) var counts: [Int] = []
    /// Where each position's weights begin.
    private(set) var offsets: [Int] = []
    /// The weights of all positions, one after the other.
    private(set) var weights: [UInt16] = []

    init(from old: Int, to new: Int) {
        let scale = Double(old) / Double(new)
        let reach = max(scale, 1)
        for index in 0..<new {
            let centre = (Double(index) + 0.5) * scale
            let first = max(0, Int((centre - reach).rounded(.down)))
            let last = min(old - 1, Int((centre + reach).rounded(.down)))
            let parts = (first...last).map { max(0, 1 - abs(Double($0) + 0.5 - centre) / reach) }
            let sum = parts.reduce(0, +)
            // Each the difference of rounded running sums, so that they sum to 256 whatever rounding does to one.
            var (running, before) = (0.0, 0)
            starts.append(first)
            counts.append(parts.count)
            offsets.append(weights.count)
            for part in parts {
                running += part
                let now = Int((running / sum * 256).rounded())
                weights.append(UInt16(now - before))
                before = now
            }
        }
    }

    /// The weighted sum of the source rows that make the new row `row`, rounded to whole values 0...255.
    func mix(
        row: Int, of source: UnsafePointer<UInt8>, width: Int, into line: UnsafeMutablePointer<UInt16>
    ) {
        for x in 0..<width { line[x] = 1 << 7 }
        for part in 0..<counts[row] {
            let weight = weights[offsets[row] + part]
            let pixels = source + (starts[row] + part) * width
            for x in 0..<width { line[x] &+= weight &* UInt16(truncatingIfNeeded: pixels[x]) }
        }
        for x in 0..<width { line[x] &>>= 8 }
    }

    /// The weighted sums of a line's pixels that make a new line.
    func mix(line: UnsafePointer<UInt16>, into result: UnsafeMutablePointer<UInt8>) {
        weights.withUnsafeBufferPointer { weights in
            guard var weight = weights.baseAddress else { return }
            for x in starts.indices {
                let pixels = line + starts[x]
                var sum: UInt32 = 1 << 7
                for part in 0..<counts[x] {
                    sum &+= UInt32(truncatingIfNeeded: weight[part]) &* UInt32(truncatingIfNeeded: pixels[part])
                }
                result[x] = UInt8(truncatingIfNeeded: sum &>> 8)
                weight += counts[x]
            }
        }
    }
}
