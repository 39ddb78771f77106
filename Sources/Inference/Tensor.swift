/// Where a layer's values stand in the scratch memory, and how.
///
/// Values are floats, channels last: channel `c` of the pixel (x, y) is at
/// `offset + (y + top) * rowStride + (x + left) * pixelStride + c`. Around the picture stand `top`, `left`, `bottom` and
/// `right` pixels of zeros, as many as the convolutions that read it need, so that none of them asks for borders.
/// `pixelStride` is the number of channels, rounded up to 8 (except for the input); channels beyond are written as 0 and
/// not read.
struct TensorLayout: Hashable, Sendable {
    var channels: Int
    var height: Int
    var width: Int
    var pixelStride: Int
    var top = 0
    var left = 0
    var bottom = 0
    var right = 0
    var offset = 0

    init(channels: Int, height: Int, width: Int, pixelStride: Int? = nil) {
        self.channels = channels
        self.height = height
        self.width = width
        self.pixelStride = pixelStride ?? (channels + 7) / 8 * 8
    }

    var rowStride: Int { (left + width + right) * pixelStride }
    /// Floats, borders and all.
    var count: Int { (top + height + bottom) * rowStride }
    /// Of channel 0 of the pixel (0, 0).
    var origin: Int { offset + top * rowStride + left * pixelStride }
}

/// A view of values that a network computed, valid until its workspace runs again. Channels last, see ``subscript(_:_:_:)``.
public struct TensorView {
    let base: UnsafePointer<Float>
    let rowStride: Int
    let pixelStride: Int
    public let channels: Int
    public let height: Int
    public let width: Int

    /// Channel `c` of the pixel in column `x` and row `y`.
    public subscript(x: Int, y: Int, c: Int) -> Float {
        precondition(x >= 0 && x < width && y >= 0 && y < height && c >= 0 && c < channels)
        return base[y * rowStride + x * pixelStride + c]
    }

    /// All values, row by row, each pixel's channels together: `(y * width + x) * channels + c`.
    public var values: [Float] {
        [Float](unsafeUninitializedCapacity: width * height * channels) { target, count in
            guard var out = target.baseAddress else { return }
            for y in 0..<height {
                for x in 0..<width {
                    out.initialize(from: base + (y * rowStride + x * pixelStride), count: channels)
                    out += channels
                }
            }
            count = width * height * channels
        }
    }
}
