import Domain
import Glibc
import Ingest
import Issuance
import Journal
import Logging
import Registry
import Storage

/// Takes answers, payments and register files in from their folders.
struct Exchange: Sendable {
    private let engine: Engine
    private let answers: ExchangeFolder
    private let payments: ExchangeFolder
    private let register: ExchangeFolder

    /// After so many wrong codes a letter's answers are refused until an officer looks.
    static let wrongCodeLimit = 10

    init(_ engine: Engine, once: Bool) {
        self.engine = engine
        let paths = engine.configuration.paths
        func folder(_ name: String, _ path: String, maximumBytes: Int) -> ExchangeFolder {
            ExchangeFolder(
                name: name, path: RawPath(path), maximumBytes: maximumBytes,
                settings: engine.configuration.ingestSettings(once: once), files: engine.files,
                rejected: engine.rejected, clock: engine.clock, logger: engine.logger)
        }
        answers = folder("answers", paths.answers, maximumBytes: 256 << 10)
        payments = folder("payments", paths.payments, maximumBytes: 16 << 20)
        register = folder("registry", paths.registry, maximumBytes: 64 << 30)
    }

    var paths: [RawPath] { [answers, payments, register].map(\.path) }

    /// Makes the folders.
    func recover() throws {
        for folder in [answers, payments, register] { try engine.files.makeFolders(folder.path) }
    }

    /// Works through the three folders once; what hinders one of them doesn't delay the others.
    func pass() async throws -> ExchangeFolder.Pass {
        let results = [
            // The register first: answers and events of this pass are then judged by it.
            try await register.pass { [engine] in try await Exchange.take(register: $0, engine) },
            try await answers.pass { [engine] in try await Exchange.take(answer: $0, engine) },
            try await payments.pass { [engine] in try await Exchange.take(payments: $0, engine) },
        ]
        var sum = ExchangeFolder.Pass()
        sum.handled = results.reduce(0) { $0 + $1.handled }
        sum.nextDue = results.compactMap(\.nextDue).min()
        sum.problems = results.flatMap(\.problems)
        return sum
    }

    // MARK: Answers

    private static func take(answer arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        let bytes = try engine.files.read(arrival.path, limit: 256 << 10)
        let file = UploadedFile(path: arrival.path, sha256: Digest.sha256(bytes))
        if try await engine.journal.hasTaken(file.sha256, from: "answers") {
            try engine.files.remove(arrival.path)
            return
        }
        let answer = try Answer(bytes)
        let unknown = Rejection(
            .unknownReference, "no letter has this reference", remedy: "check the reference on the letter")
        guard let reference = try? ReferenceCode(typed: answer.reference).text,
            let notice = try await engine.journal.notice(reference)
        else { throw unknown }
        guard notice.wrongCodes < wrongCodeLimit else {
            throw Rejection(
                .wrongCode, "too many answers with a wrong code came for this letter",
                remedy: "an officer must look at the letter's event before answers count again")
        }
        guard let given = try? AnswerCode(typed: answer.code), let code = try? AnswerCode(typed: notice.answerCode),
            given.matches(code)
        else {
            let count = try await engine.journal.countWrongCode(for: reference)
            throw Rejection(
                .wrongCode, "the answer code is not that of the letter (\(count) of \(wrongCodeLimit) wrong tries)",
                remedy: "type the code as the letter has it")
        }
        guard notice.state == .open else {
            throw Rejection(.notOpen, "the letter was answered before", remedy: "let an officer look at the case")
        }
        let now = engine.clock.now()
        let (unitYear, ticket) = try engine.ticketDraft(notice.content, issuedAt: now)
        _ = try engine.evidence.put(bytes)
        // Where the ticket went out with the letter, a confirmation changes nothing but the case's state.
        let needsTicket = try await engine.journal.hasTicket(reference) == false
        try await engine.journal.accept(
            answer.kind, text: file.sha256, for: notice, file: file, at: now, unitYear: unitYear,
            ticket: needsTicket ? ticket : nil)
        try await engine.journal.remove([file], files: engine.files, verifying: false)
    }

    // MARK: Payments

    private static func take(payments arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        let bytes = try engine.files.read(arrival.path, limit: 16 << 20)
        let file = UploadedFile(path: arrival.path, sha256: Digest.sha256(bytes))
        if try await engine.journal.hasTaken(file.sha256, from: "payments") {
            try engine.files.remove(arrival.path)
            return
        }
        let payments = try PaymentFile.parse(bytes)
        _ = try engine.evidence.put(bytes)
        let results = try await engine.journal.accept(payments, from: file, at: engine.clock.now())
        // Before the file is noted as taken: a crash in between judges it again, and lines that were paid are known by then.
        for (code, result) in [
            (Rejection.Code.unknownPaymentCode, PaymentResult.unknownCode), (.wrongAmount, .wrongAmount),
            (.alreadyPaid, .alreadyPaid),
        ] {
            let kept = zip(payments, results).filter { $1 == result }.map(\.0)
            guard !kept.isEmpty else { continue }
            try engine.rejected.keep(
                PaymentFile.kept(kept), as: "\(code.rawValue)-\(file.sha256.prefix(12)).csv", from: "payments",
                because: Rejection(
                    code, "\(kept.count) of \(payments.count) payments could not be taken",
                    remedy: "clear them with the bank; lines that are put back into the folder are tried again"),
                upload: arrival.name, at: engine.clock.now())
        }
        try await engine.journal.noteTaken(file, from: "payments", at: engine.clock.now())
        try await engine.journal.remove([file], files: engine.files, verifying: false)
    }

    // MARK: Register

    private static func take(register arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        let now = engine.clock.now()
        let report: RegistryReport
        do {
            report = try engine.registry.take(
                arrival.path.display,
                options: ImportOptions(asOf: LocalTimeZone.jakarta.date(of: now)), now: now)
        } catch let error as RegistryError {
            // Another import at work or no space: no fault of this file.
            if error.isWorthRetrying { throw ExchangeFolder.Postponed("\(error)") }
            throw Rejection(.wrongValue, "\(error)", remedy: "correct the file and put it back")
        }
        if report.result == .refused {
            throw Rejection(.wrongValue, "\(report)", remedy: "correct the named lines and put the file back")
        }
        engine.logger.info("register file taken", metadata: ["rows": "\(report.rows)", "result": "\(report.result)"])
        try engine.files.remove(arrival.path)
    }
}
