import Domain
import Foundation
import Issuance
import Journal
import Storage

extension Verification {
    /// Every letter and ticket: its row, its entry, its evidence, its files.
    func checkDocuments(_ report: inout Report) async throws {
        var last = Int64.min
        let opening = try await state.journal.firstOpening()
        while let batch = try await state.journal.documentRows(after: last, limit: 200) {
            last = batch.last
            report.merge(await inParallel(batch.documents) { checkPart($0, opening: opening) })
        }
    }

    private func checkPart(_ rows: ArraySlice<Result<DocumentRow, RowFault>>, opening: Int64?) -> Report {
        var report = Report()
        for row in rows {
            switch row {
            case .failure(let fault): report.add(fault)
            case .success(let row):
                for sha256 in [row.pdfSHA256, row.record.texts] {
                    if let sha256 { report.named.add(evidence: sha256) }
                }
                let check = DocumentCheck(row, state, opening: opening)
                for problem in check.problems { report.add("document", row.record.name, problem) }
                guard row.record.signed != nil else { continue }
                report.documents += 1
                report.named.outputs.insert(state.outputPath(row.record))
                for (path, message) in fileProblems(of: row.record, check.files) {
                    report.add("document", path, message)
                }
            }
        }
        return report
    }

    /// What of a document's files isn't what was signed: file and problem.
    private func fileProblems(
        of document: DocumentRecord, _ signed: [DocumentFile: [UInt8]]
    ) -> [(String, String)] {
        var problems: [(String, String)] = []
        for (kind, bytes) in signed {
            let path = state.path(of: document, kind)
            do {
                if bytes != (try state.files.read(path, limit: 64 << 20)) {
                    problems.append((path.display, "the file is not what was signed: it was altered"))
                }
            } catch let error where error.isMissing {
                // Not written yet: the daemon does it next.
                guard document.isWritten else { continue }
                problems.append((path.display, "the file is missing; etle verify --restore writes it again"))
            } catch {
                problems.append((path.display, "\(error)"))
            }
        }
        return problems.sorted { $0.0 < $1.0 }
    }

    /// Checks single files of the output folders: letters, tickets, their JSON and proofs. First row, entry, signature and evidence of
    /// their document, then the file.
    public func check(_ paths: [String]) async throws -> Report {
        let checker = try LedgerChecker(keysIn: state.keyFolder, files: state.files)
        let opening = try await state.journal.firstOpening()
        var report = Report()
        for path in paths {
            let name = String(decoding: RawPath(path).name, as: UTF8.self)
            let suffix = DocumentFile.allCases.first { name.hasSuffix($0.suffix) }
            let base = String(name.dropLast(suffix?.suffix.utf8.count ?? 0))
            do {
                let (base, suffix) = try await document(base, suffix, orHolding: path, &report)
                guard let suffix, let row = try await state.journal.documentRow(fileName: base),
                    row.record.signed != nil
                else {
                    report.add("file", path, "no document of this name or with these bytes was ever signed here")
                    continue
                }
                report.documents += 1
                let check = DocumentCheck(row, state, opening: opening, verifying: checker)
                for problem in check.problems { report.add("document", row.record.name, problem) }
                if let bytes = check.files[suffix], bytes != (try state.files.read(RawPath(path), limit: 64 << 20)) {
                    let other = try await document(holding: path)
                    report.add(
                        "file", path,
                        other.map { "the file is the \($0.kind) of \($0.name), put in the place of this document's" }
                            ?? "the file is not what was signed: it was altered")
                }
            } catch let fault as RowFault {
                report.add(fault)
            } catch let error as StorageError {
                report.add("file", path, "\(error)")
            }
        }
        return report
    }

    /// Writes files of signed documents that are missing or altered again, from row and evidence. A document whose row, entry,
    /// signature or evidence doesn't hold is left as it is: its file may be the only true copy.
    /// - Returns: how many were written, and the names of those that were left.
    public func restore() async throws -> (written: Int, left: [String]) {
        let checker = try LedgerChecker(keysIn: state.keyFolder, files: state.files)
        let opening = try await state.journal.firstOpening()
        var last = Int64.min
        var (written, left) = (0, [String]())
        while let batch = try await state.journal.documentRows(after: last, limit: 200) {
            last = batch.last
            for case .success(let row) in batch.documents where row.record.signed != nil {
                let check = DocumentCheck(row, state, opening: opening, verifying: checker)
                if fileProblems(of: row.record, check.files).isEmpty, check.problems.isEmpty { continue }
                guard check.problems.isEmpty else {
                    left.append(row.record.name)
                    continue
                }
                try await state.write(row.record)
                written += 1
            }
        }
        return (written, left)
    }
}

/// One document's row against its entry, and what its files must be.
private struct DocumentCheck {
    private(set) var problems: [String] = []
    /// As they were signed; empty for what cannot be made again.
    private(set) var files: [DocumentFile: [UInt8]] = [:]

    /// - Parameters:
    ///   - opening: see ``Journal/Journal/firstOpening()``.
    ///   - checker: verifies hash and signature of the entry, where the chain isn't checked.
    init(_ row: DocumentRow, _ state: StoredState, opening: Int64?, verifying checker: LedgerChecker? = nil) {
        checkContent(row)
        guard let entry = row.entry else {
            if row.pdfSHA256 != nil || row.jsonSHA256 != nil {
                problems.append("the document has hashes, and no entry that it was signed with")
            }
            return
        }
        if let problem = checker?.problem(of: entry, previous: row.before) { problems.append(problem) }
        expect(
            row.grounds.areComplete(before: entry.sequence, opening: opening),
            "the ledger has no word, before it was signed, that its event was accepted, a letter decided and the case opened"
        )
        checkEntry(row, entry)
        makeFiles(row, entry, state)
    }

    private mutating func expect(_ holds: Bool, _ problem: String) { if !holds { problems.append(problem) } }

    private mutating func checkContent(_ row: DocumentRow) {
        let record = row.record
        let (name, unit, issuedAt, running): (String, Domain.Unit, Timestamp, Int?)
        do {
            switch record.kind {
            case .notice:
                let content = try CanonicalJSON.decode(NoticeContent.self, from: record.content)
                (name, unit, issuedAt) = (content.reference, content.unit, content.issuedAt)
                running = LetterNumber(content.number)?.running
            case .ticket:
                let content = try CanonicalJSON.decode(TicketContent.self, from: record.content)
                (name, unit, issuedAt, running) = (content.number, content.unit, content.issuedAt, nil)
            }
        } catch {
            problems.append("the document's content cannot be read: its row was altered")
            return
        }
        expect(
            name == record.name && unit.id == row.unitID && unit.timeZone.date(of: issuedAt) == record.day
                && (row.running == nil || row.running == running),
            "name, unit, day or number of the document's row are not those of its content")
        expect(
            row.isBatchRight, "the print batch or envelope that its row names is none that was handed out with it")
        expect(
            row.eventSubject != nil && row.eventUnit == row.unitID && row.hasCase && row.owner == record.id,
            "the rows of the event, case, letter or ticket that it belongs to are gone or are others")
    }

    private mutating func checkEntry(_ row: DocumentRow, _ entry: LedgerEntry) {
        let payload = try? JSONSerialization.jsonObject(with: Data(entry.payload.utf8)) as? [String: Any]
        expect(
            entry.kind.rawValue == row.record.kind.rawValue && entry.subject == row.record.name
                && payload?["content"] as? String == Digest.sha256(row.record.content.utf8)
                && payload?["document"] as? String == row.pdfSHA256
                && payload?["event"] as? String == row.eventSubject,
            "the document's row is not what the ledger has")
        guard let pdf = row.pdfSHA256, let twin = payload?["twin"] as? String else { return }
        let unsigned = try? Engine.twin(of: row.record, pdfSHA256: pdf, ledger: nil)
        expect(unsigned.map { Digest.sha256($0) } == twin, "the JSON that its row gives is not the one that was signed")
    }

    private mutating func makeFiles(_ row: DocumentRow, _ entry: LedgerEntry, _ state: StoredState) {
        guard let pdf = row.pdfSHA256, row.jsonSHA256 != nil else {
            problems.append("the document is signed, and its row lacks the hashes of PDF or JSON")
            return
        }
        do {
            let twin = try Engine.twin(of: row.record, pdfSHA256: pdf, ledger: entry)
            expect(Digest.sha256(twin) == row.jsonSHA256, "the row's hash of the JSON was altered")
            files[.json] = twin
            files[.proof] = try DocumentProof(row.record.name, entry: entry, previous: row.before).bytes()
            files[.pdf] = try state.evidence.get(pdf)
            if let texts = row.record.texts { _ = try state.evidence.get(texts) }
        } catch {
            problems.append("\(error)")
        }
    }
}
