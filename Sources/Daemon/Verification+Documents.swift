import Domain
import Foundation
import Journal
import Storage

extension Verification {
    func checkDocuments(_ report: inout Report) async throws {
        var last: Int64 = 0
        while true {
            let documents = try await engine.journal.signedDocuments(after: last, limit: 200)
            guard let newest = documents.last else { return }
            last = newest.id
            for document in documents {
                report.documents += 1
                if let problem = rowProblem(of: document) { report.add("document", document.name, problem) }
                for (path, message) in try await fileProblems(of: document) { report.add("document", path, message) }
            }
        }
    }

    private func rowProblem(of document: DocumentRecord) -> String? {
        guard let signed = document.signed else { return nil }
        let payload = try? JSONSerialization.jsonObject(with: Data(signed.ledger.payload.utf8)) as? [String: Any]
        if signed.ledger.subject != document.name
            || payload?["content"] as? String != Digest.sha256(document.content.utf8)
            || payload?["document"] as? String != signed.pdfSHA256
        {
            return "the document's row is not what the ledger has"
        }
        do {
            let twin = try Engine.twin(of: document, pdfSHA256: signed.pdfSHA256, ledger: signed.ledger)
            guard Digest.sha256(twin) == signed.jsonSHA256 else { return "the row's hash of the JSON was altered" }
            _ = try engine.evidence.get(signed.pdfSHA256)
        } catch {
            return "\(error)"
        }
        return nil
    }

    /// What of a document's files isn't what was signed: file and problem.
    func fileProblems(of document: DocumentRecord) async throws -> [(String, String)] {
        guard document.signed != nil, document.isWritten else { return [] }
        var problems: [(String, String)] = []
        for kind in DocumentFile.allCases {
            let path = engine.path(of: document, kind)
            do {
                let bytes = try engine.files.read(path, limit: 64 << 20)
                if bytes != (try await engine.bytes(of: document, kind)) {
                    problems.append((path.display, "the file is not what was signed: it was altered"))
                }
            } catch let error as StorageError where error.isMissing {
                problems.append((path.display, "the file is missing; etle verify --restore writes it again"))
            } catch {
                problems.append((path.display, "\(error)"))
            }
        }
        return problems
    }
}
