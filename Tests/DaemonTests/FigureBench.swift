import Daemon
import Domain
import Foundation
import Journal
import Storage
import Synchronization
import TestSupport
import Testing

/// Makes calls fail while it is told to.
final class Fault: Sendable {
    private struct State {
        var code: Int32
        var operation: StorageError.Operation
        var part: String
        var spared: Int
    }

    private let state = Mutex<State?>(nil)

    /// - Parameters:
    ///   - part: of the path.
    ///   - spared: how many calls go well first.
    func set(_ code: Int32, _ operation: StorageError.Operation, on part: String, after spared: Int = 0) {
        state.withLock { $0 = State(code: code, operation: operation, part: part, spared: spared) }
    }

    func lift() { state.withLock { $0 = nil } }

    var files: FileLayer {
        FileLayer { [self] operation, path throws(StorageError) in
            let code: Int32? = state.withLock { state in
                guard let fault = state, fault.operation == operation, path.contains(fault.part) else { return nil }
                state?.spared -= 1
                return fault.spared > 0 ? nil : fault.code
            }
            if let code { throw StorageError(operation, path, code: code) }
        }
    }
}

extension CaseBench {
    func event(_ name: String = "E1") async throws -> EventRecord {
        try #require(try await engine.journal.events(named: name).first)
    }

    /// A letter's PDF.
    func letterFile(_ reference: String) throws -> String {
        let file = try #require(installation.files("state/out/notices").first { $0.hasSuffix("\(reference).pdf") })
        return installation.path("state/out/notices/\(file)")
    }

    /// An officer's correction, and what it takes to issue the letter.
    func issue(_ plate: String, _ name: String = "E1") async throws -> NoticeContent {
        _ = try await engine.correct(event(name), plate: plate, officer: "70010001", reason: "x")
        let corrected = try await event(name)
        if corrected.outcome == .review {
            _ = try await engine.issue(corrected, officer: "70010001", reason: "x")
        }
        try await work()
        let reference = try #require(try await engine.journal.references(of: corrected.id).first)
        return try #require(try await engine.journal.notice(reference)).content
    }
}

/// The text of a PDF, each run of white space one blank; pages end with form feeds.
func text(ofFile path: String) throws -> String {
    try run("pdftotext", ["-layout", path, "-"]).output.components(separatedBy: "\u{C}")
        .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.joined(separator: "\u{C}")
}

/// Keeps a PDF for people to look at: `ETLE_PREVIEW=build/preview`.
func keep(_ pdf: String, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["ETLE_PREVIEW"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(contentsOf: URL(fileURLWithPath: pdf)).write(to: URL(fileURLWithPath: "\(folder)/\(name).pdf"))
}
