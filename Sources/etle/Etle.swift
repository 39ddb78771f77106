import ArgumentParser
import ImageCodecs
import Inference

@main
struct Etle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "etle", abstract: "Electronic traffic law enforcement: from a camera's pictures to the letter.",
        version: "0.1.0",
        subcommands: [
            RunCommand.self, ReadCommand.self, EvaluateCommand.self, ConfigCommand.self, RegistryCommand.self,
            StatusCommand.self, EventsCommand.self, ReviewCommand.self, CasesCommand.self, VerifyCommand.self,
            KeysCommand.self,
            ReportCommand.self, RetentionCommand.self,
        ])

    static func main() async {
        if let complaint = Processor.complaint {
            printError(complaint)
            exit(withError: ExitCode.failure)
        }
        keepPictureMemory()
        await main(nil)
    }
}
