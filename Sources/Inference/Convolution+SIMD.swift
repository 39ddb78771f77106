import WideKernels

typealias Vector = SIMD8<Float>

extension Vector {
    /// `self + a * b`: fused into one rounding where the build's processor can. Elsewhere two instructions, since
    /// without the instruction the fused form would be a library call for each of the eight.
    @inline(__always)
    mutating func addProduct(of a: Vector, _ b: Vector) {
        #if ETLE_FMA
            self = self.addingProduct(a, b)
        #else
            self = self + a * b
        #endif
    }

    @inline(__always)
    func rectified(_ relu: Bool) -> Vector { relu ? self.replacing(with: 0, where: self .< 0) : self }
}

extension UnsafePointer<Float> {
    @inline(__always)
    func vector(at index: Int) -> Vector { UnsafeRawPointer(self + index).loadUnaligned(as: Vector.self) }
}

extension UnsafeMutablePointer<Float> {
    @inline(__always)
    func store(_ vector: Vector, at index: Int) {
        UnsafeMutableRawPointer(self + index).storeBytes(of: vector, as: Vector.self)
    }
}

extension ConvolutionShape {
    /// How many out channels the fast loops work on at a time.
    static let block = 16

    /// Whether the fast loops know this kind.
    var hasFastLoop: Bool { groups == 1 || isDepthwise }

    /// Weights for the fast loops. Ordinary convolutions: for each block of 16 out channels (the last has 8 if that is
    /// enough) its biases, then `[row][column][in channel][channel of the block]`. Depthwise: for each block of 8
    /// channels its biases, then `[row][column][channel of the block]`. Missing channels are 0.
    func packed(weights: [Float], bias: [Float]) -> [Float] {
        guard hasFastLoop else { return [] }
        var packed: [Float] = []
        var first = 0
        let inputs = inputChannels / groups
        while first < outputChannels {
            let size = !isDepthwise && outputChannels - first > 8 ? ConvolutionShape.block : 8
            let channels = first..<first + size
            packed += channels.map { $0 < outputChannels ? bias[$0] : 0 }
            for ky in 0..<kernelHeight {
                for kx in 0..<kernelWidth {
                    for k in 0..<inputs {
                        packed += channels.map { channel in
                            channel < outputChannels
                                ? weights[((channel * inputs + k) * kernelHeight + ky) * kernelWidth + kx] : 0
                        }
                    }
                }
            }
            first += size
        }
        return packed
    }
}

extension Convolution {
    func runFast() {
        if shape.isDepthwise, inputPixelStride % 8 == 0 {
            runDepthwise()
            return
        }
        guard shape.groups == 1 else {
            runScalar()
            return
        }
        if let winograd {
            runWinograd(winograd, scratch: scratch)
            return
        }
        let start = input - shape.paddingY * inputRowStride - shape.paddingX * inputPixelStride
        let taps = shape.kernelHeight * shape.kernelWidth * shape.inputChannels
        var channel = 0
        var block = packed
        while channel < shape.outputChannels {
            let wide = shape.outputChannels - channel > 8
            for y in 0..<outputHeight {
                let row = start + y * shape.strideY * inputRowStride
                let out = output + y * outputRowStride + channel
                if wide { runRow16(row, block, out) } else { runRow8(row, block, out) }
            }
            let size = wide ? ConvolutionShape.block : 8
            block += size * (taps + 1)
            channel += size
        }
    }

    /// The kernel's taps as loops: rows, stretches that stand apart in a row, and numbers in a stretch. Without dilation
    /// and without unused channels between pixels, a kernel's row is one stretch.
    @inline(__always)
    private var stretches: (count: Int, length: Int, step: Int) {
        shape.dilationX == 1 && inputPixelStride == shape.inputChannels
            ? (1, shape.kernelWidth * shape.inputChannels, 0)
            : (shape.kernelWidth, shape.inputChannels, shape.dilationX * inputPixelStride)
    }

    /// One row of 16 out channels, six pixels at a time: 12 sums, 2 weights and 1 input fill the 16 registers. The last
    /// six overlap the ones before where the width isn't a multiple of six; what is written twice is equal.
    func runRow16(
        _ row: UnsafePointer<Float>, _ block: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) {
        let step = shape.strideX * inputPixelStride
        let (stretchCount, stretchLength, stretchStep) = stretches
        let rowStep = shape.dilationY * inputRowStride
        let kernelHeight = shape.kernelHeight
        let relu = shape.relu
        #if ETLE_AVX512
            if isWide, outputWidth >= leastWidthOfSixteen {
                let taps: Taps = (
                    row, step, kernelHeight, rowStep, stretchCount, stretchLength, stretchStep, block
                )
                sumsOfSixteen(taps, out: out, outStep: outputPixelStride, width: outputWidth, relu: relu)
                return
            }
        #endif
        var x = 0
        while x < outputWidth {
            if outputWidth < 6 {
                runPixel16(row + x * step, block, out + x * outputPixelStride)
                x += 1
                continue
            }
            x = min(x, outputWidth - 6)
            let (b0, b1) = (block.vector(at: 0), block.vector(at: 8))
            var (a0, a1, a2, a3, a4, a5) = (b0, b0, b0, b0, b0, b0)
            var (c0, c1, c2, c3, c4, c5) = (b1, b1, b1, b1, b1, b1)
            var weight = block + 16
            for ky in 0..<kernelHeight {
                var pixel = row + (x &* step &+ ky &* rowStep)
                for _ in 0..<stretchCount {
                    var p = pixel
                    let end = pixel + stretchLength
                    while p < end {
                        let (w0, w1) = (weight.vector(at: 0), weight.vector(at: 8))
                        let v0 = Vector(repeating: p[0])
                        a0.addProduct(of: v0, w0)
                        c0.addProduct(of: v0, w1)
                        let v1 = Vector(repeating: p[step])
                        a1.addProduct(of: v1, w0)
                        c1.addProduct(of: v1, w1)
                        let v2 = Vector(repeating: p[2 &* step])
                        a2.addProduct(of: v2, w0)
                        c2.addProduct(of: v2, w1)
                        let v3 = Vector(repeating: p[3 &* step])
                        a3.addProduct(of: v3, w0)
                        c3.addProduct(of: v3, w1)
                        let v4 = Vector(repeating: p[4 &* step])
                        a4.addProduct(of: v4, w0)
                        c4.addProduct(of: v4, w1)
                        let v5 = Vector(repeating: p[5 &* step])
                        a5.addProduct(of: v5, w0)
                        c5.addProduct(of: v5, w1)
                        p += 1
                        weight += 16
                    }
                    pixel += stretchStep
                }
            }
            let target = out + x * outputPixelStride
            let next = outputPixelStride
            target.store(a0.rectified(relu), at: 0)
            target.store(c0.rectified(relu), at: 8)
            target.store(a1.rectified(relu), at: next)
            target.store(c1.rectified(relu), at: next + 8)
            target.store(a2.rectified(relu), at: 2 * next)
            target.store(c2.rectified(relu), at: 2 * next + 8)
            target.store(a3.rectified(relu), at: 3 * next)
            target.store(c3.rectified(relu), at: 3 * next + 8)
            target.store(a4.rectified(relu), at: 4 * next)
            target.store(c4.rectified(relu), at: 4 * next + 8)
            target.store(a5.rectified(relu), at: 5 * next)
            target.store(c5.rectified(relu), at: 5 * next + 8)
            x += 6
        }
    }

    private func runPixel16(
        _ start: UnsafePointer<Float>, _ block: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) {
        let (stretchCount, stretchLength, stretchStep) = stretches
        var (a, c) = (block.vector(at: 0), block.vector(at: 8))
        var weight = block + 16
        for ky in 0..<shape.kernelHeight {
            var pixel = start + ky * shape.dilationY * inputRowStride
            for _ in 0..<stretchCount {
                for k in 0..<stretchLength {
                    let v = Vector(repeating: pixel[k])
                    a.addProduct(of: v, weight.vector(at: 0))
                    c.addProduct(of: v, weight.vector(at: 8))
                    weight += 16
                }
                pixel += stretchStep
            }
        }
        out.store(a.rectified(shape.relu), at: 0)
        out.store(c.rectified(shape.relu), at: 8)
    }

    /// One row of 8 out channels, eight pixels at a time, overlapping likewise.
    private func runRow8(_ row: UnsafePointer<Float>, _ block: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>)
    {
        let step = shape.strideX * inputPixelStride
        let (stretchCount, stretchLength, stretchStep) = stretches
        let rowStep = shape.dilationY * inputRowStride
        let kernelHeight = shape.kernelHeight
        let relu = shape.relu
        var x = 0
        while x < outputWidth {
            if outputWidth < 8 {
                runPixel8(row + x * step, block, out + x * outputPixelStride)
                x += 1
                continue
            }
            x = min(x, outputWidth - 8)
            let b = block.vector(at: 0)
            var (a0, a1, a2, a3) = (b, b, b, b)
            var (a4, a5, a6, a7) = (b, b, b, b)
            var weight = block + 8
            for ky in 0..<kernelHeight {
                var pixel = row + (x &* step &+ ky &* rowStep)
                for _ in 0..<stretchCount {
                    var p = pixel
                    let end = pixel + stretchLength
                    while p < end {
                        let w = weight.vector(at: 0)
                        a0.addProduct(of: Vector(repeating: p[0]), w)
                        a1.addProduct(of: Vector(repeating: p[step]), w)
                        a2.addProduct(of: Vector(repeating: p[2 &* step]), w)
                        a3.addProduct(of: Vector(repeating: p[3 &* step]), w)
                        a4.addProduct(of: Vector(repeating: p[4 &* step]), w)
                        a5.addProduct(of: Vector(repeating: p[5 &* step]), w)
                        a6.addProduct(of: Vector(repeating: p[6 &* step]), w)
                        a7.addProduct(of: Vector(repeating: p[7 &* step]), w)
                        p += 1
                        weight += 8
                    }
                    pixel += stretchStep
                }
            }
            let target = out + x * outputPixelStride
            let next = outputPixelStride
            target.store(a0.rectified(relu), at: 0)
            target.store(a1.rectified(relu), at: next)
            target.store(a2.rectified(relu), at: 2 * next)
            target.store(a3.rectified(relu), at: 3 * next)
            target.store(a4.rectified(relu), at: 4 * next)
            target.store(a5.rectified(relu), at: 5 * next)
            target.store(a6.rectified(relu), at: 6 * next)
            target.store(a7.rectified(relu), at: 7 * next)
            x += 8
        }
    }

    private func runPixel8(
        _ start: UnsafePointer<Float>, _ block: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) {
        let (stretchCount, stretchLength, stretchStep) = stretches
        var a = block.vector(at: 0)
        var weight = block + 8
        for ky in 0..<shape.kernelHeight {
            var pixel = start + ky * shape.dilationY * inputRowStride
            for _ in 0..<stretchCount {
                for k in 0..<stretchLength {
                    a.addProduct(of: Vector(repeating: pixel[k]), weight.vector(at: 0))
                    weight += 8
                }
                pixel += stretchStep
            }
        }
        out.store(a.rectified(shape.relu), at: 0)
    }

    /// Each channel with its own kernel: eight channels at a time, four pixels of a row at once.
    private func runDepthwise() {
        let start = input - shape.paddingY * inputRowStride - shape.paddingX * inputPixelStride
        let step = shape.strideX * inputPixelStride
        let columnStep = shape.dilationX * inputPixelStride
        let taps = shape.kernelHeight * shape.kernelWidth
        let relu = shape.relu
        for first in stride(from: 0, to: shape.outputChannels, by: 8) {
            let block = packed + first * (taps + 1)
            let bias = block.vector(at: 0)
            for y in 0..<outputHeight {
                let row = start + (y * shape.strideY * inputRowStride + first)
                let out = output + (y * outputRowStride + first)
                var x = 0
                while x + 4 <= outputWidth {
                    var (a0, a1, a2, a3) = (bias, bias, bias, bias)
                    var weight = block + 8
                    for ky in 0..<shape.kernelHeight {
                        var p = row + (x &* step &+ ky &* shape.dilationY &* inputRowStride)
                        for _ in 0..<shape.kernelWidth {
                            let w = weight.vector(at: 0)
                            a0.addProduct(of: p.vector(at: 0), w)
                            a1.addProduct(of: p.vector(at: step), w)
                            a2.addProduct(of: p.vector(at: 2 &* step), w)
                            a3.addProduct(of: p.vector(at: 3 &* step), w)
                            p += columnStep
                            weight += 8
                        }
                    }
                    let target = out + x * outputPixelStride
                    target.store(a0.rectified(relu), at: 0)
                    target.store(a1.rectified(relu), at: outputPixelStride)
                    target.store(a2.rectified(relu), at: 2 * outputPixelStride)
                    target.store(a3.rectified(relu), at: 3 * outputPixelStride)
                    x += 4
                }
                while x < outputWidth {
                    var a = bias
                    var weight = block + 8
                    for ky in 0..<shape.kernelHeight {
                        var p = row + (x * step + ky * shape.dilationY * inputRowStride)
                        for _ in 0..<shape.kernelWidth {
                            a.addProduct(of: p.vector(at: 0), weight.vector(at: 0))
                            p += columnStep
                            weight += 8
                        }
                    }
                    out.store(a.rectified(relu), at: x * outputPixelStride)
                    x += 1
                }
            }
        }
    }
}
