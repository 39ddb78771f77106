import ArgumentParser
import Foundation
import Inference
import Recognition

/// Lets a command read with another model than the one that is built in, for example one fresh from training.
struct ModelOption: ParsableArguments {
    @Option(
        name: .customLong("model"),
        help: ArgumentHelp("Use this model file instead of the one built in.", valueName: "file"))
    var path: String?

    /// Exits with 1 and a message if the file can't be used.
    func reader(anyRegion: Bool) throws -> PlateReader {
        let options = PlateReader.Options(anyRegion: anyRegion)
        guard let path else { return try PlateReader(options: options) }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            printError("\(path): there is no such file, or it can't be read")
            throw ExitCode.failure
        }
        do {
            return try PlateReader(modelFile: Array(bytes), options: options)
        } catch let error as ModelError {
            printError("\(path): \(error)")
            throw ExitCode.failure
        }
    }
}
