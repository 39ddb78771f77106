import Domain
import Foundation
import Journal
import Storage

/// Checks everything that was promised: the chain and its signatures, the ledger's files, evidence, documents and the database.
/// Says exactly what doesn't hold; changes nothing.
public struct Verification: Sendable {
    /// Something that doesn't hold.
    public struct Finding: Codable, Sendable, Hashable {
        /// `ledger`, `ledger-file`, `evidence`, `document`, `database`, `file`.
        public let part: String
        /// Which entry, hash or file.
        public let subject: String
        public let message: String
    }

    public struct Report: Sendable {
        public internal(set) var entries = 0
        public internal(set) var pictures = 0
        public internal(set) var documents = 0
        public internal(set) var findings: [Finding] = []
    }

    private let engine: Engine

    public init(_ engine: Engine) {
        self.engine = engine
    }

    public func all() async throws -> Report {
        var report = Report()
        for damage in try engine.journal.damages() {
            report.findings.append(Finding(part: "database", subject: "etle.sqlite", message: damage))
        }
        let payloads = try await checkLedger(&report)
        try await checkEvents(&report, payloads)
        try await checkDocuments(&report, payloads)
        return report
    }

    /// Checks single files of the output folders: letters, tickets, their JSON.
    public func check(_ paths: [String]) async throws -> Report {
        var report = Report()
        for path in paths {
            let name = RawPath(path).name
            let stem = String(decoding: name, as: UTF8.self)
            let base =
                stem.hasSuffix(".json") ? stem.dropLast(5) : stem.hasSuffix(".pdf") ? stem.dropLast(4) : stem[...]
            guard let document = try await engine.journal.document(fileName: String(base)), let signed = document.signed
            else {
                report.findings.append(
                    Finding(part: "file", subject: path, message: "no document of this name was ever signed here"))
                continue
            }
            report.documents += 1
            let bytes: [UInt8]
            do {
                bytes = try engine.files.read(RawPath(path), limit: 64 << 20)
            } catch {
                report.findings.append(Finding(part: "file", subject: path, message: "\(error)"))
                continue
            }
            let expected = stem.hasSuffix(".json") ? signed.jsonSHA256 : signed.pdfSHA256
            if Digest.sha256(bytes) != expected {
                report.findings.append(
                    Finding(part: "file", subject: path, message: "the file is not what was signed: it was altered"))
            }
        }
        return report
    }

    /// Returns the payload of each entry by kind and subject, as the chain proves it; the last one where there are several.
    private func checkLedger(_ report: inout Report) async throws -> [String: String] {
        var checker = try LedgerChecker(keysIn: Engine.keyFolder(engine.configuration.paths), files: engine.files)
        var file = LedgerFileReader(engine.ledgerFile, files: engine.files)
        var payloads: [String: String] = [:]
        var sequence: Int64 = 0
        while true {
            let entries = try await engine.journal.ledger(after: sequence, limit: 2000)
            guard let last = entries.last else { break }
            for entry in entries {
                report.entries += 1
                if let problem = checker.check(entry) {
                    report.findings.append(Finding(part: "ledger", subject: "\(entry.sequence)", message: problem))
                }
                if let problem = file.check(entry) {
                    report.findings.append(Finding(part: "ledger-file", subject: "\(entry.sequence)", message: problem))
                }
                payloads["\(entry.kind.rawValue) \(entry.subject)"] = entry.payload
            }
            sequence = last.sequence
        }
        if let problem = file.rest(after: sequence) {
            report.findings.append(Finding(part: "ledger-file", subject: "\(sequence + 1)", message: problem))
        }
        return payloads
    }

    private func checkEvents(_ report: inout Report, _ payloads: [String: String]) async throws {
        var last: Int64 = 0
        while true {
            let events = try await engine.journal.events(after: last, outcome: nil, limit: 500)
            guard let newest = events.last else { return }
            last = newest.id
            for event in events {
                for problem in try problems(of: event, payloads) {
                    report.findings.append(Finding(part: "database", subject: event.subject, message: problem))
                }
                for frame in event.capture.frames {
                    report.pictures += 1
                    do {
                        _ = try engine.evidence.get(frame.sha256)
                    } catch {
                        report.findings.append(Finding(part: "evidence", subject: frame.sha256, message: "\(error)"))
                    }
                }
            }
        }
    }

    /// What of an event's row differs from what the ledger says of it.
    private func problems(of event: EventRecord, _ payloads: [String: String]) throws -> [String] {
        var problems: [String] = []
        func payload(_ kind: LedgerEntry.Kind) -> [String: Any]? {
            payloads["\(kind.rawValue) \(event.subject)"].flatMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }
        if payload(.eventAccepted)?["frames"] as? [String] != event.capture.frames.map(\.sha256) {
            problems.append("the pictures of the event are not those that the ledger has")
        }
        if let reading = event.reading,
            payload(.reading)?["reading"] as? String != Digest.sha256(try CanonicalJSON.encode(reading).utf8)
        {
            problems.append("the reading is not the one that the ledger has")
        }
        if let decision = event.decision,
            payload(.decision)?["decision"] as? String != Digest.sha256(try CanonicalJSON.encode(decision).utf8)
        {
            problems.append("the decision is not the one that the ledger has")
        }
        return problems
    }

    private func checkDocuments(_ report: inout Report, _ payloads: [String: String]) async throws {
        var last: Int64 = 0
        while true {
            let documents = try await engine.journal.signedDocuments(after: last, limit: 200)
            guard let newest = documents.last else { return }
            last = newest.id
            for document in documents {
                report.documents += 1
                for (path, message) in problems(of: document, payloads) {
                    report.findings.append(Finding(part: "document", subject: path, message: message))
                }
            }
        }
    }

    private func problems(of document: DocumentRecord, _ payloads: [String: String]) -> [(String, String)] {
        guard let signed = document.signed else { return [] }
        var problems: [(String, String)] = []
        let path = engine.outputPath(document)
        let payload =
            payloads["\(signed.ledger.kind.rawValue) \(document.name)"].flatMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            } ?? [:]
        if payload["content"] as? String != Digest.sha256(document.content.utf8)
            || payload["document"] as? String != signed.pdfSHA256
        {
            problems.append((document.name, "the document's row is not what the ledger has"))
        }
        do {
            _ = try engine.evidence.get(signed.pdfSHA256)
        } catch {
            problems.append((document.name, "\(error)"))
        }
        for (suffix, sha256) in [(".pdf", signed.pdfSHA256), (".json", signed.jsonSHA256)] {
            let file = RawPath(bytes: path.bytes + Array(suffix.utf8))
            do {
                if Digest.sha256(try engine.files.read(file, limit: 64 << 20)) != sha256 {
                    problems.append((file.display, "the file is not what was signed: it was altered"))
                }
            } catch  where error.isMissing {
                problems.append((file.display, "the file is missing; etle verify --restore writes it again"))
            } catch {
                problems.append((file.display, "\(error)"))
            }
        }
        return problems
    }

    /// Writes files of signed documents that are missing or altered again, from row and evidence. Returns how many.
    public func restore() async throws -> Int {
        var last: Int64 = 0
        var restored = 0
        while true {
            let documents = try await engine.journal.signedDocuments(after: last, limit: 200)
            guard let newest = documents.last else { return restored }
            last = newest.id
            for document in documents where !problems(of: document, [:]).filter({ $0.0 != document.name }).isEmpty {
                try engine.write(document)
                restored += 1
            }
        }
    }
}

/// Compares the ledger's files with the journal's rows, in order.
private struct LedgerFileReader {
    private let ledger: LedgerFile
    private let files: FileLayer
    private var path: RawPath?
    private var lines: ArraySlice<ArraySlice<UInt8>> = []

    init(_ ledger: LedgerFile, files: FileLayer) {
        self.ledger = ledger
        self.files = files
    }

    mutating func check(_ entry: LedgerEntry) -> String? {
        let wanted = ledger.path(of: entry.sequence)
        if wanted != path {
            path = wanted
            do {
                let bytes = try files.read(wanted, limit: 1 << 30)
                lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()[...]
            } catch {
                lines = []
                return "\(error)"
            }
        }
        guard let line = lines.popFirst(), let expected = try? LedgerFile.line(entry).dropLast() else {
            return "the ledger's file ends before this entry"
        }
        return line.elementsEqual(expected) ? nil : "the ledger's file has something else than the journal"
    }

    /// Lines behind the last entry.
    mutating func rest(after sequence: Int64) -> String? {
        lines.isEmpty ? nil : "the ledger's file has \(lines.count) entries that the journal has not"
    }
}
