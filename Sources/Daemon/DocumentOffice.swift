import Domain
import Issuance
import Journal
import Logging
import Storage

// Documents from committed rows: drafts are rendered and signed, signed ones are written to the output folders.

extension Engine {
    /// Renders and signs one draft. The PDF is in the evidence store before the journal says that it exists.
    func sign(_ draft: DocumentRecord) async throws {
        let settings = settings
        try texts.keep(settings.texts)
        let rendered = try render(draft, by: settings.renderer)
        for problem in rendered.pictureProblems {
            logger.warning(
                "a document lacks a picture", metadata: ["document": "\(draft.id)", "evidence": "\(problem.sha256)"])
        }
        if rendered.unprintableCharacters > 0 {
            logger.warning(
                "a document has characters that the fonts lack: look at it before it is posted",
                metadata: ["document": "\(draft.id)", "characters": "\(rendered.unprintableCharacters)"])
        }
        let sha256 = try evidence.put(rendered.pdf)
        try await journal.sign(
            draft, pdfSHA256: sha256, texts: settings.texts.sha256, unprintable: rendered.unprintableCharacters,
            at: clock.now()
        ) { entry in
            try Engine.twin(of: draft, pdfSHA256: sha256, ledger: entry)
        }
    }

    var pictureSource: PictureSource {
        PictureSource(
            picture: { try self.evidence.get($0) }, annex: { self.annexes.get($0) },
            // What is in the store but cannot be read now is no reason to say for ever that it isn't there.
            mayPass: { $0 is StorageError })
    }

    /// The PDF's bytes, from the row and the evidence alone.
    private func render(_ document: DocumentRecord, by renderer: DocumentRenderer) throws -> RenderedDocument {
        switch document.kind {
        case .notice:
            return try renderer.letter(try CanonicalJSON.decode(from: document.content), from: pictureSource)
        case .ticket:
            return try renderer.ticket(try CanonicalJSON.decode(from: document.content), from: pictureSource)
        }
    }

    /// The JSON twin's bytes, from the row alone.
    static func twin(of document: DocumentRecord, pdfSHA256: String, ledger: LedgerEntry?) throws -> [UInt8] {
        let mark = ledger.map { LedgerEntryMark(sequence: Int($0.sequence), hash: $0.hash, signature: $0.signature) }
        switch document.kind {
        case .notice:
            return try NoticeDocument(
                CanonicalJSON.decode(from: document.content), document: pdfSHA256, ledger: mark
            ).bytes()
        case .ticket:
            return try TicketDocument(
                CanonicalJSON.decode(from: document.content), document: pdfSHA256, ledger: mark
            ).bytes()
        }
    }

    /// Where a document's files are: `<out>/notices/2026/07/21/<reference>` without extension.
    func outputPath(_ document: DocumentRecord) -> RawPath {
        let paths = configuration.paths
        let folder = document.kind == .notice ? paths.notices : paths.tickets
        let name = document.kind == .notice ? document.name : TicketNumber.fileName(document.name)
        return document.day.iso8601.split(separator: "-")
            .reduce(RawPath(folder)) { $0.appending(String($1)) }.appending(name)
    }

    /// Writes a signed document's files. Writing again gives the same bytes.
    func write(_ document: DocumentRecord) async throws {
        guard document.signed != nil else { return }
        for file in DocumentFile.allCases {
            try files.writeDurably(path(of: document, file), bytes: try await bytes(of: document, file))
        }
    }

    /// The daily roots, for publication: `<ledger>/roots.csv`.
    func writeRoots() async throws {
        let lines = try await journal.dayRoots().map {
            csvLine([$0.day.iso8601, "\($0.first)", "\($0.last)", $0.root])
        }
        try files.writeDurably(
            RawPath(configuration.paths.ledger).appending("roots.csv"),
            bytes: (csvLine(["day", "first", "last", "root"]) + lines.joined()).utf8)
    }

    /// Appends new ledger entries to the ledger's files. Returns the newest number that is in the files.
    @discardableResult
    public func exportLedger(after sequence: Int64 = 0) async throws -> Int64 {
        var last = sequence
        while true {
            let entries = try await journal.ledger(after: last, limit: 1000)
            guard let newest = entries.last else { return last }
            try ledgerFile.append(entries)
            last = newest.sequence
        }
    }
}
