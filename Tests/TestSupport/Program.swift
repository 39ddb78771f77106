import Foundation

/// A program that the package builds, run as a person or systemd would run it.
public struct Program: Sendable {
    public struct Result: Sendable {
        public let status: Int32
        public let output: String
        public let errors: String
    }

    private let path: String

    /// - Throws: if it was not built beside the tests.
    public init(_ name: String) throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let candidates = [tests, CommandLine.arguments[0]].map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent(name).path
        }
        guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
        }
        path = found
    }

    /// Starts it; its messages go to a file, or nowhere.
    public func start(_ arguments: [String], messages: String? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if let messages {
            try Data().write(to: URL(fileURLWithPath: messages))
            process.standardError = FileHandle(forWritingAtPath: messages)
        }
        try process.run()
        return process
    }

    /// Runs it to its end.
    public func run(_ arguments: [String]) throws -> Result {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        // Files, not pipes: a pipe that nobody reads would stop a talkative program.
        let files = ["output", "errors"].map { folder.path.appending($0).display }
        for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
        process.standardOutput = FileHandle(forWritingAtPath: files[0])
        process.standardError = FileHandle(forWritingAtPath: files[1])
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
        return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }
}

/// The real plates, or nil where they are not.
public func realPlates(_ set: String) -> URL? {
    let folder = URL(fileURLWithPath: repository).deletingLastPathComponent().appendingPathComponent(
        "shared/data/\(set)")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}
