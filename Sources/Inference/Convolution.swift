/// One convolution, all pointers and sizes resolved: what the scalar and the fast loops both take.
///
/// `input` and `output` point at channel 0 of the pixel (0, 0); the input has enough zeros around it. Strides are in floats.
struct Convolution {
    var input: UnsafePointer<Float>
    var inputRowStride: Int
    var inputPixelStride: Int
    var output: UnsafeMutablePointer<Float>
    var outputRowStride: Int
    var outputPixelStride: Int
    var outputHeight: Int
    var outputWidth: Int
    var shape: ConvolutionShape
    /// `[out channel][in channel of the group][row][column]`.
    var weights: UnsafePointer<Float>
    /// One for each out channel.
    var bias: UnsafePointer<Float>
    /// The same numbers in the order of ``ConvolutionShape/packed(weights:bias:)``.
    var packed: UnsafePointer<Float>
    /// ``ConvolutionShape/winogradWeights(_:)``; nil where that isn't used.
    var winograd: UnsafePointer<Float>?
    /// Room for ``ConvolutionShape/winogradScratch(outputWidth:)`` floats if it is.
    var scratch: UnsafeMutablePointer<Float>
    /// Whether the fast loops may use AVX-512.
    var isWide = false
}

/// What of a convolution doesn't depend on the picture.
struct ConvolutionShape: Hashable, Sendable {
    var inputChannels: Int
    var outputChannels: Int
    var kernelHeight: Int
    var kernelWidth: Int
    var strideY = 1
    var strideX = 1
    var paddingY = 0
    var paddingX = 0
    var dilationY = 1
    var dilationX = 1
    var groups = 1
    var relu = false

    var isDepthwise: Bool { groups > 1 && groups == inputChannels && groups == outputChannels }
    var weightCount: Int { outputChannels * (inputChannels / groups) * kernelHeight * kernelWidth }

    func outputHeight(_ height: Int) -> Int {
        (height + 2 * paddingY - dilationY * (kernelHeight - 1) - 1) / strideY + 1
    }

    func outputWidth(_ width: Int) -> Int {
        (width + 2 * paddingX - dilationX * (kernelWidth - 1) - 1) / strideX + 1
    }

    /// Multiplications for one picture of the given size.
    func multiplications(outputHeight: Int, outputWidth: Int) -> Int { outputHeight * outputWidth * weightCount }
}

extension Convolution {
    /// The specification: each sum is taken over rows, then columns, then channels of the kernel, starting at the bias.
    func runScalar() {
        let inputsInGroup = shape.inputChannels / shape.groups
        let outputsInGroup = shape.outputChannels / shape.groups
        for y in 0..<outputHeight {
            for x in 0..<outputWidth {
                for channel in 0..<shape.outputChannels {
                    var sum = bias[channel]
                    let first = channel / outputsInGroup * inputsInGroup
                    for ky in 0..<shape.kernelHeight {
                        let row = y * shape.strideY + ky * shape.dilationY - shape.paddingY
                        for kx in 0..<shape.kernelWidth {
                            let column = x * shape.strideX + kx * shape.dilationX - shape.paddingX
                            let pixel = input + row * inputRowStride + column * inputPixelStride + first
                            for k in 0..<inputsInGroup {
                                let weight =
                                    ((channel * inputsInGroup + k) * shape.kernelHeight + ky) * shape.kernelWidth + kx
                                sum += pixel[k] * weights[weight]
                            }
                        }
                    }
                    output[y * outputRowStride + x * outputPixelStride + channel] = shape.relu ? max(sum, 0) : sum
                }
            }
        }
    }
}
