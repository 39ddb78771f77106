import Domain
import Foundation
import Issuance
import Testing

@Suite struct TwinTests {
    private let hash = String(repeating: "0f", count: 32)
    private var ledger: LedgerEntryMark { LedgerEntryMark(sequence: 7, hash: hash, signature: "c2lnbmF0dXJl") }

    private func notice(_ ledger: LedgerEntryMark? = nil) -> NoticeDocument {
        NoticeDocument(Samples.longest, document: hash, ledger: ledger)
    }

    @Test func `a twin is read as it was written`() throws {
        let notice = notice(ledger)
        #expect(try NoticeDocument(bytes: notice.bytes()) == notice)
        let ticket = TicketDocument(Samples.ticket, document: hash, ledger: ledger)
        #expect(try TicketDocument(bytes: ticket.bytes()) == ticket)
    }

    @Test func `a twin's bytes are canonical`() throws {
        let bytes = try notice(ledger).bytes()
        #expect(bytes == (try notice(ledger).bytes()))
        #expect(bytes.last == UInt8(ascii: "\n"))
        let keys = String(decoding: bytes, as: UTF8.self).matches(of: /\n  "([a-z_]+)" :/).map { String($0.1) }
        #expect(keys == keys.sorted())
        #expect(keys.count == 17)
    }

    @Test func `the answer code and what the letter doesn't say are not in the twin`() throws {
        let text = String(decoding: try notice(ledger).bytes(), as: UTF8.self)
        #expect(!text.contains(Samples.notice.answerCode))
        #expect(!text.contains("answer_code"))
        #expect(!text.contains(Samples.owner.nik))
    }

    @Test func `times stand in the unit's zone`() throws {
        let notice = notice()
        #expect(notice.capturedAt == "2026-04-22T09:46:54.250+07:00")
        #expect(notice.issuedAt == "2026-04-23T10:00:00.000+07:00")
    }

    @Test(.enabled(if: Tool.has("python3"), "needs python3-jsonschema"))
    func `twins hold to their schemas and the schemas hold something`() throws {
        var withoutCourt = Samples.ticket
        withoutCourt.hearing = nil
        let good = [
            ("notice", try notice(ledger).bytes()),
            ("notice", try NoticeDocument(Samples.emptyRegister, document: hash, ledger: ledger).bytes()),
            ("ticket", try TicketDocument(Samples.ticket, document: hash, ledger: ledger).bytes()),
            ("ticket", try TicketDocument(withoutCourt, document: hash, ledger: ledger).bytes()),
        ]
        for (schema, bytes) in good { #expect(try isValid(bytes, schema)) }
        var wrong = Samples.ticket
        wrong.paymentCode = "77"
        #expect(try !isValid(TicketDocument(wrong, document: hash, ledger: ledger).bytes(), "ticket"))
        #expect(try !isValid(notice(nil).bytes(), "notice"))
        #expect(try !isValid(notice(ledger).bytes(), "ticket"))
    }

    /// Checks with Debian's `python3-jsonschema`.
    private func isValid(_ json: [UInt8], _ schema: String) throws -> Bool {
        let file = Samples.root.appending(path: "config/schemas/\(schema).schema.json").path
        let program = """
            import json, sys, jsonschema
            validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
            validator.check_schema(validator.schema)
            print("valid" if validator.is_valid(json.load(open("document.pdf"))) else "invalid")
            """
        let answer = try Tool.withFile(json) { try Tool.run("/usr/bin/python3", ["-c", program, file], in: $0) }
        return answer == "valid\n"
    }
}
