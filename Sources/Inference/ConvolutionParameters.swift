/// A convolution's numbers, in each order that one of the loops wants.
struct ConvolutionParameters: Sendable {
    /// `[out channel][in channel of the group][row][column]`.
    private let weights: [Float]
    /// One for each out channel.
    private let bias: [Float]
    private let packed: [Float]
    private let winograd: [Float]

    init(shape: ConvolutionShape, weights: [Float], bias: [Float]) {
        self.weights = weights
        self.bias = bias
        packed = shape.packed(weights: weights, bias: bias)
        winograd = shape.winogradWeights(weights)
    }

    /// - Parameter work: is given weights, biases, ``ConvolutionShape/packed(weights:bias:)`` and
    ///   ``ConvolutionShape/winogradWeights(_:)``; where a kind of convolution has none of the last two, the plain weights
    ///   and nil.
    func withPointers(
        _ work: (
            UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>?
        ) -> Void
    ) {
        weights.withUnsafeBufferPointer { weights in
            bias.withUnsafeBufferPointer { bias in
                packed.withUnsafeBufferPointer { packed in
                    winograd.withUnsafeBufferPointer { winograd in
                        guard let weights = weights.baseAddress, let bias = bias.baseAddress else { return }
                        work(
                            weights, bias, packed.baseAddress ?? weights,
                            winograd.isEmpty ? nil : winograd.baseAddress)
                    }
                }
            }
        }
    }
}
