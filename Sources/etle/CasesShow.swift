import ArgumentParser
import Daemon
import Domain

extension CasesCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows all that is known of a case.")

        @OptionGroup var config: ConfigOption

        @Flag(help: "Write one JSON object.")
        var json = false

        @Argument(help: "A letter's reference or a ticket's number.")
        var name: String

        func run() async throws {
            try await reportingErrors {
                let engine = try config.engine(isReading: true)
                let page = try await engine.page(engine.legalCase(named: name))
                if json {
                    try printJSON(page)
                    return
                }
                try show(page.line, json: false)
                print("event \(page.event)")
                for letter in page.value.letters {
                    print(
                        "letter \(letter.reference) to the \(letter.recipient.rawValue), answer by "
                            + "\(letter.answerBy.iso8601), \(text(letter.posting))")
                }
                for former in page.value.formerTickets {
                    print("\(text(former.ticket)), void \(former.voidOn.iso8601)")
                }
                if let ticket = page.value.ticket { print(text(ticket)) }
                for block in page.value.blocks {
                    print(
                        "blocked \(block.on.iso8601) (\(block.cause.rawValue))"
                            + (block.liftedOn.map { ", lifted \($0.iso8601) (\(block.lift?.rawValue ?? ""))" } ?? ""))
                }
                for step in page.history {
                    print("\(step.at)  \(step.kind)  \(step.payload)  entry \(step.sequence)")
                    if let words = step.words { print("  because: \(words)") }
                }
            }
        }

        private func text(_ posting: Posting) -> String {
            let days = [
                ("dispatched", posting.dispatchedOn), ("delivered", posting.deliveredOn),
                ("returned", posting.returnedOn),
            ].compactMap { name, day in day.map { "\(name) \($0.iso8601)" } }
            return days.isEmpty ? "not posted yet" : days.joined(separator: ", ")
        }

        private func text(_ ticket: CaseTicket) -> String {
            "ticket \(ticket.number) over \(ticket.dueRupiah) rupiah, pay by \(ticket.payBy.iso8601), "
                + (ticket.isWithLetter ? "with the letter" : text(ticket.posting))
        }
    }
}
