import Domain
import Foundation
import Issuance
import Journal

extension Engine {
    /// All cases that somebody may mean, oldest first: by a letter's reference or number, a ticket's number or file, the post's barcode, a
    /// payment code, an event or a plate, each in any usual writing. What can be read as two of these names the cases of both.
    public func cases(named typed: String) async throws -> [CaseRecord] {
        var cases: [Int64: CaseRecord] = [:]
        for name in names(typed) {
            for record in try await journal.cases(named: name) { cases[record.event] = record }
        }
        for event in try await journal.events(named: typed) {
            cases[event.id] = try await journal.legalCase(ofEvent: event.id)
        }
        return cases.values.sorted { $0.event < $1.event }
    }

    /// The one case of this name.
    /// - Throws: ``DaemonError`` if there is none, or if there are several.
    public func legalCase(named name: String) async throws -> CaseRecord {
        let cases = try await cases(named: name)
        guard let record = cases.first else {
            throw DaemonError(
                "no case has a letter, ticket, barcode, payment code, event or plate \(name); see etle cases list")
        }
        guard cases.count == 1 else {
            throw DaemonError(
                "several cases have the name \(name): take one of \(cases.map(\.reference).joined(separator: ", "))")
        }
        return record
    }

    /// The letter of a case that a name names, or whose ticket; nil where it names an event or a plate.
    public func letter(named name: String, of record: CaseRecord) async throws -> String? {
        for name in names(name) {
            if let letter = try await journal.letters(named: name, ofEvent: record.event).first { return letter }
        }
        return nil
    }

    /// Today, where a case's days count.
    public func today(of record: CaseRecord) -> LocalDate { record.zone.date(of: clock.now()) }

    /// What a text may be.
    private func names(_ typed: String) -> [CaseName] {
        let text = typed.trimmingCharacters(in: .whitespaces)
        var file = String(text.split(separator: "/").last ?? "")
        if let suffix = DocumentFile.allCases.first(where: { file.hasSuffix($0.suffix) })?.suffix {
            file.removeLast(suffix.count)
        }
        var names: [CaseName] = []
        if let code = (try? ReferenceCode(typed: text)) ?? (try? ReferenceCode(typed: file)) {
            names.append(.document(code.text))
        }
        if let number = LetterNumber(text.uppercased()) {
            names.append(.letterNumber(number.description, running: number.running))
        }
        names.append(.document(text.uppercased()))
        if file.uppercased().hasPrefix("TE-") { names.append(.ticketFile(file.uppercased())) }
        if let barcode = Barcode(typed: text) { names.append(.barcode(barcode.document)) }
        if let code = try? PaymentCode(typed: text, check: .none) { names.append(.paymentCode(code.digits)) }
        if let plate = PlateNumber(text) { names.append(.plate(plate.compact)) }
        return names
    }
}
