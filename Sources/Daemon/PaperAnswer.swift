import Domain
import Foundation
import Ingest
import Journal

extension Engine {
    /// Takes an answer in that came on paper: as a file in the folder `answers` that has the letter's code, which the officer vouches for.
    /// - Parameters:
    ///   - letter: whose answer it is; nil for the last one of the case.
    ///   - madeOn: the day on which it was given; nil for now.
    /// - Returns: the case, and whether the answer waits for the release of its letter.
    /// - Throws: ``DaemonError`` if the case doesn't wait for it, the day can't be, or the answer lacks what it needs.
    public func take(
        _ given: GivenAnswer, onPaperTo letter: String?, of record: CaseRecord, madeOn: LocalDate?, officer: String,
        reason: String
    ) async throws -> (line: CaseLine, isKept: Bool) {
        let value = record.value
        let name = letter ?? value.letter.reference
        guard name == value.letter.reference else {
            throw DaemonError("the letter \(value.letter.reference) took the place of \(name): only its answer counts")
        }
        guard value.isOpenToAnswers else {
            throw DaemonError("the case doesn't wait for an answer: it is \(value.phase.rawValue), see etle cases show")
        }
        guard let notice = try await journal.notice(name) else {
            throw DaemonError("the letter \(name) is not signed yet: wait for it")
        }
        let now = clock.now()
        let madeAt = try madeAt(madeOn, notice, record.zone, now)
        var given = given
        given.officer = officer
        if madeOn != nil { given.answeredAt = madeAt.rfc3339(in: record.zone) }
        let bytes = try PaperAnswerFile(notice, given).bytes()
        do {
            // Everything that is checked of a file.
            _ = try Answer(bytes)
        } catch {
            throw DaemonError("the answer cannot be taken: \(error.message)")
        }
        try await noteConfiguration()
        let sha256 = try evidence.put(bytes)
        try await journal.keep(
            paperAnswer: sha256, to: notice, madeAt: madeAt, officer: officer, reason: reason, at: now)
        let problems = try await takeReleasedAnswers().problems
        try await exportLedgerIfAlone()
        let isTaken = try await journal.notice(name)?.answer == sha256
        guard isTaken || notice.isHeld else {
            throw DaemonError(
                problems.isEmpty
                    ? "the case refused the answer; it is kept aside in \(configuration.paths.rejected)/answers with the reason"
                    : "the answer is kept, and the next run tries it again: \(problems.joined(separator: "; "))")
        }
        return (line(try await legalCase(named: record.reference)), !isTaken)
    }

    private func madeAt(
        _ day: LocalDate?, _ notice: NoticeRecord, _ zone: LocalTimeZone, _ now: Timestamp
    ) throws -> Timestamp {
        guard let day else { return now }
        let issuedOn = zone.date(of: notice.content.issuedAt)
        let earliest = max(issuedOn, zone.date(of: plausibleTimes(at: now).lowerBound).adding(days: 1))
        guard (earliest...max(earliest, zone.date(of: now))).contains(day) else {
            throw DaemonError(
                "an answer to this letter was made on a day from \(earliest.iso8601) to \(zone.date(of: now).iso8601)")
        }
        return min(max(zone.end(of: day).adding(seconds: -1), notice.content.issuedAt), now)
    }
}

/// The file that the answer site would have written.
private struct PaperAnswerFile: Encodable {
    private let schema = "etle.answer/1"
    private let reference: String
    private let code: String
    private let given: GivenAnswer

    init(_ notice: NoticeRecord, _ given: GivenAnswer) {
        reference = notice.reference
        code = notice.answerCode
        self.given = given
    }

    enum CodingKeys: CodingKey { case schema, reference, code }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(reference, forKey: .reference)
        try container.encode(code, forKey: .code)
        try given.encode(to: encoder)
    }

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
