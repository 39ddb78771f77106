// swift-tools-version:6.2
import Foundation
import PackageDescription

/// Code is built for x86-64-v3 (AVX2, FMA; any server since 2013) unless `ETLE_BASELINE=1` is set: Swift's SIMD types then
/// compile to 256-bit instructions, which the inference kernels live from. The program checks the processor when it starts.
let baseline = ProcessInfo.processInfo.environment["ETLE_BASELINE"] == "1"
#if arch(x86_64)
    let processor: [String] = baseline ? [] : ["-march=x86-64-v3"]
#else
    let processor: [String] = []
#endif

let swiftSettings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .unsafeFlags(processor.flatMap { ["-Xcc", $0] }),
    ] + (baseline ? [] : [.define("ETLE_FMA")])
let cSettings: [CSetting] = [.unsafeFlags(processor)]

let package = Package(
    name: "etle",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
    ],
    targets: [
        .target(name: "Domain", swiftSettings: swiftSettings),
        .target(name: "Imaging", swiftSettings: swiftSettings),
        .target(name: "CJPEGShim", cSettings: cSettings, linkerSettings: [.linkedLibrary("jpeg")]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .target(
            name: "ImageCodecs", dependencies: ["Imaging", "CJPEGShim", "CPNG"], swiftSettings: swiftSettings),
        .target(name: "CProcessor"),
        .target(name: "Inference", dependencies: ["CProcessor"], swiftSettings: swiftSettings),
        .target(name: "CModel", exclude: ["etle.model"], cSettings: cSettings),
        .target(
            name: "Recognition", dependencies: ["Domain", "Imaging", "ImageCodecs", "Inference", "CModel"],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "etle",
            dependencies: [
                "ImageCodecs", "Inference", "Recognition",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swiftSettings),

        .executableTarget(
            name: "etle-benchmark", dependencies: ["CModel", "ImageCodecs", "Imaging", "Inference", "Recognition"],
            path: "Benchmarks", swiftSettings: swiftSettings),

        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: swiftSettings),
        .testTarget(name: "InferenceTests", dependencies: ["Inference"], swiftSettings: swiftSettings),
        .testTarget(name: "ImageCodecsTests", dependencies: ["ImageCodecs"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RecognitionTests", dependencies: ["Recognition", "ImageCodecs", "Imaging", "Inference", "Domain"],
            swiftSettings: swiftSettings),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging"], swiftSettings: swiftSettings),
    ]
)
