/// Smooth random values over the plane, one lattice point per unit.
struct ValueNoise: Sendable {
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    /// 0...1; the coordinates may be any that fit an `Int32`.
    func value(_ x: Double, _ y: Double) -> Double {
        let (fx, fy) = (x.rounded(.down), y.rounded(.down))
        let (ix, iy) = (Int(fx), Int(fy))
        var (u, v) = (x - fx, y - fy)
        u *= u * (3 - 2 * u)
        v *= v * (3 - 2 * v)
        let top = lattice(ix, iy) * (1 - u) + lattice(ix + 1, iy) * u
        let bottom = lattice(ix, iy + 1) * (1 - u) + lattice(ix + 1, iy + 1) * u
        return top * (1 - v) + bottom * v
    }

    private func lattice(_ x: Int, _ y: Int) -> Double {
        var z = seed &+ UInt64(bitPattern: Int64(x)) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 29)) &+ UInt64(bitPattern: Int64(y)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 30)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return Double(z >> 40) / Double(1 << 24)
    }
}
