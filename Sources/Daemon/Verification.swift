import Domain
import Foundation
import Journal
import Storage

/// Checks everything that was promised: the chain and its signatures, the ledger's files, evidence, documents, cases and the
/// database. Says exactly what doesn't hold; changes nothing. Goes through all of it in batches: memory doesn't grow with what is there.
public struct Verification: Sendable {
    /// Something that doesn't hold.
    public struct Finding: Codable, Sendable, Hashable {
        /// `ledger`, `ledger-file`, `evidence`, `document`, `case`, `register`, `database`, `file`.
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

        mutating func add(_ part: String, _ subject: String, _ message: String) {
            findings.append(Finding(part: part, subject: subject, message: message))
        }

        mutating func merge(_ part: Report) {
            entries += part.entries
            pictures += part.pictures
            documents += part.documents
            findings += part.findings
        }
    }

    let engine: Engine
    private let everySignature: Bool

    /// - Parameter everySignature: verify each entry's signature, also where the journal's and the file's copy of it agree and a
    ///   later one vouches for the entry (`LedgerChecker`).
    public init(_ engine: Engine, everySignature: Bool = false) {
        self.engine = engine
        self.everySignature = everySignature
    }

    public func all() async throws -> Report {
        var report = Report()
        for damage in try engine.journal.damages() { report.add("database", "etle.sqlite", damage) }
        guard report.findings.isEmpty else {
            report.add(
                "database", "etle.sqlite",
                "the file is damaged, so the rest cannot be checked: restore it from a backup, then check again")
            return report
        }
        // Each part waits for the database by turns, so together they keep more processors busy than one after the other.
        async let ledger = part("ledger", checkLedger)
        async let events = part("event", checkEvents)
        async let documents = part("document", checkDocuments)
        async let cases = part("case", checkCases)
        async let words = part("officer_words", checkWords)
        async let registers = part("register", checkRegisters)
        for part in await [ledger, events, documents, cases, words, registers] { report.merge(part) }
        return report
    }

    private func part(_ name: String, _ check: (inout Report) async throws -> Void) async -> Report {
        var report = Report()
        do {
            try await check(&report)
        } catch {
            // A damaged row that cannot even be read ends its own part only.
            report.add("database", name, "a row cannot be read, and those after it weren't checked: \(error)")
        }
        return report
    }

    /// Checks single files of the output folders: letters, tickets, their JSON and proofs.
    public func check(_ paths: [String]) async throws -> Report {
        var report = Report()
        for path in paths {
            let name = String(decoding: RawPath(path).name, as: UTF8.self)
            let suffix = DocumentFile.allCases.first { name.hasSuffix($0.suffix) }
            let base = String(name.dropLast(suffix?.suffix.utf8.count ?? 0))
            guard let suffix, let document = try await engine.journal.document(fileName: base), document.signed != nil
            else {
                report.add("file", path, "no document of this name was ever signed here")
                continue
            }
            report.documents += 1
            do {
                let bytes = try engine.files.read(RawPath(path), limit: 64 << 20)
                if Digest.sha256(bytes) != Digest.sha256(try await engine.bytes(of: document, suffix)) {
                    report.add("file", path, "the file is not what was signed: it was altered")
                }
            } catch {
                report.add("file", path, "\(error)")
            }
        }
        return report
    }

    /// Writes files of signed documents that are missing or altered again, from row and evidence. Returns how many.
    public func restore() async throws -> Int {
        var last: Int64 = 0
        var restored = 0
        while true {
            let documents = try await engine.journal.signedDocuments(after: last, limit: 200)
            guard let newest = documents.last else { return restored }
            last = newest.id
            for document in documents where try await !fileProblems(of: document).isEmpty {
                try await engine.write(document)
                restored += 1
            }
        }
    }

    /// Goes through what the ledger and its files have, entry by entry.
    private func checkLedger(_ report: inout Report) async throws {
        var checker = try LedgerChecker(keysIn: Engine.keyFolder(engine.configuration.paths), files: engine.files)
        var file = LedgerFileReader(engine.ledgerFile, files: engine.files)
        let journal = engine.journal
        var batch = try await journal.ledger(after: 0, limit: Verification.batch)
        while let last = batch.last?.sequence {
            // The next ones are read while these are checked.
            async let following = journal.ledger(after: last, limit: Verification.batch)
            var confirmed: Set<Int64> = []
            for entry in batch {
                switch file.check(entry) {
                case .same: if !everySignature { confirmed.insert(entry.sequence) }
                case .missing: break
                case .problem(let problem): report.add("ledger-file", "\(entry.sequence)", problem)
                }
            }
            for problem in await checker.check(batch, confirmed: confirmed) {
                report.add("ledger", "\(problem.sequence)", problem.message)
            }
            report.entries += batch.count
            batch = try await following
        }
        if let problem = file.rest { report.add("ledger-file", "\(report.entries + 1)", problem) }
    }

    private static let batch = 4000
}
