import ArgumentParser
import Daemon
import Domain

extension CasesCommand {
    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends another letter with a term of its own.",
            discussion: """
                Without further options it goes to the last letter's addressee. A ticket on which nothing was paid is void from then \
                on; where letters go out with a ticket, the new letter gets one of its own.
                """)

        @OptionGroup var options: CaseActOptions

        @Flag(help: "To the person or address that the answer to the last letter names.")
        var answered = false

        @OptionGroup var place: AddressOptions

        @Option(name: .customLong("name"), help: "Somebody else's name; with --recipient and --address.")
        var person: String?

        @Option(help: "That person's NIK.")
        var nik = ""

        @Option(help: "Who that person is: owner, buyer or driver.")
        var recipient: CaseLetter.Recipient?

        func validate() throws {
            guard !answered || (place.address == nil && person == nil) else {
                throw ValidationError("--answered takes person and address from the answer: give neither.")
            }
            guard (person == nil) == (recipient == nil), person == nil || place.address != nil,
                nik.isEmpty || person != nil
            else {
                throw ValidationError("Somebody else needs --name, --recipient, --address and --city.")
            }
            guard person?.contains(where: { !$0.isWhitespace }) != false else {
                throw ValidationError("--name is empty.")
            }
        }

        func run() async throws {
            let next = addressee
            try await options.act { engine, record, officer, reason in
                try await engine.resend(record, to: next, officer: officer, reason: reason)
            }
        }

        private var addressee: Engine.NextAddressee {
            if answered { return .answered }
            guard let address = place.address, let city = place.city else { return .same }
            let owner = Owner(
                name: person ?? "", nik: nik, address: address, kelurahan: place.kelurahan ?? "",
                kecamatan: place.kecamatan ?? "", city: city, postalCode: place.postalCode ?? "", phone: "", email: "")
            return recipient.map { .person(owner, $0) } ?? .address(owner)
        }
    }
}

extension CaseLetter.Recipient: ExpressibleByArgument {}
