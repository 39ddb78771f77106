import Inference

/// A network of one convolution with random weights.
func convolutionNetwork(
    inputs: Int, outputs: Int, kernel: [Int], stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    dilation: [Int] = [1, 1],
    groups: Int = 1, relu: Bool = false, using generator: inout SeededGenerator
) throws -> Network {
    let count = outputs * inputs / groups * kernel[0] * kernel[1]
    let layer = LayerDescription(
        op: .conv, name: "c", inputs: ["input"], channels: outputs, kernel: kernel, stride: stride, padding: padding,
        dilation: dilation, groups: groups, relu: relu, weights: 0, bias: count)
    return try Network(
        describe([layer], inputs: inputs, outputs: ["c"]), weights: generator.floats(count + outputs))
}

func describe(_ layers: [LayerDescription], inputs: Int, outputs: [String]) -> NetworkDescription {
    NetworkDescription(
        name: "test", input: .init(channels: inputs, height: nil, width: nil, multiple: 1), layers: layers,
        outputs: outputs)
}

/// A small network with every kind of layer; takes one channel.
func mixedNetwork(using generator: inout SeededGenerator) -> (NetworkDescription, [Float]) {
    var weights: [Float] = []
    func conv(
        _ name: String, _ from: String, _ inputs: Int, _ outputs: Int, _ k: Int, stride: Int = 1, groups: Int = 1,
        relu: Bool = true
    ) -> LayerDescription {
        let start = weights.count
        weights += generator.floats(outputs * inputs / groups * k * k + outputs)
        return LayerDescription(
            op: .conv, name: name, inputs: [from], channels: outputs, kernel: [k, k], stride: [stride, stride],
            padding: [k / 2, k / 2], groups: groups, relu: relu, weights: start, bias: weights.count - outputs)
    }
    let layers = [
        conv("a", "input", 1, 12, 3, stride: 2),
        conv("b", "a", 12, 12, 3, groups: 12),
        LayerDescription(op: .maxPool, name: "p", inputs: ["b"], kernel: [2, 2]),
        conv("c", "p", 12, 12, 3),
        LayerDescription(op: .upsample, name: "u", inputs: ["c", "b"]),
        LayerDescription(op: .add, name: "s", inputs: ["u", "b"], relu: true),
        LayerDescription(op: .concat, name: "k", inputs: ["s", "a"]),
        LayerDescription(op: .averagePool, name: "v", inputs: ["k"], kernel: [2, 2]),
        conv("h", "v", 24, 9, 1, relu: false),
    ]
    return (describe(layers, inputs: 1, outputs: ["h"]), weights)
}

/// Runs over a picture given channels last; the first output, channels last, without padding.
func output(
    of network: Network, _ input: [Float], height: Int, width: Int, kernels: Kernels, in workspace: Workspace? = nil
) throws -> [Float] {
    let channels = network.description.input.channels
    return try (workspace ?? Workspace(kernels: kernels)).run(network, height: height, width: width) { base, stride in
        for y in 0..<height {
            for k in 0..<width * channels { base[y * stride + k] = input[y * width * channels + k] }
        }
    } take: { views in
        let view = views[0]
        var values: [Float] = []
        for y in 0..<view.height {
            for x in 0..<view.width { for c in 0..<view.channels { values.append(view[x, y, c]) } }
        }
        return values
    }
}

/// Largest difference, relative to what a sum of that size may be off by.
func largestDifference(_ one: [Float], _ other: [Float]) -> Float {
    zip(one, other).reduce(one.count == other.count ? 0 : .infinity) { max($0, abs($1.0 - $1.1)) }
}
