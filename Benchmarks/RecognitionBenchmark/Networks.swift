import CModel
import Inference

/// Arithmetic speed of the networks on one core.
func benchmarkNetworks() throws {
    let model = try Model(bytes: UnsafeRawBufferPointer(start: etle_model_bytes(), count: etle_model_size()))
    for description in model.networks.values.map(\.description).sorted(by: { $0.name < $1.name }) {
        let (name, network) = (description.name, try model.network(description.name))
        for (width, height) in description.sizes(
            ofPictures: [(160, 96), (224, 128), (512, 288), (512, 512), (1024, 576)])
        {
            for kernels in Kernels.available.dropFirst() {
                let workspace = Workspace(kernels: kernels)
                let seconds = try medianSeconds(repeats: 40) {
                    try workspace.run(network, height: height, width: width) { base, stride in
                        for y in 0..<height { for x in 0..<width { base[y * stride + x] = Float((x ^ y) & 15) / 16 } }
                    } take: { _ in
                    }
                }
                let work = Double(network.multiplications(height: height, width: width))
                print(
                    "\(name) \(width)x\(height) \(kernels.rawValue): \(rounded(seconds * 1000)) ms, "
                        + "\(rounded(work / 1e6)) M multiplications, \(rounded(work / seconds / 1e9)) G/s")
            }
        }
    }
}

/// Time of each layer of the networks at the sizes that a 1080p picture asks for: what the layers up to it take less what
/// those before it take.
func benchmarkLayers() throws {
    let (description, weights) = try ModelFile.read(
        UnsafeRawBufferPointer(start: etle_model_bytes(), count: etle_model_size()))
    for network in description.networks {
        for (width, height) in network.sizes(ofPictures: [(416, 256), (224, 128), (128, 96)]) {
            print("\(network.name) \(width)x\(height)")
            var before = (seconds: 0.0, multiplications: 0)
            for end in network.layers.indices {
                var part = network
                part.layers = Array(network.layers[...end])
                part.outputs = [network.layers[end].name]
                let prepared = try Network(part, weights: weights)
                let workspace = Workspace()
                let seconds = try leastSeconds(repeats: 300) {
                    try workspace.run(prepared, height: height, width: width) { _, _ in
                    } take: { _ in
                    }
                }
                let multiplications = prepared.multiplications(height: height, width: width)
                let layer = network.layers[end]
                let work = Double(multiplications - before.multiplications)
                print(
                    "  \(layer.name) \(layer.op.rawValue) \(layer.kernel ?? []): "
                        + "\(rounded((seconds - before.seconds) * 1000)) ms, \(rounded(work / 1e6)) M, "
                        + "\(rounded(work / max(seconds - before.seconds, 1e-9) / 1e9)) G/s")
                before = (seconds, multiplications)
            }
        }
    }
}

extension NetworkDescription {
    /// The sizes that a reader is asked for; for a network without a height of its own, those given.
    fileprivate func sizes(ofPictures pictures: [(Int, Int)]) -> [(Int, Int)] {
        guard let height = input.height else { return pictures }
        let widths = ["crop_width", "expiry_width"].compactMap { numbers[$0]?.first.map { Int($0) } }
        return Set(widths + [input.width].compactMap(\.self)).sorted(by: >).map { ($0, height) }
    }
}
