/// The scratch memory in which networks run. One thread at a time; keep one for each thread and use it again: memory grows
/// to the largest picture seen and stays, and after the first picture of a size nothing is allocated.
public final class Workspace {
    public let kernels: Kernels
    private var memory: UnsafeMutablePointer<Float>
    private var capacity = 0
    private var plans: [Key: Plan] = [:]
    /// Sizes remembered before all are forgotten again.
    private static let maximumPlans = 256

    private struct Key: Hashable {
        var network: ObjectIdentifier
        var height: Int
        var width: Int
    }

    /// - Precondition: `kernels` are ``Kernels/available``.
    public init(kernels: Kernels = .standard) {
        precondition(Kernels.available.contains(kernels), "This processor has no AVX-512.")
        self.kernels = kernels
        memory = Workspace.allocate(0)
    }

    deinit { memory.deallocate() }

    /// Bytes of scratch memory held.
    public var byteCount: Int { capacity * MemoryLayout<Float>.stride }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 16) * 4, alignment: 64)
            .bindMemory(to: Float.self, capacity: max(count, 16))
        memory.initialize(repeating: 0, count: max(count, 16))
        return memory
    }

    /// Runs a network over one picture.
    ///
    /// - Parameters:
    ///   - fill: writes the picture: it is given a pointer to channel 0 of the pixel (0, 0) and the number of floats from one
    ///     row to the next; pixels of a row follow each other, channels last.
    ///   - take: is given the network's outputs in their order. They are valid only while it runs.
    /// - Throws: ``ModelError`` (`wrong-input`) if the network doesn't take that size, and what `take` throws.
    public func run<Result>(
        _ network: Network, height: Int, width: Int, fill: (UnsafeMutablePointer<Float>, Int) -> Void,
        take: ([TensorView]) throws -> Result
    ) throws -> Result {
        let plan = try self.plan(network, height: height, width: width)
        let input = plan.tensors[0]
        clearBorders(input)
        fill(memory + input.origin, input.rowStride)
        for (step, output) in zip(network.steps, plan.tensors.dropFirst()) {
            clearBorders(output)
            run(step, plan, output)
        }
        let views = network.outputTensors.map { index in
            let tensor = plan.tensors[index]
            return TensorView(
                base: UnsafePointer(memory + tensor.origin), rowStride: tensor.rowStride,
                pixelStride: tensor.pixelStride,
                channels: tensor.channels, height: tensor.height, width: tensor.width)
        }
        return try withExtendedLifetime(self) { try take(views) }
    }

    private func plan(_ network: Network, height: Int, width: Int) throws -> Plan {
        let key = Key(network: ObjectIdentifier(network), height: height, width: width)
        let plan: Plan
        if let known = plans[key] {
            plan = known
        } else {
            plan = try Plan(network, height: height, width: width)
            if plans.count >= Workspace.maximumPlans { plans.removeAll() }
            plans[key] = plan
        }
        if plan.count > capacity {
            memory.deallocate()
            memory = Workspace.allocate(plan.count)
            capacity = plan.count
        }
        return plan
    }

    /// Another tensor's values may stand where this one has its zeros.
    private func clearBorders(_ tensor: TensorLayout) {
        guard tensor.top + tensor.bottom + tensor.left + tensor.right > 0 else { return }
        let base = memory + tensor.offset
        let (row, pixel) = (tensor.rowStride, tensor.pixelStride)
        base.update(repeating: 0, count: tensor.top * row)
        let below = tensor.top + tensor.height
        (base + below * row).update(repeating: 0, count: tensor.bottom * row)
        for y in tensor.top..<below {
            (base + y * row).update(repeating: 0, count: tensor.left * pixel)
            (base + (y * row + (tensor.left + tensor.width) * pixel)).update(repeating: 0, count: tensor.right * pixel)
        }
    }

    private func run(_ step: Network.Step, _ plan: Plan, _ output: TensorLayout) {
        let first = plan.tensors[step.inputs[0]]
        let source = UnsafePointer(memory + first.origin)
        let target = memory + output.origin
        switch step.kind {
        case .convolution(let shape, let parameters):
            parameters.withPointers { weights, bias, packed, winograd in
                let usesWinograd = shape.usesWinograd(outputHeight: output.height, outputWidth: output.width)
                let convolution = Convolution(
                    input: source, inputRowStride: first.rowStride, inputPixelStride: first.pixelStride,
                    output: target, outputRowStride: output.rowStride, outputPixelStride: output.pixelStride,
                    outputHeight: output.height, outputWidth: output.width, shape: shape, weights: weights,
                    bias: bias, packed: packed, winograd: usesWinograd ? winograd : nil,
                    scratch: memory + plan.scratchOffset, isWide: kernels == .wide)
                switch kernels {
                case .scalar: convolution.runScalar()
                case .simd, .wide: convolution.runFast()
                }
            }
        case .maxPool(let window): SimpleLayers.maxPool(source, first, target, output, window)
        case .averagePool(let window): SimpleLayers.averagePool(source, first, target, output, window)
        case .upsample: SimpleLayers.upsample(source, first, target, output)
        case .add(let relu):
            for (position, index) in step.inputs.enumerated() {
                let tensor = plan.tensors[index]
                SimpleLayers.add(
                    UnsafePointer(memory + tensor.origin), tensor, target, output, accumulate: position > 0,
                    relu: relu && position == step.inputs.count - 1)
            }
        case .concat:
            var channel = 0
            for index in step.inputs {
                let tensor = plan.tensors[index]
                SimpleLayers.concat(UnsafePointer(memory + tensor.origin), tensor, target, output, at: channel)
                channel += tensor.channels
            }
        }
    }
}
