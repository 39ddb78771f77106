import CModel
import Inference

/// Arithmetic speed of the networks on one core.
func benchmarkNetworks() throws {
    let model = try Model(bytes: UnsafeRawBufferPointer(start: etle_model_bytes(), count: etle_model_size()))
    for (name, sizes) in [("locator", [(160, 96), (224, 128), (512, 288), (512, 512), (1024, 576)]), ("reader", [])] {
        let network = try model.network(name)
        let input = network.description.input
        let fixed = input.width.flatMap { width in input.height.map { [(width, $0)] } }
        for (width, height) in fixed ?? sizes {
            for kernels in [Kernels.simd] {
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
