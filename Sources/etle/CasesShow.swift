import ArgumentParser
import Daemon
import Domain

extension CasesCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows all that is known of a case: letters, to whom, what was answered. Prints personal data.",
            discussion: "Where several cases have the name (a plate), they are listed instead.")

        @OptionGroup var config: ConfigOption

        @Flag(help: "Write one JSON object.")
        var json = false

        @Argument(help: CaseNameHelp.text)
        var name: String

        func run() async throws {
            try await reportingErrors {
                let engine = try config.engine(isReading: true)
                let records = try await engine.cases(named: name)
                guard records.count < 2 else {
                    for record in records { try etle.show(engine.line(record), json: json) }
                    printError("\(records.count) cases have this name: show one of them by its reference")
                    return
                }
                let page = try await engine.page(engine.legalCase(named: name))
                if json {
                    try printJSON(page)
                    return
                }
                try etle.show(page.line, json: false)
                print("event \(page.event)")
                for (letter, shown) in zip(page.value.letters, page.letters) {
                    print(
                        "letter \(letter.reference) to the \(letter.recipient.rawValue), answer by "
                            + "\(letter.answerBy.iso8601), \(text(letter.posting))")
                    for line in lines(shown) { print("  \(line)") }
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
                for owed in page.owedBack {
                    print(
                        "owed back since \(owed.since.iso8601): \(owed.amountRupiah) rupiah (\(owed.cause)), paid as "
                            + owed.bankReferences.joined(separator: ", "))
                }
                for step in page.history {
                    print("\(step.at)  \(step.kind)  \(step.payload)  entry \(step.sequence)")
                    if let words = step.words { print("  because: \(words)") }
                }
            }
        }

        /// Number and addressee of a letter, and what was answered.
        private func lines(_ letter: CasePage.Letter) -> [String] {
            var lines: [String] = []
            if let number = letter.number, let person = letter.addressee {
                let place = [person.address, person.kelurahan, person.kecamatan, person.city, person.postalCode]
                lines.append("\(number), to \(([person.name] + place).filter { !$0.isEmpty }.joined(separator: ", "))")
            } else {
                lines.append("not signed yet")
            }
            lines += letter.answer.map { self.lines($0, "answered") } ?? []
            lines += letter.kept.flatMap { self.lines($0, "kept until the letter is released") }
            return lines + letter.problems.map { "the answer cannot be shown: \($0)" }
        }

        private func lines(_ given: GivenAnswer, _ title: String) -> [String] {
            let parts: [(String, String?)] = [
                ("at", given.answeredAt), ("driver", given.driver?.text), ("buyer", given.buyer?.text),
                ("sold on", given.soldOn), ("new address", given.newAddress?.text), ("differences", given.differences),
                ("remark", given.remark), ("on paper, taken in by officer", given.officer),
            ]
            return ["\(title): \(given.answer.rawValue)"]
                + parts.compactMap { name, value in value.map { "  \(name): \($0)" } }
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
