import Domain
import Ingest
import Issuance
import Journal
import Storage

extension Exchange {
    /// After so many wrong codes a letter's answers are held until an officer releases them.
    static let wrongCodeLimit = 10

    static func take(answer arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        guard let (bytes, file) = try await read(arrival, from: "answers", limit: answerBytes, engine) else { return }
        let answer = try Answer(bytes)
        guard let reference = try? ReferenceCode(typed: answer.reference).text,
            let notice = try await engine.journal.notice(reference)
        else {
            throw Rejection(
                .unknownReference, "no letter has this reference", remedy: "check the reference on the letter")
        }
        try await check(answer, notice, engine)
        let now = engine.clock.now()
        var work = try engine.caseWork(for: notice, at: now)
        var further: CaseLetter?
        if let recipient = answer.kind.nextRecipient, let named = answer.person {
            let person = answer.kind == .moved ? notice.content.owner.moved(to: named) : named
            let letter = try engine.furtherLetter(
                after: notice, to: person,
                // Who moved stays who he is: the owner, the buyer or the driver.
                recipient: answer.kind == .moved ? notice.content.recipient ?? .owner : recipient, issuedAt: now)
            further = letter.letter
            work.letter = (letter.unitYear, letter.draft)
        }
        _ = try engine.evidence.put(bytes)
        do {
            try await engine.journal.accept(answer.kind, to: notice, further: further, file: file, work: work, at: now)
        } catch let refusal as CaseRefusal {
            throw Rejection(.notOpen, refusal.message, remedy: "let an officer look at the case")
        }
        try await engine.journal.remove([file], files: engine.files, verifying: false)
    }

    private static func check(_ answer: Answer, _ notice: NoticeRecord, _ engine: Engine) async throws {
        guard notice.wrongCodes < wrongCodeLimit else {
            throw Rejection(
                .wrongCode, "too many answers with a wrong code came for this letter",
                remedy: "an officer must look (etle cases show) and release it (etle cases release)")
        }
        guard let given = try? AnswerCode(typed: answer.code), let code = try? AnswerCode(typed: notice.answerCode),
            given.matches(code)
        else {
            let count = try await engine.journal.countWrongCode(for: notice.reference)
            throw Rejection(
                .wrongCode, "the answer code is not that of the letter (\(count) of \(wrongCodeLimit) wrong tries)",
                remedy: "type the code as the letter has it")
        }
    }
}

extension Owner {
    /// The same person at another address.
    func moved(to place: Owner) -> Owner {
        var moved = place
        moved.name = name
        moved.nik = nik
        moved.phone = place.phone.isEmpty ? phone : place.phone
        moved.email = email
        return moved
    }
}
