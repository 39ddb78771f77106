import Foundation

/// Which inner loops a network runs on. Both give the same answer within rounding; the scalar ones are the specification.
public enum Kernels: String, Hashable, Sendable, CaseIterable {
    /// Plain loops, one number at a time, multiply and add rounded apart.
    case scalar
    /// Eight numbers at a time, multiply and add fused where the build's processor has that.
    case simd

    /// `simd`, unless the environment has `ETLE_KERNELS=scalar`.
    public static let standard: Kernels =
        ProcessInfo.processInfo.environment["ETLE_KERNELS"].flatMap(Kernels.init(rawValue:)) ?? .simd
}
