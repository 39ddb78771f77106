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
            try await engine.journal.countWrongReference(file: file.sha256, at: engine.clock.now())
            throw Rejection(
                .unknownReference, "no letter has this reference", remedy: "check the reference on the letter")
        }
        try await check(answer, notice, file: file.sha256, engine)
        let now = engine.clock.now()
        let madeAt = engine.madeAt(answer, to: notice, receivedAt: now)
        _ = try engine.evidence.put(bytes)
        if notice.isHeld {
            // It has the right code: it waits for the officer, and no term of the case ends until then.
            try await engine.journal.hold(file, to: notice, madeAt: madeAt, at: now)
        } else {
            try await engine.settle(answer, to: notice, madeAt: madeAt, sha256: file.sha256, file: file, at: now)
        }
        try await engine.journal.remove([file], files: engine.files)
    }

    private static func check(_ answer: Answer, _ notice: NoticeRecord, file: String, _ engine: Engine) async throws {
        guard let given = try? AnswerCode(typed: answer.code), let code = try? AnswerCode(typed: notice.answerCode),
            given.matches(code)
        else {
            let count = try await engine.journal.countWrongCode(
                for: notice, file: file, limit: wrongCodeLimit, at: engine.clock.now())
            let isHeld = count >= wrongCodeLimit
            throw Rejection(
                .wrongCode,
                "the answer code is not that of the letter (wrong codes so far: \(count); "
                    + (isHeld ? "the letter is held)" : "at \(wrongCodeLimit) the letter is held)"),
                remedy: isHeld
                    ? "an officer must look (etle cases show) and release the letter (etle cases release)"
                    : "type the code as the letter has it")
        }
    }
}

extension Engine {
    /// Lets answers count that were kept while their letters were held, where an officer has released these.
    /// - Returns: how many were dealt with, and what hindered others: they are tried again.
    @discardableResult
    func takeReleasedAnswers() async throws -> (done: Int, problems: [String]) {
        var done = 0
        var problems: [String] = []
        for held in try await journal.releasedAnswers() {
            do {
                try await take(released: held)
                done += 1
            } catch let error where !(error is CancellationError) && !Journal.isHindered(by: error) {
                problems.append(
                    "the answer kept for the letter \(held.reference) does not count yet: \(JournalError.withoutValues(error))"
                )
            }
        }
        return (done, problems)
    }

    /// An answer that the case refuses by now is kept aside.
    private func take(released held: HeldAnswer) async throws {
        let bytes = try evidence.get(held.sha256)
        guard let notice = try await journal.notice(held.reference) else {
            throw DaemonError("the letter is not signed")
        }
        let now = clock.now()
        do {
            try await settle(
                Answer(bytes), to: notice, madeAt: held.madeAt, sha256: held.sha256, file: nil, at: now)
        } catch let reason as Rejection {
            let name = "answer-\(held.sha256.prefix(12)).json"
            try rejected.keep(bytes, as: name, from: "answers", because: reason, upload: name, at: now)
            try await journal.forget(held)
        }
    }

    /// Takes an answer with the right code in, with the letter or ticket that it asks for.
    /// - Throws: ``Ingest/Rejection`` `not-open` if the case doesn't wait for it.
    fileprivate func settle(
        _ answer: Answer, to notice: NoticeRecord, madeAt: Timestamp, sha256: String, file: UploadedFile?,
        at now: Timestamp
    ) async throws {
        var work = try caseWork(for: notice, at: now)
        var further: CaseLetter?
        var doubt: LegalCase.Question?
        if let recipient = answer.kind.nextRecipient, let named = answer.person {
            let person = answer.kind == .moved ? notice.content.owner.moved(to: named) : named
            doubt = self.doubt(answer, about: person, notice)
            let letter = try furtherLetter(
                after: notice, to: person,
                // Who moved stays who he is: the owner, the buyer or the driver.
                recipient: answer.kind == .moved ? notice.content.recipient ?? .owner : recipient, issuedAt: now)
            further = letter.letter
            work.letter = (letter.unitYear, letter.draft)
        }
        do {
            try await journal.accept(
                answer.kind, to: notice, madeAt: madeAt, further: further, doubt: doubt, sha256: sha256, file: file,
                work: work, at: now)
        } catch let refusal as CaseRefusal {
            throw Rejection(.notOpen, refusal.message, remedy: "let an officer look at the case")
        }
    }

    /// Why a letter to whom an answer names may not go out unseen; nil where nothing speaks against it.
    private func doubt(_ answer: Answer, about person: Owner, _ notice: NoticeRecord) -> LegalCase.Question? {
        if answer.kind == .sold {
            let violatedOn = notice.content.unit.timeZone.date(of: notice.content.capturedAt)
            guard let soldOn = answer.soldOn else { return .saleDayMissing }
            if soldOn > violatedOn { return .soldLater }
        }
        return person.canBeWrittenTo ? nil : .addressIncomplete
    }

    /// When an answer was given: as the answer site says, where that can be, or now.
    fileprivate func madeAt(_ answer: Answer, to notice: NoticeRecord, receivedAt now: Timestamp) -> Timestamp {
        guard let time = answer.answeredAt, plausibleTimes(at: now).contains(time), time >= notice.content.issuedAt
        else { return now }
        return min(time, now)
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
