import ArgumentParser
import Daemon
import Domain
import Journal
import Matching

extension EventsCommand {
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tries events again: those whose last try failed, and those that wait for an officer.",
            discussion: """
                An event that waits for an officer is decided again by the rules, with today's configuration and register and the \
                catalogue of its day: once what they go by was put right. That needs --officer and --reason, and is an entry of the \
                ledger. An event whose last try failed is only put to work at once.
                """)

        @OptionGroup var config: ConfigOption

        @Option(help: "Your number (NRP); for events that wait for an officer.")
        var officer: String?

        @Option(help: "What was put right, in your words; the ledger gets their hash.")
        var reason: String?

        @Option(
            name: .customLong("reason-code"),
            help: "All events that wait for an officer with this reason (violation-unknown, holidays-unknown, ...).")
        var code: ReasonCode?

        @Flag(help: "Write one JSON object a line: the events as they are now.")
        var json = false

        @Argument(help: "The events' ids, or CAMERA/ID.")
        var events: [String] = []

        func validate() throws {
            guard events.isEmpty == (code != nil) else {
                throw ValidationError("Name events, or give --reason-code.")
            }
            guard (officer == nil) == (reason == nil), code == nil || officer != nil else {
                throw ValidationError("Events that wait for an officer need --officer and --reason.")
            }
            if let officer { try ReviewCommand.OfficerOption.check(officer) }
            if let reason { try ReviewCommand.check(reason: reason) }
        }

        func run() async throws {
            try await reportingErrors {
                let engine = try config.engine()
                var failed = 0
                func attempt(_ name: String, _ work: () async throws -> Void) async throws {
                    do {
                        try await work()
                    } catch let error where !(error is CancellationError) {
                        printError("\(name): \(JournalError.withoutValues(error))")
                        failed += 1
                    }
                }
                for name in events {
                    try await attempt(name) { try await retry(engine.event(named: name), engine) }
                }
                if let code {
                    try await eachEvent(engine, waitingFor: code) { event in
                        try await attempt(event.subject) { try await retry(event, engine) }
                    }
                }
                if failed > 0 { throw ExitCode.failure }
            }
        }

        private func eachEvent(
            _ engine: Engine, waitingFor code: ReasonCode, _ body: (EventRecord) async throws -> Void
        ) async throws {
            var (last, count): (Int64, Int) = (0, 0)
            while true {
                let batch = try await engine.journal.events(after: last, outcome: .review, limit: 500)
                guard let newest = batch.last else { break }
                last = newest.id
                for event in batch where event.decision?.reasons.contains(code.rawValue) == true {
                    count += 1
                    try await body(event)
                }
            }
            if count == 0 { printError("no event waits for an officer because of \(code.rawValue)") }
        }

        private func retry(_ event: EventRecord, _ engine: Engine) async throws {
            if event.outcome == nil {
                guard try await engine.journal.retry(event) else { throw Journal.changedMeanwhile(event.subject) }
                try await tell(event, "put to work again", engine)
                return
            }
            guard event.outcome == .review, let officer, let reason else {
                throw DaemonError(
                    event.outcome == .review
                        ? "the event waits for an officer: give --officer and --reason"
                        : "the event is done (\(event.outcome?.rawValue ?? "")): there is nothing to try again")
            }
            let decision = try await engine.retry(event, officer: officer, reason: reason)
            try await tell(event, ReviewCommand.summary(decision), engine)
        }

        private func tell(_ event: EventRecord, _ text: String, _ engine: Engine) async throws {
            if json {
                try printJSON(await engine.line(engine.journal.event(event.id)))
            } else {
                print("\(event.subject): \(text)")
            }
        }
    }
}

extension ReasonCode: ExpressibleByArgument {}
