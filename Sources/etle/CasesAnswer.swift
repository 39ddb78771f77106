import ArgumentParser
import Daemon
import Domain

/// An address as officers type it in.
struct AddressOptions: ParsableArguments {
    @Option(help: "The street address; with --city.")
    var address: String?

    @Option var kelurahan: String?
    @Option var kecamatan: String?
    @Option var city: String?

    @Option(name: .customLong("postal-code"))
    var postalCode: String?

    func validate() throws {
        guard (address == nil) == (city == nil) else {
            throw ValidationError("Give --address and --city together.")
        }
        guard ![address, city].contains(where: { $0?.contains { !$0.isWhitespace } == false }) else {
            throw ValidationError("--address or --city is empty.")
        }
        guard address != nil || (kelurahan == nil && kecamatan == nil && postalCode == nil) else {
            throw ValidationError("Parts of an address need --address and --city.")
        }
    }
}

extension CasesCommand {
    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes an answer in that came on paper: it counts as one from the answer site.",
            discussion: """
                other-driver and sold need --name, --address and --city of the driver or buyer; moved needs --address and --city; not-mine \
                needs --differences. The answer's code isn't needed: the ledger says which officer took it in.
                """)

        @OptionGroup var options: CaseActOptions
        @OptionGroup var place: AddressOptions

        @Option(help: "driver, other-driver, sold, not-mine or moved.")
        var kind: AnswerKind

        @Option(help: "The driver's or buyer's name.")
        var name: String?

        @Option(help: "The driver's or buyer's NIK: 16 digits.")
        var nik: String?

        @Option(help: "The driver's, buyer's or addressee's telephone.")
        var phone: String?

        @Option(name: .customLong("sold-on"), help: "The day of the sale (2026-07-01).")
        var soldOn: LocalDate?

        @Option(help: "In what the vehicle differs.")
        var differences: String?

        @Option(help: "What else the addressee writes.")
        var remark: String?

        @Option(name: .customLong("made-on"), help: "The day on which the answer was handed in. (default: today)")
        var madeOn: LocalDate?

        func validate() throws {
            let namesPerson = kind == .otherDriver || kind == .sold
            guard namesPerson == (name != nil), namesPerson || nik == nil else {
                throw ValidationError("other-driver and sold need --name, and no other answer has --name or --nik.")
            }
            guard (namesPerson || kind == .moved) == (place.address != nil), place.address != nil || phone == nil else {
                throw ValidationError(
                    "other-driver, sold and moved need --address and --city, and no other answer has them.")
            }
            guard (kind == .notMine) == (differences != nil) else {
                throw ValidationError("not-mine needs --differences, and no other answer has them.")
            }
            guard kind == .sold || soldOn == nil else { throw ValidationError("--sold-on goes with sold.") }
        }

        func run() async throws {
            try await options.act { engine, record, officer, reason in
                let letter = try await engine.letter(named: options.name, of: record)
                let (line, isKept) = try await engine.take(
                    given, onPaperTo: letter, of: record, madeOn: madeOn, officer: officer, reason: reason)
                if isKept {
                    printError(
                        "the letter is held after wrong codes: the answer counts once it is released (etle cases release)"
                    )
                }
                return line
            }
        }

        private var given: GivenAnswer {
            var person = GivenAnswer.Person()
            (person.name, person.nik, person.phone) = (name, nik, phone)
            (person.address, person.city, person.postalCode) = (place.address, place.city, place.postalCode)
            (person.kelurahan, person.kecamatan) = (place.kelurahan, place.kecamatan)
            var given = GivenAnswer(kind)
            (given.differences, given.remark, given.soldOn) = (differences, remark, soldOn?.iso8601)
            switch kind {
            case .otherDriver: given.driver = person
            case .sold: given.buyer = person
            case .moved: given.newAddress = person
            case .driver, .notMine: break
            }
            return given
        }
    }
}

extension AnswerKind: ExpressibleByArgument {}
