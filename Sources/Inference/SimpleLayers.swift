/// The layers that aren't convolutions. They are bound by memory, not arithmetic: the compiler's own vectors do, and the
/// results don't depend on the choice of kernels.
///
/// Each takes pointers to channel 0 of the pixel (0, 0) of its tensors.
enum SimpleLayers {
    typealias Source = UnsafePointer<Float>
    typealias Target = UnsafeMutablePointer<Float>

    struct Window: Hashable, Sendable {
        var height: Int
        var width: Int
        var strideY: Int
        var strideX: Int
        var paddingY = 0
        var paddingX = 0
    }

    /// The largest value of each window; positions outside the picture don't take part.
    static func maxPool(_ source: Source, _ from: TensorLayout, _ target: Target, _ to: TensorLayout, _ window: Window)
    {
        let count = from.pixelStride
        for y in 0..<to.height {
            let rows =
                max(
                    0, y * window.strideY - window.paddingY)..<min(
                    from.height, y * window.strideY - window.paddingY + window.height)
            for x in 0..<to.width {
                let columns =
                    max(
                        0, x * window.strideX - window.paddingX)..<min(
                        from.width, x * window.strideX - window.paddingX + window.width)
                let out = target + (y * to.rowStride + x * to.pixelStride)
                var isFirst = true
                for row in rows {
                    for column in columns {
                        let pixel = source + (row * from.rowStride + column * from.pixelStride)
                        if isFirst {
                            for c in 0..<count { out[c] = pixel[c] }
                            isFirst = false
                        } else {
                            for c in 0..<count { out[c] = pixel[c] > out[c] ? pixel[c] : out[c] }
                        }
                    }
                }
            }
        }
    }

    /// The mean of each window, all of which lie inside the picture.
    static func averagePool(
        _ source: Source, _ from: TensorLayout, _ target: Target, _ to: TensorLayout, _ window: Window
    ) {
        let scale = 1 / Float(window.height * window.width)
        for y in 0..<to.height {
            for x in 0..<to.width {
                let out = target + (y * to.rowStride + x * to.pixelStride)
                for c in 0..<to.pixelStride { out[c] = 0 }
                for row in y * window.strideY..<y * window.strideY + window.height {
                    for column in x * window.strideX..<x * window.strideX + window.width {
                        let pixel = source + (row * from.rowStride + column * from.pixelStride)
                        for c in 0..<to.pixelStride { out[c] += pixel[c] }
                    }
                }
                for c in 0..<to.pixelStride { out[c] *= scale }
            }
        }
    }

    /// Nearest value: the pixel (x, y) comes from `(x * from.width / to.width, y * from.height / to.height)`.
    static func upsample(_ source: Source, _ from: TensorLayout, _ target: Target, _ to: TensorLayout) {
        for y in 0..<to.height {
            let row = source + y * from.height / to.height * from.rowStride
            for x in 0..<to.width {
                let pixel = row + x * from.width / to.width * from.pixelStride
                (target + (y * to.rowStride + x * to.pixelStride)).update(from: pixel, count: to.pixelStride)
            }
        }
    }

    /// `target = source`, or with `accumulate` `target += source`; with `relu` negative results become 0.
    static func add(
        _ source: Source, _ from: TensorLayout, _ target: Target, _ to: TensorLayout, accumulate: Bool, relu: Bool
    ) {
        let count = to.width * to.pixelStride
        for y in 0..<to.height {
            let row = source + y * from.rowStride
            let out = target + y * to.rowStride
            switch (accumulate, relu) {
            case (false, _): out.update(from: row, count: count)
            case (true, false): for k in 0..<count { out[k] += row[k] }
            case (true, true):
                for k in 0..<count {
                    let sum = out[k] + row[k]
                    out[k] = sum > 0 ? sum : 0
                }
            }
        }
    }

    /// Puts the source's channels at `channel` of the target's.
    static func concat(_ source: Source, _ from: TensorLayout, _ target: Target, _ to: TensorLayout, at channel: Int) {
        for y in 0..<to.height {
            for x in 0..<to.width {
                (target + (y * to.rowStride + x * to.pixelStride + channel))
                    .update(from: source + (y * from.rowStride + x * from.pixelStride), count: from.channels)
            }
        }
    }
}
