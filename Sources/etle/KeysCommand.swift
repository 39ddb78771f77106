import ArgumentParser
import Daemon

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys that the ledger is signed with.",
        subcommands: [Make.self, Show.self, Rotate.self])

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the first signing key; the first start does the same.")

        @OptionGroup var config: ConfigOption

        func run() async throws {
            try await reportingErrors {
                let configuration = try config.load()
                try StateGuard.checkOwner(configuration.paths)
                print(try KeyCare(configuration).make())
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the public keys, and checks the private one's file and mode.")

        @OptionGroup var config: ConfigOption

        @Flag(help: "Write one JSON object a line.")
        var json = false

        func run() async throws {
            try await reportingErrors {
                for line in try KeyCare(config.load()).show() {
                    if json {
                        try printJSON(line)
                    } else {
                        print("\(line.id)  \(line.signs ? "signs" : "old  ")  \(line.path)")
                    }
                }
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a fresh key in the place of the signing one. Old letters can still be checked.")

        @OptionGroup var config: ConfigOption

        func run() async throws {
            try await reportingErrors { print(try await config.engine().rotateKey()) }
        }
    }
}
