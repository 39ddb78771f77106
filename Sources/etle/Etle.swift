import ArgumentParser
import Inference

@main
struct Etle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "etle", abstract: "Electronic traffic law enforcement: from a camera's pictures to the letter.",
        subcommands: [ReadCommand.self, EvaluateCommand.self])

    static func main() {
        if let complaint = Processor.complaint {
            printError(complaint)
            exit(withError: ExitCode.failure)
        }
        main(nil)
    }
}
