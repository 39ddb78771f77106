import Daemon
import Domain
import Foundation
import TestSupport
import Testing

/// Whom an answer names gets a letter unseen only if nothing speaks against it.
struct NamedPersonTests {
    private static let address = #""name":"PEMBELI CONTOH","address":"JL. PEMBELI 1""#

    private func sold(_ bench: CaseBench, _ reference: String, daysLater: Int) async throws -> String {
        let notice = try #require(try await bench.engine.journal.notice(reference)).content
        let day = notice.unit.timeZone.date(of: notice.capturedAt).adding(days: daysLater)
        return #","buyer":{\#(Self.address),"city":"BOGOR"},"sold_on":"\#(day.iso8601)""#
    }

    @Test(arguments: [(0, nil), (-400, nil), (1, LegalCase.Question.soldLater)])
    func `who bought after the violation gets no letter before an officer has looked`(
        daysLater: Int, question: LegalCase.Question?
    ) async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        try await bench.answer(reference, "sold", sold(bench, reference, daysLater: daysLater))
        let value = try await bench.state(reference)
        #expect(value.question == question && value.letters.count == (question == nil ? 2 : 1))
        if question != nil {
            // An officer may write to the buyer all the same, or to the owner again.
            #expect(try await bench.resend(reference, to: .answered).letter.recipient == .buyer)
        }
        try await bench.verify()
    }

    @Test(arguments: [
        ("sold", #","buyer":{\#(Self.address),"city":"BOGOR"}"#, LegalCase.Question.saleDayMissing),
        ("sold", #","buyer":{\#(Self.address)},"sold_on":"2026-01-31""#, .addressIncomplete),
        ("other-driver", #","driver":{\#(Self.address)}"#, .addressIncomplete),
        ("other-driver", #","driver":{\#(Self.address),"city":" "}"#, .addressIncomplete),
        ("moved", #","new_address":{"address":" ","city":"BOGOR"}"#, .addressIncomplete),
    ])
    func `what an answer leaves open is for an officer`(
        kind: String, rest: String, question: LegalCase.Question
    ) async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        try await bench.answer(reference, kind, rest)
        let value = try await bench.state(reference)
        #expect(value.question == question && value.letters.count == 1)
        if SchemaValidator.python != nil {
            let line = try bench.installation.run("cases", "list", "--json").output
            #expect(try SchemaValidator.disagreements([.init(schema: "case", json: line, isValid: true)]) == [])
        }
        if question == .addressIncomplete {
            await #expect(throws: DaemonError.self) { try await bench.resend(reference, to: .answered) }
        }
        try await bench.verify()
    }

    @Test(arguments: ["2026-13-45", "2026-02-30", "", "2026-01-31T10:00:00+07:00"])
    func `a day of sale that isn't in the calendar is asked for by an officer`(day: String) async throws {
        let bench = try CaseBench()
        let reference = try await bench.letter()
        try await bench.answer(
            reference, "sold", #","buyer":{\#(Self.address),"city":"BOGOR"},"sold_on":"\#(day)""#)
        #expect(try await bench.state(reference).question == .saleDayMissing)
    }
}
