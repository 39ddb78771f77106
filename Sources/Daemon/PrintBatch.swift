import Domain
import Issuance
import Journal
import Storage

/// What a unit hands to the post on a day: its documents that were signed by then and are in no batch yet, under
/// `<out>/batches/<day>/`: `<unit>-001.pdf` and so on with the documents by postal code, `<unit>.csv` for the courier,
/// `<unit>-kelurahan.csv` for officers who deliver by hand, `<unit>-messages.jsonl` for other channels, `<unit>-withheld.csv` with what is
/// not printed. Each document is in one batch, which its row names; so a batch can be made again, byte for byte.
struct PrintBatch: Sendable {
    static let manifestColumns = [
        "position", "barcode", "file", "document", "contents", "pages", "sheets", "weight_grams", "postal_code", "city",
    ]
    static let kelurahanColumns = ["city", "kecamatan", "kelurahan", "address", "name", "barcode", "document"]
    static let withheldColumns = ["document", "kind", "reason"]

    /// Bounds a file's size and the memory that making it takes.
    private static let envelopesPerFile = 100
    /// A letter to the same addressee as so many others gets a cover list.
    private static let lettersForCover = 3
    /// Grams: a sheet of A4 at 80 g/m², an envelope DL with a window.
    private static let (sheetGrams, envelopeGrams) = (5, 4)

    let engine: Engine
    let day: LocalDate
    let unit: Unit

    var name: String { "batch/\(unit.id)/\(day.iso8601)" }

    /// What lies in one envelope: a letter, a letter with its ticket, or a ticket.
    private struct Envelope {
        let owner: Owner
        let document: DocumentRecord
        var parts: [(part: BatchPart, texts: DocumentTexts, document: DocumentRecord)]
        let notice: NoticeContent?
        /// The list that lies before the letter.
        var cover: CoverList?

        var barcode: Barcode { Barcode(document: document.id) }
        var order: [String] {
            [owner.postalCode, owner.city, owner.kelurahan, owner.address, owner.name, owner.nik, document.name]
        }
        /// What is printed, in this order. A list is no document.
        var allParts: [(part: BatchPart, texts: DocumentTexts, document: DocumentRecord?)] {
            (cover.map { [(.cover($0, barcode), parts[0].texts, nil)] } ?? []) + parts.map { ($0, $1, $2) }
        }
    }

    /// Documents that would be printed otherwise than they were signed: their pictures are gone.
    private struct PrintedOtherwise: Error {
        var documents: [DocumentRecord] = []
        /// ``PrintBatch/Envelope/document``, in which they lie.
        var envelopes: Set<Int64> = []
    }

    /// Makes the batch of what was issued before an instant and waits for it, and notes it in the ledger. What cannot be printed as it was
    /// signed is left out, with its envelope: it waits for the next batch, and `etle status` tells.
    ///
    /// The files get their names by ``Engine/finishBatches()``, once the ledger has them: what isn't noted is never seen, and so never
    /// posted.
    /// - Parameter leftOut: envelopes of which that is known.
    /// - Returns: the files; none if nothing waits, or if some of it will be signed within moments.
    func write(before closing: Timestamp, without leftOut: Set<Int64> = []) async throws -> [RawPath] {
        let posted = try await journal.documentsToPost(unit: unit.id, through: day, before: closing)
            .filter { !leftOut.contains($0.envelope ?? $0.document.id) }
        var written: [String: String] = [:]
        guard !posted.isEmpty else {
            guard !leftOut.isEmpty else { return [] }
            throw DaemonError("nothing can be printed as it was signed: see the failing documents (etle status)")
        }
        let making = engine.making(name)
        try engine.files.makeFolders(making)
        do {
            try await make(posted, isFirst: true) { name, bytes in
                try engine.files.create(making.appending(name), bytes: bytes)
                written[name] = Digest.sha256(bytes)
            }
        } catch let error as PrintedOtherwise {
            for document in error.documents {
                try await journal.noteFailure(
                    """
                    \(document.name) is not printed: its pictures are not what they were when it was signed. Put them back from a backup \
                    (etle verify names them), or let an officer send another letter (etle cases resend; where there is a ticket, etle cases object first)
                    """, ofDocument: document.id, at: engine.clock.now())
            }
            return try await write(before: closing, without: leftOut.union(error.envelopes))
        }
        try engine.files.syncFolder(making)
        let isDispatched = engine.configuration.post.dispatch == .onIssue
        do {
            try await journal.noteBatch(
                name, of: posted, files: written,
                dispatching: isDispatched ? CaseWork(calendar: engine.settings.calendar) : nil, at: engine.clock.now())
        } catch let error as JournalError where error.code == .stateChanged {
            // An officer was quicker: it is made again, without what he withdrew.
            return try await write(before: closing, without: leftOut)
        }
        return written.keys.sorted().map(folder.appending)
    }

    /// Makes a batch again that the ledger knows, and writes those of its files that are missing or were altered; none of them ever gets
    /// another content than it was printed with.
    /// - Throws: ``DaemonError`` if a file cannot be made again as it was.
    func restore() async throws -> [RawPath] {
        guard let files = try await journal.export(name) else { return [] }
        let lost = try files.filter { name, sha256 in
            let path = folder.appending(name)
            return try engine.files.inspect(path) == nil
                || Digest.sha256(engine.files.read(path, limit: Int.max - 1)) != sha256
        }
        guard !lost.isEmpty else { return [] }
        var others = lost
        try await make(try await journal.documents(inBatch: name), isFirst: false) { name, bytes in
            guard lost[name] == Digest.sha256(bytes) else { return }
            try engine.files.writeDurably(folder.appending(name), bytes: bytes)
            others[name] = nil
        }
        guard others.isEmpty else {
            throw DaemonError(
                """
                the print batch \(unit.id) of \(day.iso8601) cannot be made again as it was printed (\(others.keys.sorted().joined(separator: ", "))): \
                pictures were removed since, or another version of etle made it. What lies there was left as it is; put \(folder.display) \
                back from a backup, or print the signed documents under notices and tickets
                """)
        }
        return lost.keys.sorted().map(folder.appending)
    }

    private var journal: Journal { engine.journal }
    private var folder: RawPath { RawPath(engine.configuration.paths.batches).appending(day.iso8601) }

    /// Makes all files of a batch, one after the other.
    /// - Parameter isFirst: whether it is to be printed now, and not compared with what was.
    /// - Throws: ``PrintedOtherwise`` if it is to be printed now.
    private func make(_ posted: [PostedDocument], isFirst: Bool, put: (_ name: String, _ bytes: [UInt8]) throws -> Void)
        async throws
    {
        let envelopes = try await self.envelopes(of: posted)
        let starts = Array(stride(from: 0, to: envelopes.count, by: PrintBatch.envelopesPerFile))
        var lines = [String](repeating: "", count: starts.count)
        try await withThrowingTaskGroup(of: (number: Int, pdf: [UInt8], lines: String).self) { group in
            /// Waits for one file and writes it.
            func finish() async throws {
                guard let file = try await group.next() else { return }
                try put(fileName(file.number), file.pdf)
                lines[file.number] = file.lines
            }
            for (number, start) in starts.enumerated() {
                // As many at a time as there are processors: a file takes some 30 MB while it is made.
                if number >= ProcessorCount.available { try await finish() }
                let part = Array(envelopes[start..<min(start + PrintBatch.envelopesPerFile, envelopes.count)])
                group.addTask(executorPreference: engine.rendering) {
                    let (pdf, lines) = try render(part, named: fileName(number), from: start + 1, isFirst: isFirst)
                    return (number, pdf, lines)
                }
            }
            while !group.isEmpty { try await finish() }
        }
        if !envelopes.isEmpty {
            try put("\(unit.id).csv", Array((csvLine(PrintBatch.manifestColumns) + lines.joined()).utf8))
            try put("\(unit.id)-kelurahan.csv", Array(kelurahan(envelopes).utf8))
            try put("\(unit.id)-messages.jsonl", try messages(envelopes))
        }
        let withheld = posted.compactMap { item in
            item.withheld.map { csvLine([item.document.name, item.document.kind.rawValue, $0.rawValue]) }
        }
        if !withheld.isEmpty {
            try put(
                "\(unit.id)-withheld.csv", Array((csvLine(PrintBatch.withheldColumns) + withheld.joined()).utf8))
        }
    }

    /// `<unit>-001.pdf` for number 0.
    private func fileName(_ number: Int) -> String {
        let digits = String(number + 1)
        return "\(unit.id)-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits).pdf"
    }

    /// What is printed, by postal code; the letters of one addressee stand together, behind their list if they are many.
    private func envelopes(of posted: [PostedDocument]) async throws -> [Envelope] {
        let printed = posted.filter { $0.withheld == nil }
        var envelopes: [Int64: Envelope] = [:]
        for item in printed where item.envelope == nil {
            let document = item.document
            let barcode = Barcode(document: document.id)
            let texts = engine.texts(of: document)
            switch document.kind {
            case .notice:
                let notice = try CanonicalJSON.decode(NoticeContent.self, from: document.content)
                envelopes[document.id] = Envelope(
                    owner: notice.owner, document: document, parts: [(.letter(notice, barcode), texts, document)],
                    notice: notice)
            case .ticket:
                let ticket = try CanonicalJSON.decode(TicketContent.self, from: document.content)
                guard let notice = try await journal.notice(ticket.reference) else {
                    throw DaemonError("the letter of the ticket in document \(document.id) is missing: run etle verify")
                }
                envelopes[document.id] = Envelope(
                    owner: notice.content.owner, document: document,
                    parts: [(.ticket(ticket, barcode), texts, document)],
                    notice: nil)
            }
        }
        for item in printed {
            guard let envelope = item.envelope else { continue }
            envelopes[envelope]?.parts.append(
                (
                    .ticket(try CanonicalJSON.decode(from: item.document.content), nil),
                    engine.texts(of: item.document), item.document
                ))
        }
        var sorted = envelopes.values.sorted { $0.order.lexicographicallyPrecedes($1.order) }
        let letters = Dictionary(
            grouping: sorted.indices.filter { sorted[$0].notice != nil }, by: { sorted[$0].owner.addresseeKey })
        for indices in letters.values where indices.count >= PrintBatch.lettersForCover {
            sorted[indices[0]].cover = CoverList(indices.compactMap { sorted[$0].notice })
        }
        return sorted
    }

    private func render(_ envelopes: [Envelope], named name: String, from first: Int, isFirst: Bool) throws -> (
        pdf: [UInt8], lines: String
    ) {
        let parts = envelopes.flatMap(\.allParts)
        let batch = try engine.settings.renderer.batch(
            parts.map { ($0.part, $0.texts) }, title: "\(unit.name) \(day.iso8601)", author: unit.name,
            created: "\(day.iso8601)T00:00:00\(unit.timeZone.start(of: day).rfc3339(in: unit.timeZone).suffix(6))",
            from: engine.pictureSource)
        for problem in batch.pictureProblems.joined() {
            engine.logger.warning(
                "a print batch lacks a picture", metadata: ["file": "\(name)", "evidence": "\(problem.sha256)"])
        }
        var pages = [Int](repeating: 0, count: envelopes.count)
        var sheets = pages
        let owners = envelopes.enumerated().flatMap { index, envelope in envelope.allParts.map { _ in index } }
        if isFirst {
            var otherwise = PrintedOtherwise()
            for (index, part) in parts.enumerated() where !batch.pictureProblems[index].isEmpty {
                guard let document = part.document, try !engine.isAsSigned(document) else { continue }
                otherwise.documents.append(document)
                otherwise.envelopes.insert(envelopes[owners[index]].document.id)
            }
            if !otherwise.documents.isEmpty { throw otherwise }
        }
        for (owner, count) in zip(owners, batch.pages) {
            pages[owner] += count
            sheets[owner] += (count + 1) / 2
        }
        let lines = envelopes.enumerated().map { index, envelope in
            csvLine([
                "\(first + index)", envelope.barcode.description, name, envelope.document.name,
                envelope.notice == nil ? "ticket" : envelope.parts.count > 1 ? "letter+ticket" : "letter",
                "\(pages[index])", "\(sheets[index])",
                "\(sheets[index] * PrintBatch.sheetGrams + PrintBatch.envelopeGrams)",
                spreadsheetText(envelope.owner.postalCode),
                spreadsheetText(envelope.owner.city),
            ])
        }
        return (batch.pdf, lines.joined())
    }

    private func kelurahan(_ envelopes: [Envelope]) -> String {
        let rows = envelopes.map { envelope in
            let owner = envelope.owner.forSpreadsheets
            return [
                owner.city, owner.kecamatan, owner.kelurahan, owner.address, owner.name, envelope.barcode.description,
                envelope.document.name,
            ]
        }
        return csvLine(PrintBatch.kelurahanColumns)
            + rows.sorted { $0.lexicographicallyPrecedes($1) }.map(csvLine).joined()
    }

    private func messages(_ envelopes: [Envelope]) throws -> [UInt8] {
        let skipped = envelopes.reduce(0) {
            $0 + ($1.notice.map { ContactDetails(phone: $0.owner.phone, email: $0.owner.email).skipped } ?? 0)
        }
        if skipped > 0 {
            engine.logger.notice(
                "numbers or addresses of the register that no message can go to",
                metadata: ["batch": "\(name)", "count": "\(skipped)"])
        }
        return try envelopes.flatMap { envelope in
            try envelope.notice.map(envelope.parts[0].texts.messages)?.flatMap {
                Array(try CanonicalJSON.encode($0).utf8) + [UInt8(ascii: "\n")]
            } ?? []
        }
    }
}
