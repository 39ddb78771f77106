import Configuration
import Daemon
import Domain
import Foundation
import Ingest
import Journal
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

/// An installation worked with in this process, whose days pass by hand.
struct CaseBench {
    let installation: Installation
    let engine: Engine
    private let skipped: SkippedTime

    private final class SkippedTime: Sendable {
        let seconds = Mutex(0.0)
    }

    init(_ change: (String) -> String = { $0 }) throws {
        installation = try Installation()
        skipped = SkippedTime()
        let text = try String(contentsOfFile: installation.config, encoding: .utf8)
        try change(text).write(toFile: installation.config, atomically: true, encoding: .utf8)
        try installation.importRegister(
            URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv"))
        engine = try CaseBench.engine(installation, skipped)
    }

    /// The same installation with another configuration from now on.
    init(continuing bench: CaseBench, _ change: (String) -> String) throws {
        installation = bench.installation
        skipped = bench.skipped
        let text = try String(contentsOfFile: installation.config, encoding: .utf8)
        try change(text).write(toFile: installation.config, atomically: true, encoding: .utf8)
        engine = try CaseBench.engine(installation, skipped)
    }

    private static func engine(_ installation: Installation, _ skipped: SkippedTime) throws -> Engine {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try Engine(
            configuration: Configuration.load(from: installation.config).get(),
            clock: Clock(
                now: { Clock.system.now().adding(seconds: skipped.seconds.withLock { $0 }) },
                uptime: Clock.system.uptime), logger: logger)
    }

    var now: Timestamp { engine.clock.now() }
    /// Today in Jakarta.
    var today: LocalDate { LocalTimeZone.jakarta.date(of: now) }

    /// Lets whole days pass.
    func pass(days: Int) { pass(seconds: Double(days) * 86_400) }

    func pass(seconds: Double) { skipped.seconds.withLock { $0 += seconds } }

    /// Works off what is there, as the daemon does.
    func work() async throws {
        let pipeline = Pipeline(engine, once: true)
        try await pipeline.recover()
        try await pipeline.runOnce()
    }

    /// Issues a letter, and says its reference.
    func letter(_ fixture: String = "0001", as event: String = "E1", secondsAgo: Double = 3600) async throws -> String {
        try FixtureUpload(fixture).send(to: installation, as: event, capturedAt: now.adding(seconds: -secondsAgo))
        try await work()
        let record = try #require(try await engine.journal.events(named: event).first)
        return try #require(try await engine.journal.references(of: record.id).first)
    }

    func state(_ reference: String) async throws -> LegalCase { try await engine.legalCase(named: reference).value }

    /// Puts a file into an exchange folder and works it off.
    func drop(_ text: String, into folder: String) async throws {
        let name = "f\(UInt64.random(in: .min ... .max))"
        try FileLayer().writeDurably(
            RawPath(installation.path("spool/\(folder)/\(name).csv")), bytes: text.utf8)
        try await work()
    }

    func answer(_ reference: String, _ kind: String, _ rest: String = "", code: String? = nil) async throws {
        let known = try await engine.journal.notice(reference)?.answerCode
        let given = try #require(code ?? known)
        try await drop(
            #"{"schema":"etle.answer/1","reference":"\#(reference)","code":"\#(given)","answer":"\#(kind)"\#(rest)}"#,
            into: "answers")
    }

    /// - Parameter day: what the post's list says; nil for today.
    func post(_ document: String, _ status: String, on day: LocalDate? = nil) async throws {
        try await drop("document,status,date\n\(document),\(status),\((day ?? today).iso8601)\n", into: "post")
    }

    /// What an officer does with the case of a letter.
    @discardableResult
    func act(_ reference: String, _ step: @escaping @Sendable (LocalDate) -> CaseStep) async throws -> LegalCase {
        _ = try await engine.act(
            step, on: engine.legalCase(named: reference), officer: "70010001", reason: "looked at it")
        try await work()
        return try await state(reference)
    }

    @discardableResult
    func resend(_ reference: String, to next: Engine.NextAddressee) async throws -> LegalCase {
        _ = try await engine.resend(
            engine.legalCase(named: reference), to: next, officer: "70010001", reason: "looked at it")
        try await work()
        return try await state(reference)
    }

    /// Lets tickets of the unit in Jakarta go out with its letters.
    static func immediate(_ text: String) -> String {
        text.replacingOccurrences(
            of: "time_zone: Asia/Jakarta\n", with: "time_zone: Asia/Jakarta\n    ticket: immediate\n")
    }

    func pay(_ code: String, _ amount: Int, _ bank: String) async throws {
        try await drop(
            "code,amount,paid_at,bank_reference\n\(code),\(amount),\(now.rfc3339),\(bank)\n", into: "payments")
    }

    /// The ticket of a case, as its JSON twin says it.
    func ticket(of reference: String) async throws -> [String: Any] {
        let number = try #require(try await state(reference).ticket?.number)
        let name = try #require(
            installation.files("state/out/tickets").first {
                $0.hasSuffix("\(number.replacingOccurrences(of: "/", with: "-")).json")
            })
        return try json("state/out/tickets/\(name)")
    }

    func json(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: installation.path(path)))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Codes of what was set aside from a folder.
    func kept(_ folder: String) throws -> [String] {
        try installation.files("spool/rejected/\(folder)").filter { $0.hasSuffix(".reason.json") }
            .map { try json("spool/rejected/\(folder)/\($0)")["code"] as? String ?? "" }.sorted()
    }

    /// The lines of a block list, without the header.
    func blockList(_ name: String) -> [String] {
        let path = installation.path("state/out/blocks/\(today.iso8601)/\(name).csv")
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().map(String.init)
    }

    /// Nothing that was promised is broken.
    func verify(_ comment: Comment? = nil) async throws {
        #expect(try await Verification(engine).all().findings == [], comment)
    }
}
