import Daemon
import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

struct HeldLetterTests {
    /// A letter for which ten different wrong codes came.
    private func heldLetter(_ bench: CaseBench) async throws -> String {
        let reference = try await bench.letter()
        try await guess(reference, bench)
        return reference
    }

    private func guess(_ reference: String, _ bench: CaseBench) async throws {
        for number in 0..<10 {
            try bench.put(
                await bench.answerText(reference, "driver", code: "3333-333\(Array("34679CDFGH")[number])"),
                into: "answers")
        }
        try await bench.work()
    }

    private func release(_ bench: CaseBench, _ reference: String) async throws {
        _ = try await bench.engine.release(
            bench.engine.legalCase(named: reference), officer: "70010001", reason: "the owner called")
    }

    @Test func `no term ends while a letter is held, and the owner's answer counts on release`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await heldLetter(bench)
        #expect(try await bench.engine.heldLetters() == [reference])
        try await bench.answer(reference, "driver")
        #expect(try bench.kept("answers").count == 10, "the right answer is kept, not refused")
        #expect(try await bench.state(reference).phase == .noticed)
        bench.pass(days: 40)
        try await bench.work()
        #expect(try await bench.state(reference).blocks == [])
        let status = try await bench.engine.status().answers
        #expect(status.heldLetters == 1 && status.keptAnswers == 1)
        #expect(try bench.installation.run("cases", "show", reference).output.contains(#""act":"hold""#))
        try await release(bench, reference)
        try await bench.work()
        let answered = try await bench.state(reference)
        #expect(answered.phase == .ticketed && answered.blocks == [])
        let shown = try bench.installation.run("cases", "show", reference).output
        #expect(shown.contains("because: the owner called"))
        try await bench.verify()
    }

    @Test func `no further letter buries a right answer that is kept`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await heldLetter(bench)
        try await bench.answer(reference, "driver")
        let resent = try bench.installation.run(
            "cases", "resend", reference, "--officer", "70010001", "--reason", "moved", "--address", "JL. BARU 2",
            "--city", "DEPOK")
        #expect(resent.status == 1 && resent.errors.contains("etle cases release \(reference)"), "\(resent.errors)")
        #expect(try await bench.state(reference).letters.count == 1)
        let objected = try bench.installation.run(
            "cases", "object", reference, "--officer", "70010001", "--reason", "a paper")
        #expect(objected.status == 1 && objected.errors.contains("etle cases release \(reference)"))
        try await release(bench, reference)
        #expect(try await bench.state(reference).phase == .ticketed)
        try await bench.verify()
    }

    @Test func `a hold ends with the letter's turn, and what is kept for it then is set aside`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let first = try await heldLetter(bench)
        let second = try await bench.resend(first, to: .same).letter.reference
        #expect(try await bench.engine.heldLetters() == [])
        #expect(try await bench.engine.status().answers.heldLetters == 0)
        try await bench.answer(first, "driver")
        #expect(try bench.kept("answers").filter { $0 == "not-open" }.count == 1, "told, and not kept for ever")
        // Whichever letter of the case is named, all its letters are released.
        try await guess(second, bench)
        #expect(try await bench.engine.heldLetters() == [second])
        try await release(bench, first)
        #expect(try await bench.engine.heldLetters() == [])
        #expect(try await bench.query("SELECT count(*) FROM notice WHERE held_at IS NOT NULL") == 0)
        // Wrong codes for the superseded letter hold nothing.
        try await guess(first, bench)
        #expect(try await bench.query("SELECT count(*) FROM notice WHERE held_at IS NOT NULL") == 0)
        try await bench.verify()
    }

    @Test func `an answer that is kept while its case ends is set aside`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await heldLetter(bench)
        try await bench.answer(reference, "driver")
        try await bench.act(reference) { .withdrawn(on: $0) }
        #expect(try await bench.engine.heldLetters() == [])
        #expect(try await bench.query("SELECT count(*) FROM held_answer") == 0)
        #expect(try bench.kept("answers").filter { $0 == "not-open" }.count == 1)
        try await bench.verify()
    }

    @Test func `a file is counted once however often it is judged, and a wrong reference is counted, too`() async throws
    {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        let wrong = try await bench.answerText(reference, "driver", code: "3333-3333")
        for _ in 0..<12 { try await bench.drop(wrong, into: "answers") }
        #expect(try await bench.engine.heldLetters() == [])
        #expect(try await bench.engine.journal.notice(reference)?.wrongCodes == 1)
        for _ in 0..<2 {
            try await bench.drop(
                wrong.replacingOccurrences(of: reference, with: "ETLE-7K3M-Q9XV-9RTA-4HNC"), into: "answers")
        }
        #expect(try await bench.engine.status().answers.wrongReferences == 1)
        try await bench.answer(reference, "driver")
        #expect(try await bench.state(reference).phase == .ticketed)
    }

    @Test func `of several kept answers the first counts, the others are set aside`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await heldLetter(bench)
        try await bench.answer(reference, "driver")
        try await bench.answer(reference, "not-mine", #","differences":"other colour""#)
        try await release(bench, reference)
        try await bench.work()
        #expect(try await bench.state(reference).phase == .ticketed)
        #expect(try bench.kept("answers").filter { $0 == "not-open" }.count == 1)
        #expect(try await bench.query("SELECT count(*) FROM held_answer") == 0)
    }

    @Test func `an officer's words are kept, shown and checked`() async throws {
        let bench = try CaseBench(postedOnIssue)
        let reference = try await bench.letter()
        let withdrawn = try bench.installation.run(
            "cases", "withdraw", reference, "--officer", "70010001", "--reason", "the plate was stolen")
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        let shown = try bench.installation.run("cases", "show", reference, "--json").output
        #expect(shown.contains("the plate was stolen"))
        try await bench.verify()
        try await bench.tamper("UPDATE officer_words SET words = 'another reason'")
        #expect(try await Verification(bench.engine).all().findings.contains { $0.message.contains("altered") })
        try await bench.tamper("DELETE FROM officer_words")
        #expect(try await Verification(bench.engine).all().findings.contains { $0.message.contains("are lost") })
    }
}
