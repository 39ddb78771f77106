import ArgumentParser
import Foundation
import ImageCodecs
import Recognition

/// Reads plates; needs no configuration and no state.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Reads the number plates in pictures.",
        discussion: "Prints a line for each file. Exit code 1 if any file could not be read.")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @Flag(name: .customLong("any-region"), help: "Read any letters and digits, not only Indonesian plates.")
    var anyRegion = false

    @Option(help: ArgumentHelp("Write what each step saw into this folder, as PNGs.", valueName: "folder"))
    var explain: String?

    @Argument(help: "JPEG or PNG files.")
    var files: [String]

    private struct FileReading: Encodable {
        var file: String
        var reading: PictureReading

        private enum CodingKeys: String, CodingKey { case file }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(file, forKey: .file)
            try reading.encode(to: encoder)
        }
    }

    private struct FileFailure: Encodable {
        struct Cause: Encodable {
            var code: String
            var message: String
        }
        var file: String
        var error: Cause
    }

    func run() throws {
        let reader = try PlateReader(options: .init(anyRegion: anyRegion))
        var hasFailed = false
        for file in files {
            do {
                let bytes = try pictureBytes(file, limits: reader.options.limits)
                let reading =
                    try explain.map { try explained(bytes, of: file, by: reader, into: $0) }
                    ?? reader.read(encoded: bytes)
                try show(reading, of: file)
            } catch let error as ImageError {
                hasFailed = true
                if json {
                    try printJSON(FileFailure(file: file, error: .init(code: error.code, message: error.message)))
                } else {
                    printError("\(file): \(error)")
                }
            }
        }
        if hasFailed { throw ExitCode.failure }
    }

    /// Reads, and writes what each step saw as `<folder>/<file's name>-<step>.png`.
    private func explained(_ bytes: [UInt8], of file: String, by reader: PlateReader, into folder: String) throws
        -> PictureReading
    {
        let (reading, pictures) = try reader.explain(encoded: bytes)
        let target = URL(fileURLWithPath: folder, isDirectory: true)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        for picture in pictures {
            try Data(try encodePNG(picture.image)).write(
                to: target.appendingPathComponent("\(name)-\(picture.name).png"))
        }
        return reading
    }

    private func show(_ reading: PictureReading, of file: String) throws {
        if json {
            try printJSON(FileReading(file: file, reading: reading))
            return
        }
        if reading.plates.isEmpty { print("\(file): no plate") }
        for plate in reading.plates {
            let percent = (plate.confidence * 10000).rounded() / 100
            print("\(file): \(plate.text) \(percent) % \(plate.colour.rawValue)\(plate.expiry.map { " \($0)" } ?? "")")
        }
    }
}
