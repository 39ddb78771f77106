import Domain
import Issuance
import Journal
import Storage

/// The files of a signed document, side by side in the output folder.
enum DocumentFile: CaseIterable, Sendable {
    case pdf, json, proof

    var suffix: String {
        switch self {
        case .pdf: ".pdf"
        case .json: ".json"
        case .proof: ".proof"
        }
    }
}

extension Engine {
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
}
