import Ingest
import Testing

/// What is said of files of other offices that cannot be taken: what happened, where, and what to do.
struct ExchangeMessageTests {
    private func reason(_ work: () throws -> Void) -> Rejection? {
        do { try work() } catch { return error as? Rejection }
        return nil
    }

    private func payments(_ text: String) -> Rejection? { reason { _ = try PaymentFile.parse(Array(text.utf8)) } }

    @Test(arguments: [
        ([], "empty"), (Array("{\"name\":\"Jos".utf8) + [0xE9] + Array("\"}".utf8), "not UTF-8"),
        ([0xFF, 0xFE, 0x7B, 0, 0x7D, 0], "UTF-16"), (Array("{\"schema\":".utf8), "a part"),
    ]) func `an answer that is no JSON says why, and is not a camera's`(bytes: [UInt8], what: String) throws {
        let reason = try #require(reason { _ = try Answer(bytes) })
        #expect(reason.code == .notJSON && reason.message.contains(what), "\(reason)")
        #expect(reason.remedy.contains("answer site") && !reason.remedy.contains("camera"))
    }

    @Test func `an amount beyond the limit names it, one that is no number says so`() throws {
        func amount(_ text: String) -> Rejection? {
            payments("code,amount,paid_at,bank_reference\n999990123456789,\(text),2026-07-25T09:12:44+07:00,BRI-1\n")
        }
        #expect(amount("1000000000") == nil)
        #expect(amount("999999999999")?.message == "line 2: the amount is not from 1 to 1000000000 rupiah")
        #expect(amount("99999999999999999999")?.message.contains("1000000000") == true)
        for text in ["500.000", "5e5", "+500000", "-1", ""] {
            #expect(amount(text)?.message.contains("not whole rupiah") == true, "\(text)")
        }
    }

    @Test func `fields that are separated by anything but commas are named`() {
        let line = "999990123456789;500000;2026-07-25T09:12:44+07:00;BRI-1\n"
        let reason = payments("code;amount;paid_at;bank_reference\n" + line)
        #expect(reason?.message == "the fields are separated by semicolons, not by commas")
        #expect(payments("code\tamount\tpaid_at\tbank_reference\n")?.message.contains("tabs") == true)
    }

    @Test func `columns are known in capitals and with blanks, and what is missing or there twice is named`() throws {
        let list = "Document, STATUS ,Date\nETLE-1,returned,2026-07-21\n"
        #expect(try PostFile.parse(Array(list.utf8)).map(\.document) == ["ETLE-1"])
        #expect(
            payments("code,amount,when,reference\n")?.message.hasSuffix("no column paid_at, bank_reference") == true)
        #expect(payments("code,amount,Amount,paid_at,bank_reference\n")?.message.contains("amount twice") == true)
    }
}
