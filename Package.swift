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
/// For the one target whose loops are for processors with AVX-512 and run only there.
let wideSettings: [SwiftSetting] =
    [.swiftLanguageMode(.v6)]
    + (processor.isEmpty ? [] : [.unsafeFlags(["-Xcc", "-march=x86-64-v4"]), .define("ETLE_AVX512")])
let cSettings: [CSetting] = [.unsafeFlags(processor)]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "etle",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // The C boundary.
        .target(name: "CJPEGShim", cSettings: cSettings, linkerSettings: [.linkedLibrary("jpeg")]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libharfbuzz-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(name: "CProcessor"),
        .target(name: "CFileSystem"),
        .target(name: "CModel", exclude: ["etle.model"], cSettings: cSettings),

        // Values, pictures, recognition.
        .target(name: "Domain", swiftSettings: swiftSettings),
        .target(name: "Imaging", swiftSettings: swiftSettings),
        .target(name: "ImageCodecs", dependencies: ["Imaging", "CJPEGShim", "CPNG"], swiftSettings: swiftSettings),
        .target(name: "WideKernels", swiftSettings: wideSettings),
        .target(
            name: "Inference", dependencies: ["CProcessor", "WideKernels"],
            swiftSettings: swiftSettings + (processor.isEmpty ? [] : [.define("ETLE_AVX512")])),
        .target(
            name: "Recognition",
            dependencies: ["Domain", "Imaging", "ImageCodecs", "Inference", "CModel"],
            swiftSettings: swiftSettings),

        // Storage, stages, documents.
        .target(
            name: "Configuration", dependencies: ["Domain", yams],
            resources: [
                .embedInCode("Standard/violations.yaml"), .embedInCode("Standard/regions.csv"),
                .embedInCode("Standard/holidays.csv"),
                .embedInCode("Standard/texts.yaml"),
            ],
            swiftSettings: swiftSettings),
        .target(name: "Storage", dependencies: ["Domain", "CFileSystem", crypto], swiftSettings: swiftSettings),
        .target(name: "Journal", dependencies: ["Domain", "Storage", crypto, grdb], swiftSettings: swiftSettings),
        .target(
            name: "Ingest",
            dependencies: ["Domain", "Storage", "Journal", "ImageCodecs", logging],
            swiftSettings: swiftSettings),
        .target(name: "Registry", dependencies: ["Domain", crypto, grdb, sqlite], swiftSettings: swiftSettings),
        .target(name: "Matching", dependencies: ["Domain"], swiftSettings: swiftSettings),
        .target(
            name: "Typesetting", dependencies: ["CFileSystem", "CPangoCairo", "CQREncode", crypto],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Issuance",
            dependencies: ["Domain", "Imaging", "ImageCodecs", "Typesetting"],
            swiftSettings: swiftSettings),
        .target(
            name: "Daemon",
            dependencies: [
                "Configuration", "Ingest", "Issuance", "Journal", "Matching", "Recognition", "Registry", "Storage",
                lifecycle, logging, signals,
            ],
            swiftSettings: swiftSettings),

        // The programs.
        .executableTarget(
            name: "etle",
            dependencies: [
                "Configuration", "Daemon", "Domain", "ImageCodecs", "Inference", "Ingest", "Issuance", "Journal",
                "Matching", "Recognition", "Registry", "Storage", argumentParser, lifecycle, logging,
            ],
            swiftSettings: swiftSettings),

        // What tests, demonstrations and benchmarks make their data with.
        .target(
            name: "Simulation",
            dependencies: ["Domain", "ImageCodecs", "Imaging", crypto],
            swiftSettings: swiftSettings),
        .target(
            name: "Fuzzing", dependencies: ["Domain", "ImageCodecs", "Imaging", "Ingest", "Simulation"],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "etle-fuzz", dependencies: ["Fuzzing", argumentParser], swiftSettings: swiftSettings),
        .executableTarget(
            name: "etle-simulate",
            dependencies: ["Simulation", argumentParser],
            swiftSettings: swiftSettings),
        .target(name: "RegistrySynthesis", dependencies: ["Domain"], swiftSettings: swiftSettings),
        .target(
            name: "OwnerProof", dependencies: ["Domain", "Matching", "Registry", "RegistrySynthesis"],
            resources: [.embedInCode("Measured/reader.csv")], swiftSettings: swiftSettings),
        .target(
            name: "TestSupport", dependencies: ["Domain", "Imaging", "ImageCodecs", "Storage"],
            path: "Tests/TestSupport",
            swiftSettings: swiftSettings),

        .target(name: "FaultVFS", path: "Tests/FaultVFS", linkerSettings: [.linkedLibrary("sqlite3")]),

        // Tests.
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Configuration", "Domain", "TestSupport", yams],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "Configuration", "Daemon", "Domain", "Ingest", "Issuance", "Journal", "Simulation", "Storage",
                "TestSupport",
                "etle", grdb, logging,
            ],
            swiftSettings: swiftSettings),
        .testTarget(name: "DomainTests", dependencies: ["Domain", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(
            name: "ImageCodecsTests",
            dependencies: ["ImageCodecs", "Imaging", "TestSupport"],
            swiftSettings: swiftSettings),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(name: "InferenceTests", dependencies: ["Inference", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(
            name: "IngestTests",
            dependencies: [
                "Domain", "FaultVFS", "Fuzzing", "ImageCodecs", "Imaging", "Ingest", "Journal", "Simulation", "Storage",
                "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "IssuanceTests",
            dependencies: ["Issuance", "Domain", "ImageCodecs", "Imaging"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Domain", "Journal", "Storage", "TestSupport", grdb],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "MatchingTests",
            dependencies: ["Domain", "Matching", "TestSupport"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "RecognitionTests",
            dependencies: [
                "Recognition", "ImageCodecs", "Imaging", "Inference", "Domain", "Simulation", "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "RegistryTests",
            dependencies: ["Domain", "Matching", "OwnerProof", "Registry", "RegistrySynthesis"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Domain", "ImageCodecs", "Imaging", "Simulation"],
            swiftSettings: swiftSettings),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(name: "TypesettingTests", dependencies: ["Typesetting"], swiftSettings: swiftSettings),
    ]
)

// Benchmarks are built on request only: ETLE_BENCHMARKS=1 swift build -c release --product registry-benchmark
if ProcessInfo.processInfo.environment["ETLE_BENCHMARKS"] == "1" {
    package.targets += [
        .executableTarget(
            name: "recognition-benchmark",
            dependencies: ["CModel", "ImageCodecs", "Imaging", "Inference", "Recognition"],
            path: "Benchmarks/RecognitionBenchmark", swiftSettings: swiftSettings),
        .executableTarget(
            name: "ledger-benchmark",
            dependencies: [
                "Configuration", "Daemon", "Domain", "Ingest", "Journal", "Registry", "RegistrySynthesis", "Storage",
                argumentParser, logging,
            ],
            path: "Benchmarks/LedgerBenchmark", swiftSettings: swiftSettings),
        .executableTarget(
            name: "ingest-benchmark",
            dependencies: [
                "Domain", "ImageCodecs", "Imaging", "Ingest", "Journal", "Storage", argumentParser, logging,
            ],
            path: "Benchmarks/IngestBenchmark", swiftSettings: swiftSettings),
        .executableTarget(
            name: "registry-benchmark", dependencies: ["Domain", "Registry", "RegistrySynthesis", argumentParser],
            path: "Benchmarks/RegistryBenchmark", swiftSettings: swiftSettings),
        .executableTarget(
            name: "matching-proof", dependencies: ["OwnerProof", argumentParser],
            path: "Benchmarks/MatchingProof", exclude: ["measure-reader"], swiftSettings: swiftSettings),
    ]
}
