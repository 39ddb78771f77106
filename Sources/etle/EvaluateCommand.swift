import ArgumentParser
import Foundation
import ImageCodecs
import Recognition

/// Scores the reader on a labelled folder.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Scores the reader on a labelled folder.",
        discussion: "LABELS.csv has the columns file,plate and optionally x,y,w,h; files are relative to its folder.")

    @Flag(help: "Print the scores as one JSON object.")
    var json = false

    @Flag(name: .customLong("any-region"), help: "Read any letters and digits, not only Indonesian plates.")
    var anyRegion = false

    @Flag(help: "Also name the files with a plate that wasn't read exactly.")
    var misses = false

    @Argument(help: ArgumentHelp(valueName: "labels.csv"))
    var labels: String

    func run() throws {
        let url = URL(fileURLWithPath: labels)
        let table: Labels
        do {
            table = try Labels(parsing: String(decoding: try Data(contentsOf: url), as: UTF8.self))
        } catch let failure as CSVTable.Failure {
            printError("\(labels), \(failure)")
            throw ExitCode.failure
        } catch {
            printError("\(labels): there is no such file, or it can't be read")
            throw ExitCode.failure
        }
        let reader = try PlateReader(options: .init(anyRegion: anyRegion))
        var evaluation = Evaluation()
        for picture in table.pictures {
            let path = url.deletingLastPathComponent().appendingPathComponent(picture.file).path
            do {
                let bytes = try pictureBytes(path, limits: reader.options.limits)
                evaluation.add(picture, try reader.read(encoded: bytes))
            } catch let error as ImageError {
                printError("\(picture.file): \(error)")
                evaluation.add(picture, nil)
            }
        }
        if json { try printJSON(evaluation.scores) } else { print(evaluation.scores.table) }
        if misses { for file in evaluation.missedFiles { printError("not read exactly: \(file)") } }
        if evaluation.scores.unreadable > 0 { throw ExitCode.failure }
    }
}
