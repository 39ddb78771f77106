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

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .unsafeFlags(processor.flatMap { ["-Xcc", $0] }),
]
let cSettings: [CSetting] = [.unsafeFlags(processor)]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "etle",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .target(name: "Domain", swiftSettings: swiftSettings),
        .target(name: "Imaging", swiftSettings: swiftSettings),
        .target(name: "Matching", dependencies: ["Domain"], swiftSettings: swiftSettings),
        .target(name: "Registry", dependencies: ["Domain", crypto, grdb, sqlite], swiftSettings: swiftSettings),
        .target(name: "RegistrySynthesis", dependencies: ["Domain"], swiftSettings: swiftSettings),

        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: swiftSettings),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging"], swiftSettings: swiftSettings),
        .testTarget(name: "MatchingTests", dependencies: ["Domain", "Matching"], swiftSettings: swiftSettings),
        .testTarget(
            name: "RegistryTests", dependencies: ["Domain", "Registry", "RegistrySynthesis", grdb],
            swiftSettings: swiftSettings),
    ]
)

// Benchmarks are built on request only: ETLE_BENCHMARKS=1 swift build -c release --product registry-benchmark
if ProcessInfo.processInfo.environment["ETLE_BENCHMARKS"] == "1" {
    package.targets.append(
        .executableTarget(
            name: "registry-benchmark",
            dependencies: ["Domain", "Registry", "RegistrySynthesis", argumentParser],
            path: "Benchmarks/RegistryBenchmark", swiftSettings: swiftSettings))
}
