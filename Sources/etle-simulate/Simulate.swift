import ArgumentParser

/// `etle-simulate`: plays cameras. Everything it makes is invented.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "etle-simulate",
        abstract:
            "Renders pictures of vehicles with Indonesian plates, and the uploads and registers that go with them.",
        discussion: "The same seed and options give the same bytes.",
        subcommands: [Scenes.self, Events.self, Demo.self])
}
