/// Pictures made smaller by averaging, and larger by interpolating.
extension Plane where Pixel == UInt8 {
    /// This picture at another size, as numbers 0...255.
    ///
    /// Made smaller, each new pixel is the mean of the area that it covers, pixels at the area's edges counting by their
    /// share; made larger (in either direction), it is interpolated linearly between pixel centres. Time is proportional
    /// to the pixels of both pictures.
    ///
    /// - Precondition: `width` and `height` are positive.
    public func resampled(width newWidth: Int, height newHeight: Int) -> Plane<Float> {
        pixels.withUnsafeBufferPointer { source in
            Resampling.resample(width: width, height: height, toWidth: newWidth, height: newHeight) { y, weight, sums in
                Resampling.accumulate(source, from: y * width, weight: weight, into: sums)
            }
        }
    }
}

extension Plane where Pixel == Float {
    /// See ``Plane/resampled(width:height:)`` for pixels of 8 bits.
    public func resampled(width newWidth: Int, height newHeight: Int) -> Plane<Float> {
        pixels.withUnsafeBufferPointer { source in
            Resampling.resample(width: width, height: height, toWidth: newWidth, height: newHeight) { y, weight, sums in
                for x in 0..<sums.count { sums[x] += weight * source[y * width + x] }
            }
        }
    }
}

/// Separable resampling: rows first, which vectors do well, then columns.
enum Resampling {
    /// Which source positions make up one new position: `weights[k]` counts for `first + k`.
    struct Stretch {
        var first: Int
        var weights: [Float]
    }

    static func stretches(_ count: Int, to newCount: Int) -> [Stretch] {
        let scale = Double(count) / Double(newCount)
        return (0..<newCount).map { index in
            guard scale > 1 else { return interpolated(index, scale: scale, count: count) }
            let (start, end) = (Double(index) * scale, min(Double(index + 1) * scale, Double(count)))
            let first = min(Int(start), count - 1)
            let last = max(min(Int(end.rounded(.up)), count), first + 1)
            return Stretch(
                first: first,
                weights: (first..<last).map { position in
                    Float((min(end, Double(position + 1)) - max(start, Double(position))) / (end - start))
                })
        }
    }

    private static func interpolated(_ index: Int, scale: Double, count: Int) -> Stretch {
        let centre = max(0, (Double(index) + 0.5) * scale - 0.5)
        let first = min(Int(centre), count - 1)
        let share = Float(centre - Double(first))
        guard share > 0, first + 1 < count else { return Stretch(first: first, weights: [1]) }
        return Stretch(first: first, weights: [1 - share, share])
    }

    /// - Parameter addRow: adds the weighted source row to the sums.
    static func resample(
        width: Int, height: Int, toWidth newWidth: Int, height newHeight: Int,
        addRow: (Int, Float, UnsafeMutableBufferPointer<Float>) -> Void
    ) -> Plane<Float> {
        precondition(newWidth > 0 && newHeight > 0)
        let rows = stretches(height, to: newHeight)
        let columns = stretches(width, to: newWidth)
        var sums = [Float](repeating: 0, count: width)
        var result = Plane<Float>(width: newWidth, height: newHeight, filledWith: 0)
        let isSameWidth = width == newWidth
        let table = ColumnTable(columns)
        sums.withUnsafeMutableBufferPointer { sums in
            result.pixels.withUnsafeMutableBufferPointer { target in
                for (y, row) in rows.enumerated() {
                    sums.update(repeating: 0)
                    for (k, weight) in row.weights.enumerated() { addRow(row.first + k, weight, sums) }
                    let line = UnsafeMutableBufferPointer(rebasing: target[y * newWidth..<(y + 1) * newWidth])
                    if isSameWidth {
                        _ = line.update(fromContentsOf: sums)
                    } else {
                        table.apply(to: UnsafeBufferPointer(sums), into: line)
                    }
                }
            }
        }
        return result
    }

    /// The stretches of all columns in two plain arrays, for the innermost loop.
    private struct ColumnTable {
        /// Positions that each column takes, as many as the longest needs.
        private let taps: Int
        private let firsts: [Int]
        /// `weights[column * taps + k]` counts for the position `firsts[column] + k`.
        private let weights: [Float]

        init(_ columns: [Stretch]) {
            let taps = columns.map(\.weights.count).max() ?? 0
            let end = columns.map { $0.first + $0.weights.count }.max() ?? 0
            var firsts: [Int] = []
            var weights: [Float] = []
            for column in columns {
                // Padded with zeros in front where it would reach beyond the row's end.
                let shift = max(0, column.first + taps - end)
                firsts.append(column.first - shift)
                weights += [Float](repeating: 0, count: shift) + column.weights
                weights += [Float](repeating: 0, count: taps - shift - column.weights.count)
            }
            (self.taps, self.firsts, self.weights) = (taps, firsts, weights)
        }

        func apply(to row: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>) {
            guard let row = row.baseAddress else { return }
            weights.withUnsafeBufferPointer { weights in
                guard var weight = weights.baseAddress else { return }
                for (x, first) in firsts.enumerated() {
                    let start = row + first
                    var sum: Float = 0
                    for k in 0..<taps { sum += weight[k] * start[k] }
                    target[x] = sum
                    weight += taps
                }
            }
        }
    }

    /// Adds `weight` times the bytes from `start` on to the sums.
    static func accumulate(
        _ source: UnsafeBufferPointer<UInt8>, from start: Int, weight: Float,
        into sums: UnsafeMutableBufferPointer<Float>
    ) {
        guard let bytes = source.baseAddress.map({ $0 + start }), let target = sums.baseAddress else { return }
        for x in 0..<sums.count { target[x] += weight * Float(bytes[x]) }
    }
}
