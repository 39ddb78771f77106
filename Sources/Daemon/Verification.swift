import Configuration
import Domain
import Foundation
import Journal
import Storage

/// Checks everything that was promised: the chain and its signatures, the ledger's files, evidence, documents, cases and the
/// database, from entries to rows and from rows to entries. Says exactly what doesn't hold; makes and changes nothing. Goes through
/// all of it in batches: memory grows with the number of documents and pictures by some bytes each.
public struct Verification: Sendable {
    /// Something that doesn't hold, or that somebody should know of.
    public struct Finding: Codable, Sendable, Hashable {
        /// `ledger`, `ledger-file`, `roots`, `keys`, `evidence`, `document`, `case`, `register`, `registry`, `export`, `database`,
        /// `file`.
        public let part: String
        /// Which entry, hash, row or file.
        public let subject: String
        public let message: String
    }

    public struct Report: Sendable {
        public internal(set) var entries = 0
        public internal(set) var pictures = 0
        public internal(set) var documents = 0
        public internal(set) var findings: [Finding] = []
        /// What proves nothing wrong, but may have a reason.
        public internal(set) var notes: [Finding] = []
        /// Findings about pictures of events, by the event's number, which are none if it was removed meanwhile.
        var missingPictures: [Int64: [Finding]] = [:]
        /// What entries and rows name, for what is looked at afterwards.
        var named = NamedFiles()

        mutating func add(_ part: String, _ subject: String, _ message: String) {
            findings.append(Finding(part: part, subject: subject, message: message))
        }

        mutating func add(_ fault: RowFault) { add("database", "\(fault.table) \(fault.row)", "\(fault)") }

        mutating func note(_ part: String, _ subject: String, _ message: String) {
            notes.append(Finding(part: part, subject: subject, message: message))
        }

        mutating func merge(_ part: Report) {
            entries += part.entries
            pictures += part.pictures
            documents += part.documents
            findings += part.findings
            notes += part.notes
            missingPictures.merge(part.missingPictures) { $0 + $1 }
            named.merge(part.named)
        }
    }

    /// What is checked, and against what from elsewhere.
    public struct Options: Sendable {
        /// Verify each entry's signature, also where the journal's and the file's copy of it agree and a later one vouches for the
        /// entry (`LedgerChecker`).
        public var everySignature = false
        /// Check the chain, its files, keys and roots alone.
        public var ledgerOnly = false
        /// A published list of daily roots that was kept elsewhere; nil for none.
        public var roots: RawPath?
        /// The public key, in PEM, that the first entry must be signed with; nil to take any.
        public var firstKey: String?

        public init(
            everySignature: Bool = false, ledgerOnly: Bool = false, roots: RawPath? = nil, firstKey: String? = nil
        ) {
            self.everySignature = everySignature
            self.ledgerOnly = ledgerOnly
            self.roots = roots
            self.firstKey = firstKey
        }
    }

    let state: StoredState
    let options: Options

    public init(_ state: StoredState, _ options: Options = Options()) {
        self.state = state
        self.options = options
    }

    public init(_ engine: Engine, _ options: Options = Options()) { self.init(engine.stored, options) }

    public func all() async throws -> Report {
        var report = Report()
        let damages = try state.journal.damages()
        for damage in damages.structure + damages.schema + damages.rows {
            report.add("database", "etle.sqlite", damage)
        }
        guard damages.structure.isEmpty else {
            report.add(
                "database", "etle.sqlite",
                "the file is damaged, so the rest cannot be checked: restore it from a backup, then check again")
            return report
        }
        if options.ledgerOnly {
            report.merge(await part("ledger", checkLedger))
            return report
        }
        // Each part waits for the database by turns, so together they keep more processors busy than one after the other.
        async let ledger = part("ledger", checkLedger)
        async let events = part("event", checkEvents)
        async let documents = part("document", checkDocuments)
        async let cases = part("case", checkCases)
        async let words = part("officer_words", checkWords)
        async let registers = part("register", checkRegisters)
        async let vehicles = part("registry", checkVehicleRegister)
        for part in await [ledger, events, documents, cases, words, registers, vehicles] { report.merge(part) }
        let named = report.named
        report.merge(await part("files") { try await checkFiles(named, &$0) })
        return report
    }

    private func part(_ name: String, _ check: (inout Report) async throws -> Void) async -> Report {
        var report = Report()
        do {
            try await check(&report)
        } catch {
            // Errors of the database may quote a row, and with it a name or an address.
            let part = error is StorageError || error is DaemonError ? "file" : "database"
            report.add(part, name, "the check could not be finished: \(JournalError.withoutValues(error))")
        }
        return report
    }

    /// Checks items on as many threads as there are processors.
    func inParallel<Item: Sendable>(
        _ items: [Item], _ check: @escaping @Sendable (ArraySlice<Item>) -> Report
    ) async -> Report {
        let size = max(1, (items.count + 1) / max(1, ProcessInfo.processInfo.activeProcessorCount))
        return await withTaskGroup(of: (Int, Report).self, returning: Report.self) { group in
            for start in stride(from: 0, to: items.count, by: size) {
                let part = items[start..<min(start + size, items.count)]
                group.addTask { (start, check(part)) }
            }
            var parts: [(Int, Report)] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.reduce(into: Report()) { $0.merge($1.1) }
        }
    }
}

/// Files that something names, in few bytes each.
struct NamedFiles: Sendable {
    /// The first 64 bits of the hashes of evidence.
    private(set) var evidence: Set<UInt64> = []
    /// Hashes of other offices' files, with an entry that names each.
    var handedIn: [String: Int64] = [:]
    /// Files of signed documents, without extension.
    var outputs: Set<RawPath> = []
    /// The newest payload of each export.
    var exports: [String: String] = [:]

    static func bits(_ sha256: some StringProtocol) -> UInt64? { UInt64(sha256.prefix(16), radix: 16) }

    mutating func add(evidence sha256: String) { if let bits = NamedFiles.bits(sha256) { evidence.insert(bits) } }

    mutating func merge(_ other: NamedFiles) {
        evidence.formUnion(other.evidence)
        handedIn.merge(other.handedIn) { first, _ in first }
        outputs.formUnion(other.outputs)
        exports.merge(other.exports) { $1 }
    }
}
