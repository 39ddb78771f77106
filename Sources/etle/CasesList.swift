import ArgumentParser
import Daemon
import Domain
import Journal

extension CasesCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists cases, oldest first.",
            discussion: """
                Each line says when the letter that counts was issued, since when the case has waited (its last step), and when its \
                term ends or its hearing is. All options together narrow the list; --unacknowledged goes with none but --json.
                """)

        @OptionGroup var config: ConfigOption

        @Option(help: "Only those in this phase: noticed, review, confirmed, ticketed, court or closed.")
        var phase: LegalCase.Phase?

        @Option(
            name: .customLong("older-than"), help: "Only open ones whose last step was more than so many days ago.")
        var days: Int?

        @Option(
            name: .customLong("hearing-before"),
            help: "Only those that the court has yet to decide, with a hearing before this day; by day.")
        var hearing: LocalDate?

        @Flag(help: "Only those with a letter whose answers are held because of too many wrong codes.")
        var held = false

        @Flag(help: "Only blocks and liftings that a Samsat refused or left unanswered too long, with their age.")
        var unacknowledged = false

        @Flag(help: "Write one JSON object a line.")
        var json = false

        func validate() throws {
            guard days ?? 0 >= 0 else { throw ValidationError("--older-than is a number of days, 0 or more.") }
            guard !unacknowledged || phase == nil && days == nil && hearing == nil && !held else {
                throw ValidationError("--unacknowledged lists blocks, not cases: only --json goes with it.")
            }
        }

        func run() async throws {
            try await reportingErrors {
                let engine = try config.engine(isReading: true)
                if unacknowledged {
                    for change in try await engine.unacknowledgedBlocks() {
                        if json { try printJSON(change) } else { print(change) }
                    }
                    return
                }
                let held = held ? Set(try await engine.heldLetters()) : nil
                var hearings: [CaseLine] = []
                var last: Int64 = 0
                while true {
                    let records = try await engine.journal.cases(after: last, phase: phase, limit: 500)
                    guard let newest = records.last else { break }
                    last = newest.event
                    for record in records
                    where held.map({ !$0.isDisjoint(with: record.value.letters.map(\.reference)) }) ?? true {
                        let line = engine.line(record)
                        guard isWanted(line, today: engine.today(of: record)) else { continue }
                        if hearing == nil { try show(line, json: json) } else { hearings.append(line) }
                    }
                }
                for line in hearings.sorted(by: { ($0.hearingOn, $0.reference) < ($1.hearingOn, $1.reference) }) {
                    try show(line, json: json)
                }
            }
        }

        private func isWanted(_ line: CaseLine, today: LocalDate) -> Bool {
            if let days {
                guard line.phase != .closed, (line.since ?? line.issuedOn).adding(days: days) < today else {
                    return false
                }
            }
            guard let hearing else { return true }
            return line.hearingOn.map { $0 < hearing } ?? false
        }
    }
}

/// What isn't known comes first.
private func < (one: (LocalDate?, String), other: (LocalDate?, String)) -> Bool {
    (one.0?.dayNumber ?? 0, one.1) < (other.0?.dayNumber ?? 0, other.1)
}
