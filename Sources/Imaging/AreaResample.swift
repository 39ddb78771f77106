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
    /// Which source positions make up each new position, all in plain arrays: nothing is allocated for one.
    struct Stretches {
        /// The first source position of each.
        private(set) var firsts: [Int] = []
        /// Where the weights of each end; they begin where those before end.
        private(set) var ends: [Int] = []
        /// `weights[k]` of a stretch counts for `first + k`.
        private(set) var weights: [Float] = []

        /// How `count` positions become `newCount`.
        init(_ count: Int, to newCount: Int) {
            let scale = Double(count) / Double(newCount)
            firsts.reserveCapacity(newCount)
            ends.reserveCapacity(newCount)
            weights.reserveCapacity(newCount * (Int(scale) + 2))
            for index in 0..<newCount {
                if scale > 1 {
                    average(index, scale: scale, count: count)
                } else {
                    interpolate(index, scale: scale, count: count)
                }
                ends.append(weights.count)
            }
        }

        private mutating func average(_ index: Int, scale: Double, count: Int) {
            let (start, end) = (Double(index) * scale, min(Double(index + 1) * scale, Double(count)))
            let first = min(Int(start), count - 1)
            let last = max(min(Int(end.rounded(.up)), count), first + 1)
            firsts.append(first)
            for position in first..<last {
                weights.append(Float((min(end, Double(position + 1)) - max(start, Double(position))) / (end - start)))
            }
        }

        private mutating func interpolate(_ index: Int, scale: Double, count: Int) {
            let centre = max(0, (Double(index) + 0.5) * scale - 0.5)
            let first = min(Int(centre), count - 1)
            let share = Float(centre - Double(first))
            firsts.append(first)
            if share > 0, first + 1 < count {
                weights.append(1 - share)
                weights.append(share)
            } else {
                weights.append(1)
            }
        }

        /// Where the weights of one stretch stand.
        func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
    }

    /// - Parameter addRow: adds the weighted source row to the sums.
    static func resample(
        width: Int, height: Int, toWidth newWidth: Int, height newHeight: Int,
        addRow: (Int, Float, UnsafeMutableBufferPointer<Float>) -> Void
    ) -> Plane<Float> {
        precondition(newWidth > 0 && newHeight > 0)
        let rows = Stretches(height, to: newHeight)
        var sums = [Float](repeating: 0, count: width)
        var result = Plane<Float>(width: newWidth, height: newHeight, filledWith: 0)
        let isSameWidth = width == newWidth
        let table = ColumnTable(Stretches(width, to: newWidth))
        sums.withUnsafeMutableBufferPointer { sums in
            result.pixels.withUnsafeMutableBufferPointer { target in
                for y in 0..<newHeight {
                    sums.update(repeating: 0)
                    let range = rows.range(y)
                    for k in range { addRow(rows.firsts[y] + k - range.lowerBound, rows.weights[k], sums) }
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

    /// The stretches of all columns in plain arrays, for the innermost loop: four columns at a time, so that no sum waits
    /// for another.
    private struct ColumnTable {
        private let count: Int
        /// Positions that each column takes, as many as the longest needs.
        private let taps: Int
        /// Of each column; those behind the last repeat it.
        private let firsts: [Int]
        /// `weights[group * taps + k]` counts for the positions `first + k` of the group's four columns.
        private let weights: [SIMD4<Float>]

        init(_ columns: Stretches) {
            let newWidth = columns.firsts.count
            var (taps, end) = (0, 0)
            for x in 0..<newWidth {
                let count = columns.range(x).count
                taps = max(taps, count)
                end = max(end, columns.firsts[x] + count)
            }
            let groups = (newWidth + 3) / 4
            var weights = [SIMD4<Float>](repeating: .zero, count: groups * taps)
            var firsts = [Int](repeating: 0, count: 4 * groups)
            for x in 0..<newWidth {
                // A stretch that would reach beyond the row's end begins earlier, with weights of 0.
                let shift = max(0, columns.firsts[x] + taps - end)
                let range = columns.range(x)
                for k in range { weights[x / 4 * taps + shift + k - range.lowerBound][x % 4] = columns.weights[k] }
                firsts[x] = columns.firsts[x] - shift
            }
            for x in newWidth..<4 * groups { firsts[x] = firsts[newWidth - 1] }
            count = newWidth
            self.taps = taps
            self.firsts = firsts
            self.weights = weights
        }

        func apply(to row: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>) {
            weights.withUnsafeBufferPointer { weights in
                firsts.withUnsafeBufferPointer { firsts in
                    guard let row = row.baseAddress, var weight = weights.baseAddress else { return }
                    for x in stride(from: 0, to: count, by: 4) {
                        let (p0, p1) = (row + firsts[x], row + firsts[x + 1])
                        let (p2, p3) = (row + firsts[x + 2], row + firsts[x + 3])
                        var sum = SIMD4<Float>.zero
                        for k in 0..<taps { sum += weight[k] * SIMD4(p0[k], p1[k], p2[k], p3[k]) }
                        weight += taps
                        for k in 0..<min(4, count - x) { target[x + k] = sum[k] }
                    }
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
