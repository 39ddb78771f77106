import Configuration
import Domain
import Issuance
import Journal
import Storage

/// What an installation has stored, for reading it: opening it makes, migrates and changes nothing.
public struct StoredState: Sendable {
    let configuration: Configuration
    let files: FileLayer
    let evidence: EvidenceStore
    let journal: Journal
    let ledgerFile: LedgerFile

    /// - Throws: ``DaemonError`` if there is no journal; ``Journal/JournalError`` if it is another version's; what else keeps it from
    ///   being opened.
    public init(reading configuration: Configuration, files: FileLayer = FileLayer()) throws {
        let path = configuration.paths.journalDatabase
        guard try files.inspect(RawPath(path)) != nil else {
            throw DaemonError(
                "there is no journal \(path), so nothing can be checked. Where etle has worked before, the database is lost: restore it from a backup (docs/operations.md). Otherwise check paths.state, or start etle first"
            )
        }
        self.init(configuration, files, try Journal(reading: path))
    }

    init(_ configuration: Configuration, _ files: FileLayer, _ journal: Journal) {
        self.configuration = configuration
        self.files = files
        self.journal = journal
        evidence = EvidenceStore(root: RawPath(configuration.paths.evidence), files: files)
        ledgerFile = LedgerFile(folder: RawPath(configuration.paths.ledger), files: files)
    }

    var keyFolder: RawPath { Engine.keyFolder(configuration.paths) }

    /// Whether a daemon works here, which writes files a moment after the rows they are made from.
    func isDaemonAtWork() throws -> Bool {
        try FolderLock.isHeld(RawPath(configuration.paths.state).appending("etle.lock"))
    }

    /// Where a document's files are: `<out>/notices/2026/07/21/<reference>` without extension.
    func outputPath(_ document: DocumentRecord) -> RawPath {
        let paths = configuration.paths
        let folder = document.kind == .notice ? paths.notices : paths.tickets
        let name = document.kind == .notice ? document.name : TicketNumber.fileName(document.name)
        return document.day.iso8601.split(separator: "-")
            .reduce(RawPath(folder)) { $0.appending(String($1)) }.appending(name)
    }

    func path(of document: DocumentRecord, _ file: DocumentFile) -> RawPath {
        RawPath(bytes: outputPath(document).bytes + Array(file.suffix.utf8))
    }

    /// A file's bytes as they were signed, from evidence and rows: the same at any time.
    /// - Throws: ``DaemonError`` if the row doesn't give them any more; ``Storage/EvidenceError``.
    func bytes(of document: DocumentRecord, _ file: DocumentFile) async throws -> [UInt8] {
        guard let signed = document.signed else { throw DaemonError("document \(document.id) is not signed yet") }
        switch file {
        case .pdf: return try evidence.get(signed.pdfSHA256)
        case .json:
            let twin = try Engine.twin(of: document, pdfSHA256: signed.pdfSHA256, ledger: signed.ledger)
            guard Digest.sha256(twin) == signed.jsonSHA256 else {
                throw DaemonError(
                    "the JSON of document \(document.id) cannot be made again as it was signed; run etle verify")
            }
            return twin
        case .proof:
            let before = try await journal.hash(before: signed.ledger.sequence)
            return try DocumentProof(document.name, entry: signed.ledger, previous: before).bytes()
        }
    }

    /// Writes a signed document's files. Writing again gives the same bytes.
    func write(_ document: DocumentRecord) async throws {
        guard document.signed != nil else { return }
        for file in DocumentFile.allCases {
            try files.writeDurably(path(of: document, file), bytes: try await bytes(of: document, file))
        }
    }
}

extension Engine {
    /// The same as what a check reads.
    var stored: StoredState { StoredState(configuration, files, journal) }

    func outputPath(_ document: DocumentRecord) -> RawPath { stored.outputPath(document) }

    func path(of document: DocumentRecord, _ file: DocumentFile) -> RawPath { stored.path(of: document, file) }

    func bytes(of document: DocumentRecord, _ file: DocumentFile) async throws -> [UInt8] {
        try await stored.bytes(of: document, file)
    }

    func write(_ document: DocumentRecord) async throws { try await stored.write(document) }
}
