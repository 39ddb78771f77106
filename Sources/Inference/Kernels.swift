import Foundation

/// Which inner loops a network runs on. All give the same answer within rounding, `simd` and `wide` to the bit; the scalar ones
/// are the specification.
public enum Kernels: String, Hashable, Sendable {
    /// Plain loops, one number at a time, multiply and add rounded apart.
    case scalar
    /// Eight numbers at a time, multiply and add fused where the build's processor has that.
    case simd
    /// Sixteen numbers at a time in the ordinary convolutions, else as `simd`: for processors with AVX-512.
    case wide

    /// Those that run on this machine, the fastest last.
    public static let available: [Kernels] = [.scalar, .simd] + (Processor.hasAVX512 ? [.wide] : [])

    /// The fastest, unless the environment names another that runs here: `ETLE_KERNELS=scalar`.
    public static let standard: Kernels =
        ProcessInfo.processInfo.environment["ETLE_KERNELS"].flatMap(Kernels.init(rawValue:))
        .flatMap { available.contains($0) ? $0 : nil } ?? available.last ?? .scalar
}
