import ArgumentParser
import Domain
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

    @Option(help: "Also score each kind of picture apart, as this column of the labels tells them.")
    var by: String?

    @Option(help: ArgumentHelp("Only the pictures that this table lists in its column file.", valueName: "list.csv"))
    var only: String?

    @OptionGroup var model: ModelOption

    @Argument(help: ArgumentHelp(valueName: "labels.csv"))
    var labels: String

    func run() throws {
        let folder = URL(fileURLWithPath: labels).deletingLastPathComponent().standardizedFileURL
        var table = try parsed(labels) { try Labels(parsing: $0, kindColumn: by) }
        if let only { table = try parsed(only) { try table.only(listedIn: $0, folder: folder.lastPathComponent) } }
        let reader = try model.reader(anyRegion: anyRegion)
        var evaluation = Evaluation()
        var kinds: [String: Evaluation] = [:]
        for picture in table.pictures {
            let path = folder.appendingPathComponent(picture.file).path
            var reading: PictureReading?
            do {
                reading = try reader.read(encoded: try pictureBytes(path, limits: reader.options.limits))
            } catch let error as ImageError {
                printError("\(picture.file): \(error)")
            }
            evaluation.add(picture, reading)
            if by != nil { kinds[picture.kind, default: Evaluation()].add(picture, reading) }
        }
        var scores = evaluation.scores
        if by != nil { scores.kinds = kinds.mapValues(\.scores) }
        if json { try printJSON(scores) } else { print(scores.table) }
        if misses { for file in evaluation.missedFiles { printError("not read exactly: \(file)") } }
        if scores.unreadable > 0 { throw ExitCode.failure }
    }

    /// What a table says, or the end of the command with the reason.
    private func parsed(_ path: String, _ parse: (String) throws -> Labels) throws -> Labels {
        do {
            return try parse(String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self))
        } catch let failure as CSVTable.Failure {
            printError("\(path), \(failure)")
        } catch {
            printError("\(path): there is no such file, or it can't be read")
        }
        throw ExitCode.failure
    }
}
