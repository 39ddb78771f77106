/// Where a network's tensors stand in the scratch memory for pictures of one size.
struct Plan: Sendable {
    let tensors: [TensorLayout]
    /// Where the scratch of single layers stands, behind all tensors.
    let scratchOffset: Int
    /// Floats in all.
    let count: Int

    /// - Throws: ``ModelError`` (`wrong-input`) if the network doesn't take that size, or `invalid-model` if its layers
    ///   don't fit together.
    init(_ network: Network, height: Int, width: Int) throws {
        guard network.accepts(height: height, width: width) else {
            throw ModelError("wrong-input", "The network \(network.name) doesn't take \(width) x \(height) pixels.")
        }
        var tensors = [
            TensorLayout(
                channels: network.description.input.channels, height: height, width: width,
                pixelStride: network.inputPixelStride)
        ]
        for (index, step) in network.steps.enumerated() {
            let inputs = step.inputs.map { tensors[$0] }
            guard let output = Plan.shape(of: step.kind, inputs: inputs) else {
                let name = network.description.layers[index].name
                throw ModelError.invalid("network \(network.name), layer \(name): nothing left at \(width) x \(height)")
            }
            tensors.append(output)
            if case .convolution(let shape, _) = step.kind {
                Plan.widen(&tensors[step.inputs[0]], for: shape, output: output)
            }
        }
        var scratch = 0
        for (step, output) in zip(network.steps, tensors.dropFirst()) {
            guard case .convolution(let shape, _) = step.kind,
                shape.usesWinograd(outputHeight: output.height, outputWidth: output.width)
            else { continue }
            scratch = max(scratch, shape.winogradScratch(outputWidth: output.width))
        }
        let end = Plan.place(&tensors, for: network)
        self.tensors = tensors
        self.scratchOffset = end
        self.count = end + scratch
    }

    /// Gives each tensor its place; a tensor that no later step reads leaves its place to the next, so that all of them
    /// together stay in the processor's nearer caches.
    ///
    /// - Returns: floats in all.
    private static func place(_ tensors: inout [TensorLayout], for network: Network) -> Int {
        var lastUse = [Int](repeating: -1, count: tensors.count)
        for (index, step) in network.steps.enumerated() { for input in step.inputs { lastUse[input] = index } }
        for output in network.outputTensors { lastUse[output] = network.steps.count }
        var places = Places()
        for index in tensors.indices {
            // Room behind each tensor: vectors of the input, whose pixels aren't rounded up, may be read past its end.
            tensors[index].offset = places.take((tensors[index].count + 31) / 16 * 16)
            guard index > 0 else { continue }
            for input in Set(network.steps[index - 1].inputs + [index]) where lastUse[input] <= index - 1 {
                places.giveBack(tensors[input].offset, (tensors[input].count + 31) / 16 * 16)
            }
        }
        return places.end
    }

    /// Stretches of memory, given out and taken back.
    private struct Places {
        private(set) var end = 0
        private var free: [(offset: Int, count: Int)] = []

        /// The first free stretch that is long enough, else a new one at the end.
        mutating func take(_ count: Int) -> Int {
            guard let index = free.firstIndex(where: { $0.count >= count }) else {
                end += count
                return end - count
            }
            let offset = free[index].offset
            free[index] = (offset + count, free[index].count - count)
            if free[index].count == 0 { free.remove(at: index) }
            return offset
        }

        mutating func giveBack(_ offset: Int, _ count: Int) {
            free.append((offset, count))
            free.sort { $0.offset < $1.offset }
            // Neighbours become one.
            for index in stride(from: free.count - 1, to: 0, by: -1)
            where free[index - 1].offset + free[index - 1].count == free[index].offset {
                free[index - 1].count += free[index].count
                free.remove(at: index)
            }
        }
    }

    private static func shape(of kind: Network.Kind, inputs: [TensorLayout]) -> TensorLayout? {
        let first = inputs[0]
        var result: TensorLayout
        switch kind {
        case .convolution(let shape, _):
            result = TensorLayout(
                channels: shape.outputChannels, height: shape.outputHeight(first.height),
                width: shape.outputWidth(first.width))
        case .maxPool(let window), .averagePool(let window):
            result = TensorLayout(
                channels: first.channels,
                height: (first.height + 2 * window.paddingY - window.height) / window.strideY + 1,
                width: (first.width + 2 * window.paddingX - window.width) / window.strideX + 1,
                pixelStride: first.pixelStride)
            guard first.height + 2 * window.paddingY >= window.height, first.width + 2 * window.paddingX >= window.width
            else { return nil }
        case .upsample:
            result = TensorLayout(
                channels: first.channels, height: inputs[1].height, width: inputs[1].width,
                pixelStride: first.pixelStride)
        case .add:
            guard
                inputs.allSatisfy({
                    $0.height == first.height && $0.width == first.width && $0.pixelStride == first.pixelStride
                })
            else { return nil }
            result = TensorLayout(
                channels: first.channels, height: first.height, width: first.width, pixelStride: first.pixelStride)
        case .concat:
            guard inputs.allSatisfy({ $0.height == first.height && $0.width == first.width }) else { return nil }
            result = TensorLayout(
                channels: inputs.reduce(0) { $0 + $1.channels }, height: first.height, width: first.width)
        }
        return result.height > 0 && result.width > 0 ? result : nil
    }

    /// Gives a tensor the zeros around it that a convolution reads.
    private static func widen(_ tensor: inout TensorLayout, for shape: ConvolutionShape, output: TensorLayout) {
        let lastRow =
            (output.height - 1) * shape.strideY + (shape.kernelHeight - 1) * shape.dilationY - shape.paddingY
        let lastColumn =
            (output.width - 1) * shape.strideX + (shape.kernelWidth - 1) * shape.dilationX - shape.paddingX
        tensor.top = max(tensor.top, shape.paddingY)
        tensor.left = max(tensor.left, shape.paddingX)
        tensor.bottom = max(tensor.bottom, lastRow - (tensor.height - 1))
        tensor.right = max(tensor.right, lastColumn - (tensor.width - 1))
    }
}
