import ArgumentParser
import Daemon
import Domain
import Journal

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "The officers' queue: events that a person must decide.",
        subcommands: [List.self, Show.self, Issue.self, Correct.self, Dismiss.self, Acknowledge.self])

    struct OfficerOption: ParsableArguments {
        @Option(help: "Your number (NRP).")
        var officer: String

        func validate() throws { try OfficerOption.check(officer) }

        static func check(_ officer: String) throws {
            guard (4...20).contains(officer.count), officer.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw ValidationError("--officer is a number (NRP) of 4 to 20 digits.")
            }
        }
    }

    static func check(reason: String) throws {
        guard reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= 2000 else {
            throw ValidationError("--reason says in a few words why.")
        }
    }

    /// What follows from a decision, in a line.
    static func summary(_ decision: Decision) -> String {
        switch decision.outcome {
        case .issued: "A letter will be issued."
        case .dismissed: "Dismissed: \(decision.reasons.joined(separator: ", "))."
        case .review: "The event still waits for an officer: \(decision.reasons.joined(separator: ", "))."
        }
    }

    struct ActOptions: ParsableArguments {
        @OptionGroup var config: ConfigOption
        @OptionGroup var officer: OfficerOption

        @Option(help: "Why; stays with the event.")
        var reason: String

        @Flag(help: "Write the decision as JSON.")
        var json = false

        @Argument(help: "The event's id, or CAMERA/ID.")
        var event: String

        func validate() throws { try ReviewCommand.check(reason: reason) }

        func act(_ body: (Engine, EventRecord) async throws -> Decision) async throws {
            try await reportingErrors {
                let engine = try config.engine()
                let event = try await engine.event(named: event)
                guard event.outcome == .review else {
                    throw DaemonError(
                        "the event does not wait for an officer: it is \(event.outcome?.rawValue ?? "in work")")
                }
                let decision = try await body(engine, event)
                if json { try printJSON(decision) } else { print(ReviewCommand.summary(decision)) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what waits, oldest first; then letters whose plate was seen elsewhere since.")

        @OptionGroup var config: ConfigOption
        @OptionGroup var officer: OfficerOption

        @Flag(help: "Write one JSON object a line.")
        var json = false

        func run() async throws {
            let engine = try config.engine(isReading: true)
            try await listEvents(engine, outcome: .review, json: json)
            try await listEvents(engine, json: json) { try await $0.flaggedEvents(after: $1, limit: 500) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows all that is known of an event.")

        @OptionGroup var config: ConfigOption
        @OptionGroup var officer: OfficerOption

        @Flag(help: "Write one JSON object.")
        var json = false

        @Argument(help: "The event's id, or CAMERA/ID.")
        var event: String

        func run() async throws { try await showEvent(config.engine(isReading: true), event, json: json) }
    }

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issues the letter: you have looked and found picture and register to agree.")

        @OptionGroup var options: ActOptions

        func run() async throws {
            try await options.act { engine, event in
                try await engine.issue(event, officer: options.officer.officer, reason: options.reason)
            }
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives the plate as you read it, and decides again.")

        @OptionGroup var options: ActOptions

        @Option(help: "The plate, in any spelling.")
        var plate: String

        func run() async throws {
            try await options.act { engine, event in
                try await engine.correct(
                    event, plate: plate, officer: options.officer.officer, reason: options.reason)
            }
        }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Notes that you have seen that a letter's plate was seen elsewhere (suspected-clone).")

        @OptionGroup var options: ActOptions

        func run() async throws {
            try await reportingErrors {
                let engine = try options.config.engine()
                let event = try await engine.event(named: options.event)
                try await engine.acknowledge(event, officer: options.officer.officer, reason: options.reason)
            }
        }
    }

    struct Dismiss: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ends the event without a letter.")

        @OptionGroup var options: ActOptions

        func run() async throws {
            try await options.act { engine, event in
                try await engine.dismiss(event, officer: options.officer.officer, reason: options.reason)
            }
        }
    }
}
