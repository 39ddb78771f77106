import ArgumentParser
import Daemon
import Domain
import Journal

struct CasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "The cases that letters opened: answers, tickets, payments, blocks.",
        subcommands: [
            List.self, Show.self, Answer.self, Withdraw.self, Object.self, Court.self, Judged.self, Resend.self,
            Resume.self,
            Release.self,
        ])

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a case: the accusation doesn't hold. Lifts its block.")

        @OptionGroup var options: CaseActOptions

        func run() async throws {
            try await options.act { engine, record, officer, reason in
                try await engine.act({ .withdrawn(on: $0) }, on: record, officer: officer, reason: reason)
            }
        }
    }

    struct Object: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Notes an objection on paper or at the office: no term runs until an officer has examined it.",
            discussion: """
                A block that began after the objection was made is lifted. Examined, the case goes on by withdraw, resend or resume.
                """)

        @OptionGroup var options: CaseActOptions

        @Option(name: .customLong("made-on"), help: "The day on which it was made. (default: today)")
        var madeOn: LocalDate?

        func run() async throws {
            try await options.act { engine, record, officer, reason in
                try await engine.act(
                    { .objected(madeOn ?? $0, on: $0) }, on: record, officer: officer, reason: reason)
            }
        }
    }

    struct Court: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Notes that the offender chose the court hearing: no term runs until it has decided.",
            discussion: "A block that began after the hearing was chosen is lifted.")

        @OptionGroup var options: CaseActOptions

        @Option(help: "The day of the hearing (2026-08-11).")
        var hearing: LocalDate

        @Option(name: .customLong("chosen-on"), help: "The day on which the offender chose it. (default: today)")
        var chosenOn: LocalDate?

        func run() async throws {
            try await options.act { engine, record, officer, reason in
                try await engine.act(
                    { .courtChosen(hearing: hearing, chosenOn: chosenOn, on: $0) }, on: record, officer: officer,
                    reason: reason)
            }
        }
    }

    struct Judged: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Notes what the court decided.")

        @OptionGroup var options: CaseActOptions

        @Option(help: "The fine in whole rupiah; 0 for an acquittal.")
        var fine: Int

        @Option(name: .customLong("pay-by"), help: "The last day to pay. (default: the payment term from today)")
        var payBy: LocalDate?

        func validate() throws {
            guard (0...1_000_000_000).contains(fine) else {
                throw ValidationError("--fine is whole rupiah, 0 to 1000000000.")
            }
        }

        func run() async throws {
            try await options.act { engine, record, officer, reason in
                let last = payBy ?? engine.payBy(record)
                return try await engine.act(
                    { .judged(fineRupiah: fine, payBy: last, on: $0) }, on: record, officer: officer, reason: reason)
            }
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Lets the accusation stand: another ticket with a new last day to pay replaces the one that is out.")

        @OptionGroup var options: CaseActOptions

        func run() async throws {
            try await options.act { engine, record, officer, reason in
                let last = engine.payBy(record)
                return try await engine.act(
                    { .resumed(payBy: last, on: $0) }, on: record, officer: officer, reason: reason)
            }
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets answers to a letter count again after too many wrong codes.")

        @OptionGroup var options: CaseActOptions

        func run() async throws {
            try await options.act { engine, record, officer, reason in
                try await engine.release(record, officer: officer, reason: reason)
            }
        }
    }
}

/// What every act of an officer on a case needs.
struct CaseActOptions: ParsableArguments {
    @OptionGroup var config: ConfigOption
    @OptionGroup var officer: ReviewCommand.OfficerOption

    @Option(help: "Why, in your words; kept with the case. The ledger gets their hash.")
    var reason: String

    @Flag(help: "Write the case as JSON.")
    var json = false

    @Argument(help: CaseNameHelp.text)
    var name: String

    func validate() throws { try ReviewCommand.check(reason: reason) }

    func act(_ body: (Engine, CaseRecord, _ officer: String, _ reason: String) async throws -> CaseLine) async throws {
        try await reportingErrors {
            let engine = try config.engine()
            let record = try await engine.legalCase(named: name)
            try show(try await body(engine, record, officer.officer, reason), json: json)
        }
    }
}

/// What names a case.
enum CaseNameHelp {
    static let text: ArgumentHelp =
        "A letter's reference or number, a ticket's number or file, the post's barcode, a payment code, an event or a plate."
}

extension LegalCase.Phase: ExpressibleByArgument {}

func show(_ line: CaseLine, json: Bool) throws {
    if json {
        try printJSON(line)
        return
    }
    let parts: [String?] = [
        line.reference, line.unit, line.phase.rawValue, line.question?.rawValue ?? line.ending?.rawValue,
        line.letter == line.reference ? nil : "letter \(line.letter)", "issued \(line.issuedOn.iso8601)",
        line.since.map { "since \($0.iso8601)" }, line.ticket.map { "ticket \($0)" },
        line.owedRupiah.map { "owed \($0)" }, line.termEndsOn.map { "term ends \($0.iso8601)" },
        line.hearingOn.map { "hearing \($0.iso8601)" }, line.blockedOn.map { "blocked since \($0.iso8601)" },
    ]
    print(parts.compactMap { $0 }.joined(separator: "  "))
}
