/// A network whose graph was checked and whose weights were put in order; immutable, so any number of threads may run it,
/// each with its own ``Workspace``.
public final class Network: Sendable {
    public let description: NetworkDescription
    let steps: [Step]
    /// Tensor 0 is the input; tensor `k + 1` is what step `k` computes.
    let outputTensors: [Int]
    let inputPixelStride: Int

    public var name: String { description.name }

    struct Step: Sendable {
        let inputs: [Int]
        let kind: Kind
    }

    enum Kind: Sendable {
        case convolution(ConvolutionShape, ConvolutionParameters)
        case maxPool(SimpleLayers.Window)
        case averagePool(SimpleLayers.Window)
        case upsample
        case add(relu: Bool)
        case concat
    }

    /// Checks everything that a wrong file could hold, so that running needs no checks but the picture's size.
    ///
    /// - Throws: ``ModelError`` (`invalid-model`) with the layer's name.
    public init(_ description: NetworkDescription, weights: [Float]) throws {
        self.description = description
        guard (1...64).contains(description.input.channels), (1...1024).contains(description.input.multiple),
            [description.input.height, description.input.width].allSatisfy({ $0 == nil || (1...8192).contains($0!) })
        else { throw ModelError.invalid("network \(description.name): its input") }
        guard (1...1000).contains(description.layers.count) else {
            throw ModelError.invalid("network \(description.name): \(description.layers.count) layers")
        }
        var indexOf = ["input": 0]
        var channels = [description.input.channels]
        var steps: [Step] = []
        for layer in description.layers {
            let builder = LayerBuilder(layer: layer, network: description.name, table: weights)
            guard indexOf[layer.name] == nil else { throw builder.fault("its name occurs twice") }
            let inputs = try layer.inputs.map { name in
                guard let index = indexOf[name] else {
                    throw builder.fault("it reads \(name), which doesn't come before")
                }
                return index
            }
            let (kind, count) = try builder.build(inputChannels: inputs.map { channels[$0] })
            steps.append(Step(inputs: inputs, kind: kind))
            channels.append(count)
            indexOf[layer.name] = steps.count
        }
        self.steps = steps
        self.outputTensors = try description.outputs.map { name in
            guard let index = indexOf[name], index > 0 else {
                throw ModelError.invalid("network \(description.name): there is no layer \(name) to put out")
            }
            return index
        }
        guard !outputTensors.isEmpty else { throw ModelError.invalid("network \(description.name): no outputs") }
        self.inputPixelStride = description.input.channels
    }

    /// Whether a picture of this size can be put in.
    public func accepts(height: Int, width: Int) -> Bool {
        let input = description.input
        return height > 0 && width > 0 && height <= 8192 && width <= 8192
            && (input.height ?? height) == height && (input.width ?? width) == width
            && height % input.multiple == 0 && width % input.multiple == 0
    }

    /// Multiplications for one picture of the given size; 0 if it isn't accepted.
    public func multiplications(height: Int, width: Int) -> Int {
        guard let plan = try? Plan(self, height: height, width: width) else { return 0 }
        return zip(steps, plan.tensors.dropFirst()).reduce(0) { sum, pair in
            guard case .convolution(let shape, _) = pair.0.kind else { return sum }
            return sum + shape.multiplications(outputHeight: pair.1.height, outputWidth: pair.1.width)
        }
    }
}
