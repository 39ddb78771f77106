import Inference
import Testing

@Test func `every kind of layer gives the same on both kernels, at every size`() throws {
    var generator = SeededGenerator(seed: 5)
    let (description, weights) = mixedNetwork(using: &generator)
    let network = try Network(description, weights: weights)
    let reused = Workspace(kernels: .simd)
    for size in 8...33 {
        let input = generator.floats(size * 24)
        let scalar = try output(of: network, input, height: 24, width: size, kernels: .scalar)
        let fast = try output(of: network, input, height: 24, width: size, kernels: .simd, in: reused)
        #expect(largestDifference(scalar, fast) < 1e-3, "width \(size)")
        let again = try output(of: network, input, height: 24, width: size, kernels: .simd)
        #expect(fast == again, "a used workspace must give what a fresh one gives, width \(size)")
    }
}

@Test func `pooling, up-sampling, addition and concatenation are exact`() throws {
    let one = LayerDescription(op: .maxPool, name: "m", inputs: ["input"], kernel: [1, 2], stride: [1, 1])
    let small: [Float] = [3, 1, 4, 1, 5]
    func run(_ layers: [LayerDescription], _ input: [Float] = small, height: Int = 1) throws -> [Float] {
        let network = try Network(describe(layers, inputs: 1, outputs: [layers[layers.count - 1].name]), weights: [])
        return try output(of: network, input, height: height, width: input.count / height, kernels: .simd)
    }
    #expect(try run([one]) == [3, 4, 4, 5])
    #expect(try run([LayerDescription(op: .averagePool, name: "v", inputs: ["input"], kernel: [1, 2])]) == [2, 2.5])
    let padded = LayerDescription(
        op: .maxPool, name: "m", inputs: ["input"], kernel: [3, 3], stride: [1, 1], padding: [1, 1])
    #expect(try run([padded], [-3, -1, -4, -1]) == [-1, -1, -1, -1])
    let half = LayerDescription(op: .maxPool, name: "m", inputs: ["input"], kernel: [1, 2])
    #expect(try run([half, LayerDescription(op: .upsample, name: "u", inputs: ["m", "input"])]) == [3, 3, 3, 4, 4])
    #expect(try run([LayerDescription(op: .add, name: "s", inputs: ["input", "input"])]) == [6, 2, 8, 2, 10])
    #expect(
        try run([LayerDescription(op: .concat, name: "k", inputs: ["input", "input"])], [1, 2]) == [1, 1, 2, 2])
}

@Test func `a picture of a size that the network doesn't take is refused`() throws {
    var description = describe(
        [LayerDescription(op: .maxPool, name: "m", inputs: ["input"], kernel: [2, 2])], inputs: 1, outputs: ["m"])
    description.input.multiple = 4
    let network = try Network(description, weights: [])
    #expect(throws: ModelError.self) { try output(of: network, [0, 0, 0, 0, 0], height: 1, width: 5, kernels: .simd) }
    description.input = .init(channels: 1, height: nil, width: nil, multiple: 1)
    let other = try Network(description, weights: [])
    #expect(throws: ModelError.self) { try output(of: other, [0], height: 1, width: 1, kernels: .simd) }
}

@Test(arguments: [
    LayerDescription(op: .conv, name: "x", inputs: ["input"], channels: 1, kernel: [1, 1], weights: 1, bias: 0),
    LayerDescription(op: .conv, name: "x", inputs: ["input"], channels: 1, kernel: [1, 1], weights: -1, bias: 0),
    LayerDescription(op: .conv, name: "x", inputs: ["input"], channels: 1, kernel: [0, 1], weights: 0, bias: 0),
    LayerDescription(
        op: .conv, name: "x", inputs: ["input"], channels: 1, kernel: [1, 1], groups: 2, weights: 0, bias: 0),
    LayerDescription(op: .conv, name: "x", inputs: ["nowhere"], channels: 1, kernel: [1, 1], weights: 0, bias: 0),
    LayerDescription(op: .conv, name: "x", inputs: ["x"], channels: 1, kernel: [1, 1], weights: 0, bias: 0),
    LayerDescription(op: .add, name: "x", inputs: ["input"]),
    LayerDescription(op: .maxPool, name: "x", inputs: ["input"]),
    LayerDescription(op: .maxPool, name: "input", inputs: ["input"], kernel: [1, 1]),
])
func `a graph that doesn't hold together is refused`(layer: LayerDescription) {
    #expect(throws: ModelError.self) { try Network(describe([layer], inputs: 1, outputs: ["x"]), weights: [1]) }
}
