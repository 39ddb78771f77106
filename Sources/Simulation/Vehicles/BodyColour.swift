/// The basic colours in which cameras describe vehicles.
public enum BodyColour: String, Sendable, CaseIterable {
    case white, black, silver, grey, red, blue, yellow, green, brown

    /// As the register writes it.
    public var registerName: String {
        switch self {
        case .white: "PUTIH"
        case .black: "HITAM"
        case .silver: "SILVER"
        case .grey: "ABU-ABU"
        case .red: "MERAH"
        case .blue: "BIRU"
        case .yellow: "KUNING"
        case .green: "HIJAU"
        case .brown: "COKLAT"
        }
    }

    var paint: SIMD4<Float> {
        switch self {
        case .white: SIMD4(0.93, 0.93, 0.92, 1)
        case .black: SIMD4(0.05, 0.05, 0.06, 1)
        case .silver: SIMD4(0.66, 0.68, 0.70, 1)
        case .grey: SIMD4(0.33, 0.34, 0.36, 1)
        case .red: SIMD4(0.66, 0.07, 0.08, 1)
        case .blue: SIMD4(0.09, 0.19, 0.50, 1)
        case .yellow: SIMD4(0.90, 0.70, 0.10, 1)
        case .green: SIMD4(0.12, 0.36, 0.20, 1)
        case .brown: SIMD4(0.35, 0.23, 0.15, 1)
        }
    }
}
