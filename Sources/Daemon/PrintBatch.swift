import Domain
import Issuance
import Journal
import Storage

/// A unit's letters and tickets of one day, ready for the post, under `<out>/batches/<day>/`: `<unit>-001.pdf` and so on with the documents
/// by postal code, `<unit>.csv` for the courier, `<unit>-kelurahan.csv` for officers who deliver by hand, `<unit>-messages.jsonl` for
/// other channels. Made from committed rows and evidence, so it can be made again, byte for byte.
struct PrintBatch: Sendable {
    static let manifestColumns = [
        "position", "barcode", "file", "document", "contents", "pages", "sheets", "weight_grams", "postal_code", "city",
    ]
    static let kelurahanColumns = ["city", "kecamatan", "kelurahan", "address", "name", "barcode", "document"]

    /// Bounds a file's size and the memory that making it takes.
    private static let envelopesPerFile = 100
    /// A letter to the same addressee as so many others gets a cover list.
    private static let lettersForCover = 3
    /// Grams: a sheet of A4 at 80 g/m², an envelope DL with a window.
    private static let (sheetGrams, envelopeGrams) = (5, 4)

    let engine: Engine
    let day: LocalDate
    let unit: Unit

    /// What lies in one envelope: a letter, a letter with its ticket, or a ticket.
    private struct Envelope {
        let owner: Owner
        let document: DocumentRecord
        var parts: [BatchPart]
        let notice: NoticeContent?

        var barcode: Barcode { Barcode(document: document.id) }
        var order: [String] {
            [owner.postalCode, owner.city, owner.kelurahan, owner.address, owner.name, document.name]
        }
        var addressee: [String] { [owner.name, owner.address, owner.city] }
    }

    /// Writes the day's files and notes them in the ledger. Returns the files; none for a day without documents.
    @discardableResult
    func write() async throws -> [RawPath] {
        let envelopes = try await self.envelopes()
        guard !envelopes.isEmpty else { return [] }
        let folder = RawPath(engine.configuration.paths.batches).appending(day.iso8601)
        var written: [(name: String, sha256: String)] = []
        func put(_ name: String, _ bytes: [UInt8]) throws {
            try engine.files.writeDurably(folder.appending(name), bytes: bytes)
            written.append((name, Digest.sha256(bytes)))
        }
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
                    let (pdf, lines) = try render(part, named: fileName(number), from: start + 1)
                    return (number, pdf, lines)
                }
            }
            while !group.isEmpty { try await finish() }
        }
        try put("\(unit.id).csv", Array((csvLine(PrintBatch.manifestColumns) + lines.joined()).utf8))
        try put("\(unit.id)-kelurahan.csv", Array(kelurahan(envelopes).utf8))
        try put("\(unit.id)-messages.jsonl", try messages(envelopes))
        try await engine.journal.noteExport(
            "batch/\(unit.id)/\(day.iso8601)",
            files: Dictionary(uniqueKeysWithValues: written.map { ($0.name, $0.sha256) }), at: engine.clock.now())
        return written.map(\.name).sorted().map(folder.appending)
    }

    /// `<unit>-001.pdf` for number 0.
    private func fileName(_ number: Int) -> String {
        let digits = String(number + 1)
        return "\(unit.id)-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits).pdf"
    }

    private func envelopes() async throws -> [Envelope] {
        let documents = try await engine.journal.documents(issuedOn: day, unit: unit.id)
        var envelopes: [String: Envelope] = [:]
        for document in documents where document.kind == .notice {
            let notice = try CanonicalJSON.decode(NoticeContent.self, from: document.content)
            envelopes[document.name] = Envelope(
                owner: notice.owner, document: document, parts: [.letter(notice, Barcode(document: document.id))],
                notice: notice)
        }
        for document in documents where document.kind == .ticket {
            let ticket = try CanonicalJSON.decode(TicketContent.self, from: document.content)
            guard let record = try await engine.journal.legalCase(named: ticket.number),
                let notice = try await engine.journal.notice(ticket.reference),
                // What is void before the day is over isn't posted.
                !record.value.formerTickets.contains(where: { $0.ticket.number == ticket.number && $0.voidOn <= day })
            else { continue }
            if record.value.ticket(numbered: ticket.number)?.isWithLetter == true, envelopes[ticket.reference] != nil {
                envelopes[ticket.reference]?.parts.append(.ticket(ticket, nil))
            } else {
                envelopes[ticket.number] = Envelope(
                    owner: notice.content.owner, document: document,
                    parts: [.ticket(ticket, Barcode(document: document.id))], notice: nil)
            }
        }
        return envelopes.values.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }

    private func render(_ envelopes: [Envelope], named name: String, from first: Int) throws -> (
        pdf: [UInt8], lines: String
    ) {
        var parts: [BatchPart] = []
        var owners: [Int] = []
        for (index, envelope) in envelopes.enumerated() {
            let isFirst = index == 0 || envelopes[index - 1].addressee != envelope.addressee
            let letters = envelopes[index...].prefix { $0.addressee == envelope.addressee }.compactMap(\.notice)
            if isFirst, letters.count >= PrintBatch.lettersForCover {
                parts.append(.cover(CoverList(letters)))
                owners.append(index)
            }
            parts += envelope.parts
            owners += envelope.parts.map { _ in index }
        }
        let batch = try engine.settings.renderer.batch(
            parts, title: "\(unit.name) \(day.iso8601)", author: unit.name,
            created: "\(day.iso8601)T00:00:00\(unit.timeZone.start(of: day).rfc3339(in: unit.timeZone).suffix(6))",
            from: engine.pictureSource)
        var pages = [Int](repeating: 0, count: envelopes.count)
        var sheets = pages
        for (owner, count) in zip(owners, batch.pages) {
            pages[owner] += count
            sheets[owner] += (count + 1) / 2
        }
        let lines = envelopes.enumerated().map { index, envelope in
            csvLine([
                "\(first + index)", envelope.barcode.description, name, envelope.document.name,
                envelope.notice == nil ? "ticket" : envelope.parts.count > 1 ? "letter+ticket" : "letter",
                "\(pages[index])", "\(sheets[index])",
                "\(sheets[index] * PrintBatch.sheetGrams + PrintBatch.envelopeGrams)", envelope.owner.postalCode,
                envelope.owner.city,
            ])
        }
        return (batch.pdf, lines.joined())
    }

    private func kelurahan(_ envelopes: [Envelope]) -> String {
        let rows = envelopes.map { envelope in
            [
                envelope.owner.city, envelope.owner.kecamatan, envelope.owner.kelurahan, envelope.owner.address,
                envelope.owner.name, envelope.barcode.description, envelope.document.name,
            ]
        }
        return csvLine(PrintBatch.kelurahanColumns)
            + rows.sorted { $0.lexicographicallyPrecedes($1) }.map(csvLine).joined()
    }

    private func messages(_ envelopes: [Envelope]) throws -> [UInt8] {
        let texts = engine.settings.renderer.texts
        return try envelopes.compactMap(\.notice).flatMap { notice in
            try texts.messages(for: notice).flatMap { Array(try CanonicalJSON.encode($0).utf8) + [UInt8(ascii: "\n")] }
        }
    }
}

extension Engine {
    /// The days before today whose batches and block lists may be missing: a standstill of so long is caught up with.
    private static let catchUpDays = 7

    /// Does what retention asks for, once a day and process, and warns of what is foreseen. Returns how many events lost their pictures.
    func retain() async throws -> Int {
        let name = "retention/\(LocalTimeZone.jakarta.date(of: clock.now()).iso8601)"
        if closedDays.withLock({ !$0.insert(name).inserted }) { return 0 }
        if let warning = configuration.calendarWarning(on: LocalTimeZone.jakarta.date(of: clock.now())) {
            logger.warning("holidays are missing", metadata: ["problem": "\(warning)"])
        }
        do {
            return try await Retention(self).work()
        } catch {
            closedDays.withLock { _ = $0.remove(name) }
            throw error
        }
    }

    /// Writes what a day that is over leaves to be handed out, once. Returns the files.
    func writeClosedDays() async throws -> [RawPath] {
        var paths: [RawPath] = []
        for unit in configuration.units {
            let today = unit.timeZone.date(of: clock.now())
            for back in 1...Engine.catchUpDays {
                let day = today.adding(days: -back)
                let name = "batch/\(unit.id)/\(day.iso8601)"
                if closedDays.withLock({ !$0.insert(name).inserted }) { continue }
                do {
                    if try await !journal.hasExport(name) {
                        paths += try await PrintBatch(engine: self, day: day, unit: unit).write()
                    }
                } catch {
                    closedDays.withLock { _ = $0.remove(name) }
                    throw error
                }
            }
        }
        return paths
    }

    /// Writes the batches of all units for one local day, also one that isn't over. Returns the files.
    public func writeBatches(for day: LocalDate) async throws -> [RawPath] {
        var paths: [RawPath] = []
        for unit in configuration.units { paths += try await PrintBatch(engine: self, day: day, unit: unit).write() }
        return paths
    }
}
