import Daemon
import Domain
import Foundation
import GRDB
import Journal
import Storage
import TestSupport
import Testing

/// A configuration whose letters count as posted on the day of issue.
let postedOnIssue: @Sendable (String) -> String = {
    $0.replacingOccurrences(of: "log:", with: "post: {dispatch: on-issue}\nlog:")
}

extension CaseBench {
    /// Lets time pass until an hour of a day in Jakarta.
    func pass(to day: LocalDate, hour: Double) {
        pass(seconds: LocalTimeZone.jakarta.start(of: day).adding(seconds: hour * 3600).seconds(since: now))
    }

    /// Puts a file into an exchange folder and leaves it there.
    func put(_ text: String, into folder: String, as name: String? = nil) throws {
        let name = name ?? "f\(UInt64.random(in: .min ... .max))"
        try FileLayer().writeDurably(RawPath(installation.path("spool/\(folder)/\(name)")), bytes: text.utf8)
    }

    func answerText(_ reference: String, _ kind: String, at time: Timestamp? = nil, code: String? = nil) async throws
        -> String
    {
        let known = try await engine.journal.notice(reference)?.answerCode
        let given = try #require(code ?? known)
        let answered = time.map { #","answered_at":"\#($0.rfc3339)""# } ?? ""
        return
            #"{"schema":"etle.answer/1","reference":"\#(reference)","code":"\#(given)","answer":"\#(kind)"\#(answered)}"#
    }

    /// The last day of the running term.
    func termEnd(_ reference: String) async throws -> LocalDate {
        try #require(engine.line(try await engine.legalCase(named: reference)).termEndsOn)
    }

    /// Payment code and deposit of a case's ticket.
    func bill(_ reference: String) async throws -> (code: String, rupiah: Int) {
        let ticket = try await ticket(of: reference)
        return (try #require(ticket["payment_code"] as? String), try #require(ticket["deposit_rupiah"] as? Int))
    }

    func paymentText(_ lines: [(code: String, rupiah: Int, at: Timestamp, bank: String)]) -> String {
        "code,amount,paid_at,bank_reference\n"
            + lines.map { "\($0.code),\($0.rupiah),\($0.at.rfc3339),\($0.bank)\n" }.joined()
    }

    /// Lines of a list of any day, without the header; nil where there is no file.
    func lines(_ path: String) -> [String]? {
        (try? String(contentsOfFile: installation.path("state/out/\(path)"), encoding: .utf8)).map { text in
            text.split(separator: "\n").dropFirst().map(String.init)
        }
    }

    /// Changes the journal behind etle's back.
    func tamper(_ sql: String) async throws {
        try await DatabaseQueue(path: installation.path("state/etle.sqlite")).write { try $0.execute(sql: sql) }
    }

    func query(_ sql: String) async throws -> Int {
        try await DatabaseQueue(path: installation.path("state/etle.sqlite")).read {
            try Int.fetchOne($0, sql: sql) ?? 0
        }
    }
}
