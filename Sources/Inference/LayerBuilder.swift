/// Checks one layer's description and prepares it.
struct LayerBuilder {
    let layer: LayerDescription
    let network: String
    let table: [Float]

    func fault(_ what: String) -> ModelError { ModelError.invalid("network \(network), layer \(layer.name): \(what)") }

    /// The layer and its number of out channels.
    func build(inputChannels: [Int]) throws -> (Network.Kind, Int) {
        switch layer.op {
        case .conv:
            try expect(inputs: 1...1)
            return try convolution(inputChannels[0])
        case .maxPool, .averagePool:
            try expect(inputs: 1...1)
            let kernel = try pair(layer.kernel, "kernel", 1...31)
            let stride = try pair(layer.stride, "stride", 1...31, standard: kernel)
            let padding = try pair(layer.padding, "padding", 0...15, standard: (0, 0))
            guard 2 * padding.0 <= kernel.0, 2 * padding.1 <= kernel.1 else {
                throw fault("padding over half the kernel")
            }
            let window = SimpleLayers.Window(
                height: kernel.0, width: kernel.1, strideY: stride.0, strideX: stride.1, paddingY: padding.0,
                paddingX: padding.1)
            if layer.op == .maxPool { return (.maxPool(window), inputChannels[0]) }
            guard padding == (0, 0) else { throw fault("an average pool takes no padding") }
            return (.averagePool(window), inputChannels[0])
        case .upsample:
            try expect(inputs: 2...2)
            return (.upsample, inputChannels[0])
        case .add:
            try expect(inputs: 2...8)
            guard inputChannels.allSatisfy({ $0 == inputChannels[0] }) else { throw fault("inputs differ in channels") }
            return (.add(relu: layer.relu ?? false), inputChannels[0])
        case .concat:
            try expect(inputs: 2...8)
            return (.concat, inputChannels.reduce(0, +))
        }
    }

    private func convolution(_ inputChannels: Int) throws -> (Network.Kind, Int) {
        let kernel = try pair(layer.kernel, "kernel", 1...31)
        let stride = try pair(layer.stride, "stride", 1...31, standard: (1, 1))
        let padding = try pair(layer.padding, "padding", 0...63, standard: (0, 0))
        let dilation = try pair(layer.dilation, "dilation", 1...31, standard: (1, 1))
        guard let channels = layer.channels, (1...4096).contains(channels) else { throw fault("channels") }
        let groups = layer.groups ?? 1
        guard groups >= 1, inputChannels % groups == 0, channels % groups == 0 else { throw fault("groups") }
        let shape = ConvolutionShape(
            inputChannels: inputChannels, outputChannels: channels, kernelHeight: kernel.0, kernelWidth: kernel.1,
            strideY: stride.0, strideX: stride.1, paddingY: padding.0, paddingX: padding.1, dilationY: dilation.0,
            dilationX: dilation.1, groups: groups, relu: layer.relu ?? false)
        let weights = try numbers(layer.weights, shape.weightCount, "weights")
        let bias = try numbers(layer.bias, channels, "bias")
        let parameters = ConvolutionParameters(shape: shape, weights: weights, bias: bias)
        return (.convolution(shape, parameters), channels)
    }

    private func expect(inputs: ClosedRange<Int>) throws {
        guard inputs.contains(layer.inputs.count) else { throw fault("\(layer.inputs.count) inputs") }
    }

    private func pair(
        _ values: [Int]?, _ what: String, _ range: ClosedRange<Int>, standard: (Int, Int)? = nil
    ) throws -> (Int, Int) {
        guard let values else {
            guard let standard else { throw fault("no \(what)") }
            return standard
        }
        guard values.count == 2, values.allSatisfy(range.contains) else { throw fault(what) }
        return (values[0], values[1])
    }

    private func numbers(_ start: Int?, _ count: Int, _ what: String) throws -> [Float] {
        guard let start, start >= 0, start <= table.count - count else { throw fault("\(what) outside the table") }
        return Array(table[start..<start + count])
    }
}
