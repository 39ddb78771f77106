import Inference
import TestSupport
import Testing

/// Scalar and fast sums differ by rounding only: inputs and weights are in -1...1, sums have up to a few thousand terms.
private let tolerance: Float = 2e-4

@Test func `the scalar convolution gives the exact sums of a small case`() throws {
    let layer = LayerDescription(
        op: .conv, name: "c", inputs: ["input"], channels: 1, kernel: [2, 2], padding: [1, 0], weights: 0, bias: 4)
    let network = try Network(describe([layer], inputs: 1, outputs: ["c"]), weights: [1, 2, 3, 4, 10])
    // 1 2 3
    // 4 5 6, one row of zeros above and below
    let expected: [Float] = [
        10 + 3 + 8, 10 + 6 + 12, 10 + 1 + 4 + 12 + 20, 10 + 2 + 6 + 15 + 24, 10 + 4 + 10, 10 + 5 + 12,
    ]
    for kernels in Kernels.available {
        #expect(try output(of: network, [1, 2, 3, 4, 5, 6], height: 2, width: 3, kernels: kernels) == expected)
    }
}

@Test func `stride, dilation and relu pick the right pixels`() throws {
    let layer = LayerDescription(
        op: .conv, name: "c", inputs: ["input"], channels: 1, kernel: [1, 2], stride: [1, 2], padding: [0, 0],
        dilation: [1, 3], relu: true, weights: 0, bias: 2)
    let network = try Network(describe([layer], inputs: 1, outputs: ["c"]), weights: [1, -1, 0])
    for kernels in Kernels.available {
        #expect(try output(of: network, [9, 1, 5, 2, 4, 7, 8], height: 1, width: 7, kernels: kernels) == [7, 0])
    }
}

@Test(arguments: 1...33)
func `fast convolutions equal the scalar ones at every size and number of channels`(size: Int) throws {
    var generator = SeededGenerator(seed: UInt64(size))
    let shapes: [(kernel: [Int], stride: [Int], padding: [Int], dilation: [Int])] = [
        ([3, 3], [1, 1], [1, 1], [1, 1]), ([3, 3], [2, 2], [1, 1], [1, 1]), ([3, 3], [1, 1], [2, 2], [2, 2]),
        ([1, 1], [1, 1], [0, 0], [1, 1]), ([5, 5], [2, 2], [2, 2], [1, 1]), ([1, 5], [1, 1], [0, 2], [1, 1]),
    ]
    for shape in shapes {
        for (inputs, outputs) in [(1, size), (size, 1), (size, 9), (3, size), (size, size)] {
            let (height, width) = (Int.random(in: 1...5, using: &generator), size)
            let network = try convolutionNetwork(
                inputs: inputs, outputs: outputs, kernel: shape.kernel, stride: shape.stride, padding: shape.padding,
                dilation: shape.dilation, relu: Bool.random(using: &generator), using: &generator)
            try expectEqual(network, height: height, width: width, using: &generator)
        }
    }
}

@Test(arguments: 11...33)
func `Winograd's algorithm equals the scalar sums, and stays away where tiles don't fit`(width: Int) throws {
    var generator = SeededGenerator(seed: 200 + UInt64(width))
    for (inputs, outputs) in [(16, 16), (24, 48), (40, 32), (24, 40), (12, 16)] {
        for (height, padding) in [(4, [1, 1]), (6, [0, 0]), (5, [1, 1]), (8, [0, 1]), (2, [1, 1])] {
            let network = try convolutionNetwork(
                inputs: inputs, outputs: outputs, kernel: [3, 3], padding: padding,
                relu: Bool.random(using: &generator), using: &generator)
            guard height + 2 * padding[0] >= 3 else { continue }
            try expectEqual(network, height: height, width: width, using: &generator)
        }
    }
}

@Test(arguments: 1...33)
func `fast depthwise and grouped convolutions equal the scalar ones`(size: Int) throws {
    var generator = SeededGenerator(seed: 100 + UInt64(size))
    for (stride, dilation) in [([1, 1], [1, 1]), ([2, 2], [1, 1]), ([1, 2], [2, 1])] {
        // The second layer is the one under test: its input has the rounded-up pixels that all but the first see.
        for groups in [size, 1, size % 2 == 0 ? 2 : 1] {
            let count = size * size / groups * 9
            let layers = [
                LayerDescription(
                    op: .conv, name: "a", inputs: ["input"], channels: size, kernel: [1, 1], weights: 0, bias: size),
                LayerDescription(
                    op: .conv, name: "b", inputs: ["a"], channels: size, kernel: [3, 3], stride: stride,
                    padding: dilation, dilation: dilation, groups: groups, relu: true, weights: 2 * size,
                    bias: 2 * size + count),
            ]
            let network = try Network(
                describe(layers, inputs: 1, outputs: ["b"]), weights: generator.floats(3 * size + count))
            try expectEqual(network, height: 3, width: size, using: &generator)
        }
    }
}

private func expectEqual(_ network: Network, height: Int, width: Int, using generator: inout SeededGenerator) throws {
    let input = generator.floats(height * width * network.description.input.channels)
    let scalar = try output(of: network, input, height: height, width: width, kernels: .scalar)
    let fast = try output(of: network, input, height: height, width: width, kernels: .simd)
    let difference = largestDifference(scalar, fast)
    #expect(difference <= tolerance, "\(height) x \(width), \(network.description.layers)")
    guard Kernels.available.contains(.wide) else { return }
    let wide = try output(of: network, input, height: height, width: width, kernels: .wide)
    #expect(wide == fast, "wide loops, \(height) x \(width), \(network.description.layers)")
}
