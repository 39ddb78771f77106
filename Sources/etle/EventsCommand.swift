import ArgumentParser
import Daemon
import Domain
import Journal

struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Shows events: history, reading, match, decision, files.",
        subcommands: [List.self, Show.self, Retry.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists events, oldest first.")

        @OptionGroup var config: ConfigOption

        @Option(help: "Only those with this outcome: issued, review or dismissed.")
        var outcome: Outcome?

        @Flag(help: "Write one JSON object a line.")
        var json = false

        func run() async throws {
            try await listEvents(config.engine(isReading: true), outcome: outcome, json: json)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows all that is known of an event. Prints personal data.")

        @OptionGroup var config: ConfigOption

        @Flag(help: "Write one JSON object.")
        var json = false

        @Argument(help: "The event's id, or CAMERA/ID.")
        var event: String

        func run() async throws {
            try await showEvent(config.engine(isReading: true), event, json: json)
        }
    }
}

extension Outcome: ExpressibleByArgument {}

func listEvents(_ engine: Engine, outcome: Outcome?, json: Bool) async throws {
    try await listEvents(engine, json: json) { journal, last in
        try await journal.events(after: last, outcome: outcome, limit: 500)
    }
}

/// Prints a line for each event of the batches that `next` gives: those after an event's number.
func listEvents(
    _ engine: Engine, json: Bool, next: (Journal, Int64) async throws -> [EventRecord]
) async throws {
    try await reportingErrors {
        var last: Int64 = 0
        while true {
            let events = try await next(engine.journal, last)
            guard let newest = events.last else { return }
            last = newest.id
            for event in events {
                let line = try await engine.line(event)
                if json {
                    try printJSON(line)
                } else {
                    print(
                        [
                            line.capturedAt, line.cameraID, line.eventID, line.outcome?.rawValue ?? line.stage,
                            line.plate ?? "-", (line.reasons + line.references).joined(separator: " "),
                        ].joined(separator: "  "))
                }
            }
        }
    }
}

func showEvent(_ engine: Engine, _ name: String, json: Bool) async throws {
    try await reportingErrors {
        let page = try await engine.page(engine.event(named: name))
        if json { try printJSON(page) } else { print(EventText(page)) }
    }
}
