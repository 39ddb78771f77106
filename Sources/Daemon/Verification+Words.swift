import Journal
import Storage

extension Verification {
    /// Officers' words about cases against their hashes in the ledger.
    func checkWords(_ report: inout Report) async throws {
        var last: Int64 = 0
        while true {
            let proofs = try await state.journal.wordsProofs(after: last, limit: 1000)
            guard let newest = proofs.last else { return }
            last = newest.sequence
            for proof in proofs {
                if proof.words == nil {
                    report.add("case", proof.subject, "the officer's words of entry \(proof.sequence) are lost")
                } else if proof.words.map({ Digest.sha256($0.utf8) }) != proof.hash {
                    report.add("case", proof.subject, "the officer's words of entry \(proof.sequence) were altered")
                }
            }
        }
    }
}
