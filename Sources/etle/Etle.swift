import ArgumentParser

@main
struct Etle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "etle", abstract: "Electronic traffic law enforcement: from a camera's pictures to the letter.",
        subcommands: [ConfigCommand.self])
}
