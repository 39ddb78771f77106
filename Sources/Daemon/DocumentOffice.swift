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
        let rendered = try render(draft, by: settings.renderer, with: settings.renderer.texts)
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
    private func render(
        _ document: DocumentRecord, by renderer: DocumentRenderer, with texts: DocumentTexts
    ) throws -> RenderedDocument {
        switch document.kind {
        case .notice:
            return try renderer.letter(
                CanonicalJSON.decode(from: document.content), texts: texts, from: pictureSource)
        case .ticket:
            return try renderer.ticket(
                CanonicalJSON.decode(from: document.content), texts: texts, from: pictureSource)
        }
    }

    /// Whether a signed document, made again from the evidence as it is now, is the one that was signed.
    func isAsSigned(_ document: DocumentRecord) throws -> Bool {
        let rendered = try render(document, by: settings.renderer, with: texts(of: document))
        return Digest.sha256(rendered.pdf) == document.signed?.pdfSHA256
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

    /// The daily roots, for publication: `<ledger>/roots.csv`.
    ///
    /// A root that was published is never taken back: where the file has one that the ledger hasn't, it stays as it is.
    /// - Returns: what is wrong with the file; nil if nothing is.
    @discardableResult
    func writeRoots() async throws -> String? {
        let path = RawPath(configuration.paths.ledger).appending("roots.csv")
        let lines = RootList.lines(try await journal.dayRoots())
        let published = try RootList.read(path, files: files)
        if let stray = published.first(where: { !lines.contains($0) }) {
            return
                "\(path.display) lists a root that the ledger hasn't (\(stray.split(separator: ",").first ?? "")), so it isn't written any more: see \"When something is wrong\" in docs/operations.md"
        }
        if published != lines { try files.writeDurably(path, bytes: RootList.text(lines).utf8) }
        return nil
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
            if entries.contains(where: { $0.kind == .root }), let problem = try await writeRoots() {
                logger.error("daily roots are not published", metadata: ["problem": "\(problem)"])
            }
        }
    }

    /// Puts the ledger's files into a state that can be appended to. Returns the newest number that is in them.
    func recoverLedgerFile() async throws -> Int64 {
        let recovery = try await ledgerFile.recover { [journal] number in
            try await journal.ledger(after: number - 1, limit: 1).first { $0.sequence == number }
        }
        for problem in recovery.problems {
            logger.error("a file of the ledger was not what the journal has", metadata: ["problem": "\(problem)"])
        }
        return recovery.last
    }

    /// For commands that append entries: writes them to the ledger's files where no daemon runs that would.
    public func exportLedgerIfAlone() async throws {
        let state = RawPath(configuration.paths.state)
        // Who starts a daemon and doesn't get the second lock waits for the first.
        let opening = try FolderLock(waitingFor: state.appending("open.lock"))
        defer { withExtendedLifetime(opening) {} }
        guard let lock = try FolderLock(state.appending("etle.lock")) else { return }
        defer { withExtendedLifetime(lock) {} }
        try await exportLedger(after: recoverLedgerFile())
    }
}
