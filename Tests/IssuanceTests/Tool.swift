import Foundation
import Testing

/// A program of another package that looks at what we wrote.
enum Tool {
    /// Whether all of `names` are installed; tests that need them say so when they are skipped.
    static func has(_ names: String...) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return names.allSatisfy { name in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
        }
    }

    /// Standard output of a program, run in `folder`.
    static func run(_ name: String, _ arguments: [String], in folder: URL) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(name) ended with \(process.terminationStatus)")
        return String(decoding: data, as: UTF8.self)
    }

    /// Calls `body` with a new folder that holds `document.pdf`.
    static func withFile<Result>(_ pdf: [UInt8], _ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "etle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(pdf).write(to: folder.appending(path: "document.pdf"))
        return try body(folder)
    }

    /// The text of a PDF, each run of white space one blank.
    static func text(of pdf: [UInt8], page: Int? = nil) throws -> String {
        let pages = page.map { ["-f", "\($0)", "-l", "\($0)"] } ?? []
        return try withFile(pdf) { folder in
            try run("pdftotext", pages + ["-layout", "document.pdf", "-"], in: folder)
        }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
