/// Winograd's minimal filtering F(2x2, 3x3) (Lavin and Gray 2015, arXiv:1509.09308): 16 multiplications instead of 36 for
/// each square of four outputs. Adds little error: its matrices hold 0, 1 and 1/2 only.
///
/// The input is cut into tiles of 4 x 4 that overlap by two, and each tile is transformed to 16 numbers a channel. For each
/// of the 16 places, the numbers of all channels are then multiplied by a matrix: a convolution of 1 x 1 over a row of tiles.
enum Winograd {
    /// Outputs on a tile's side.
    static let side = 2
    /// Numbers to which a tile is transformed.
    static let places = 16
    /// The fewest tiles in a row for which the loops are faster than those of an ordinary convolution.
    static let leastTiles = 6

    /// The transformed kernel, `[row][column]` of 4 x 4: G g transposed G, in double precision.
    ///
    /// - Parameter kernel: `[row][column]` of 3 x 3.
    static func transformed(_ kernel: [Float]) -> [Float] {
        func expanded(_ g: [Double]) -> [Double] { [g[0], (g[0] + g[1] + g[2]) / 2, (g[0] - g[1] + g[2]) / 2, g[2]] }
        let columns = (0..<3).map { x in expanded((0..<3).map { Double(kernel[3 * $0 + x]) }) }
        return (0..<4).flatMap { y in expanded((0..<3).map { columns[$0][y] }).map { Float($0) } }
    }
}

extension ConvolutionShape {
    /// Whether Winograd's algorithm knows this kind.
    var suitsWinograd: Bool {
        kernelHeight == 3 && kernelWidth == 3 && strideY == 1 && strideX == 1 && dilationY == 1 && dilationX == 1
            && groups == 1 && inputChannels >= 16 && inputChannels % 8 == 0
            && outputChannels % ConvolutionShape.block == 0
    }

    /// Whether it is used for an output of this size.
    func usesWinograd(outputHeight: Int, outputWidth: Int) -> Bool {
        suitsWinograd && outputHeight % Winograd.side == 0 && outputWidth % Winograd.side == 0
            && outputWidth / Winograd.side >= Winograd.leastTiles
    }

    /// Floats of scratch memory for an output of this width.
    func winogradScratch(outputWidth: Int) -> Int {
        Winograd.places * (outputWidth / Winograd.side) * (inputChannels + ConvolutionShape.block)
    }

    /// For each block of 16 out channels and each of the 16 places: 16 zeros in the biases' stead, then
    /// `[in channel][channel of the block]`; as ``packed(weights:bias:)`` has them for a convolution of 1 x 1.
    func winogradWeights(_ weights: [Float]) -> [Float] {
        guard suitsWinograd else { return [] }
        let size = ConvolutionShape.block
        let ofPlace = (inputChannels + 1) * size
        var result = [Float](repeating: 0, count: outputChannels / size * Winograd.places * ofPlace)
        for channel in 0..<outputChannels {
            let block = channel / size * Winograd.places * ofPlace
            for k in 0..<inputChannels {
                let start = (channel * inputChannels + k) * 9
                let kernel = Winograd.transformed(Array(weights[start..<start + 9]))
                for place in 0..<Winograd.places {
                    result[block + place * ofPlace + (k + 1) * size + channel % size] = kernel[place]
                }
            }
        }
        return result
    }
}

extension Convolution {
    /// - Parameters:
    ///   - weights: ``ConvolutionShape/winogradWeights(_:)``.
    ///   - scratch: room for ``ConvolutionShape/winogradScratch(outputWidth:)`` floats, 32-byte aligned.
    func runWinograd(_ weights: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let tiles = outputWidth / Winograd.side
        let channels = shape.inputChannels
        let products = scratch + Winograd.places * tiles * channels
        var matrix = self
        matrix.shape = ConvolutionShape(
            inputChannels: channels, outputChannels: ConvolutionShape.block, kernelHeight: 1, kernelWidth: 1)
        matrix.inputPixelStride = channels
        matrix.outputPixelStride = ConvolutionShape.block
        matrix.outputHeight = 1
        matrix.outputWidth = tiles
        let start = input - shape.paddingY * inputRowStride - shape.paddingX * inputPixelStride
        let ofPlace = (channels + 1) * ConvolutionShape.block
        for y in stride(from: 0, to: outputHeight, by: Winograd.side) {
            transformTiles(start + y * inputRowStride, to: scratch, tiles: tiles)
            for channel in stride(from: 0, to: shape.outputChannels, by: ConvolutionShape.block) {
                let block = weights + channel * Winograd.places / ConvolutionShape.block * ofPlace
                for place in 0..<Winograd.places {
                    matrix.runRow16(
                        scratch + place * tiles * channels, block + place * ofPlace,
                        products + place * tiles * ConvolutionShape.block)
                }
                transformBack(products, tiles: tiles, to: output + y * outputRowStride + channel, bias: bias + channel)
            }
        }
    }

    /// A row of tiles from the input: `[place][tile][channel]`, each B transposed d B.
    private func transformTiles(
        _ rows: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, tiles: Int
    ) {
        let (rowStep, step, channels) = (inputRowStride, inputPixelStride, shape.inputChannels)
        let ofPlace = tiles * channels
        for tile in 0..<tiles {
            let corner = rows + tile * Winograd.side * step
            let out = target + tile * channels
            for channel in stride(from: 0, to: channels, by: 8) {
                let from = corner + channel
                let to = out + channel
                // The columns first, each from four rows; then along the rows.
                let c0 = Column(from, rowStep)
                let c1 = Column(from + step, rowStep)
                let c2 = Column(from + 2 * step, rowStep)
                let c3 = Column(from + 3 * step, rowStep)
                Convolution.store(c0.a, c1.a, c2.a, c3.a, to, ofPlace)
                Convolution.store(c0.b, c1.b, c2.b, c3.b, to + 4 * ofPlace, ofPlace)
                Convolution.store(c0.c, c1.c, c2.c, c3.c, to + 8 * ofPlace, ofPlace)
                Convolution.store(c0.d, c1.d, c2.d, c3.d, to + 12 * ofPlace, ofPlace)
            }
        }
    }

    /// Four pixels of a column, transformed, for eight channels.
    private struct Column {
        let a: Vector
        let b: Vector
        let c: Vector
        let d: Vector

        @inline(__always)
        init(_ top: UnsafePointer<Float>, _ rowStep: Int) {
            let (p0, p1) = (top.vector(at: 0), top.vector(at: rowStep))
            let (p2, p3) = (top.vector(at: 2 &* rowStep), top.vector(at: 3 &* rowStep))
            (a, b, c, d) = (p0 - p2, p1 + p2, p2 - p1, p1 - p3)
        }
    }

    @inline(__always)
    private static func store(
        _ p0: Vector, _ p1: Vector, _ p2: Vector, _ p3: Vector, _ target: UnsafeMutablePointer<Float>, _ step: Int
    ) {
        target.store(p0 - p2, at: 0)
        target.store(p1 + p2, at: step)
        target.store(p2 - p1, at: 2 &* step)
        target.store(p1 - p3, at: 3 &* step)
    }

    /// A row of tiles to two rows of 16 out channels: A transposed m A, biased and rectified.
    private func transformBack(
        _ products: UnsafePointer<Float>, tiles: Int, to target: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>
    ) {
        let ofPlace = tiles * ConvolutionShape.block
        let relu = shape.relu
        for half in stride(from: 0, to: ConvolutionShape.block, by: 8) {
            let shift = bias.vector(at: half)
            for tile in 0..<tiles {
                let from = products + (tile * ConvolutionShape.block + half)
                let c0 = Convolution.halves(from, 4 &* ofPlace)
                let c1 = Convolution.halves(from + ofPlace, 4 &* ofPlace)
                let c2 = Convolution.halves(from + 2 &* ofPlace, 4 &* ofPlace)
                let c3 = Convolution.halves(from + 3 &* ofPlace, 4 &* ofPlace)
                let out = target + (tile * Winograd.side * outputPixelStride + half)
                out.store((c0.0 + c1.0 + c2.0 + shift).rectified(relu), at: 0)
                out.store((c1.0 - c2.0 - c3.0 + shift).rectified(relu), at: outputPixelStride)
                out.store((c0.1 + c1.1 + c2.1 + shift).rectified(relu), at: outputRowStride)
                out.store((c1.1 - c2.1 - c3.1 + shift).rectified(relu), at: outputRowStride + outputPixelStride)
            }
        }
    }

    /// Four numbers of a column to two.
    @inline(__always)
    private static func halves(_ top: UnsafePointer<Float>, _ step: Int) -> (Vector, Vector) {
        let (p0, p1) = (top.vector(at: 0), top.vector(at: step))
        let (p2, p3) = (top.vector(at: 2 &* step), top.vector(at: 3 &* step))
        return (p0 + p1 + p2, p1 - p2 - p3)
    }
}
