import Journal
import Storage

extension Verification {
    /// The signed document whose PDF or JSON a file is, by its bytes; nil if it is nobody's.
    func document(holding path: String) async throws -> (name: String, kind: String, file: DocumentFile)? {
        let bytes = try state.files.read(RawPath(path), limit: 64 << 20)
        return try await state.journal.document(holding: Digest.sha256(bytes)).map { name, isPDF in
            (name, isPDF ? "PDF" : "JSON", isPDF ? .pdf : .json)
        }
    }

    /// The document of a file's name, or, where none has it, the one whose bytes the file has: its name and which of its files it is.
    func document(
        _ name: String, _ file: DocumentFile?, orHolding path: String, _ report: inout Report
    ) async throws -> (name: String, file: DocumentFile?) {
        if file != nil, try await state.journal.documentRow(fileName: name)?.record.signed != nil {
            return (name, file)
        }
        guard let other = try await document(holding: path) else { return (name, file) }
        report.note("file", path, "the file is the \(other.kind) of \(other.name), under another name")
        return (other.name, other.file)
    }
}
