import Domain
import Journal
import Storage

extension Verification {
    /// Every case's row, tickets, blocks and payments against its value and the ledger.
    func checkCases(_ report: inout Report) async throws {
        var last: Int64 = 0
        while true {
            let cases = try await engine.journal.caseProofs(after: last, limit: 500)
            guard let newest = cases.last else { return }
            last = newest.event
            for proof in cases {
                for problem in problems(of: proof) { report.add("case", proof.reference, problem) }
            }
        }
    }

    private func problems(of proof: CaseProof) -> [String] {
        guard let value = try? CanonicalJSON.decode(LegalCase.self, from: proof.value) else {
            return ["the case cannot be read: its row was altered"]
        }
        var problems: [String] = []
        if let hash = proof.hash, hash != Digest.sha256(proof.value.utf8) {
            problems.append("the case is not the one that the ledger has")
        }
        if proof.phase != value.phase.rawValue || proof.reference != value.letters.first?.reference {
            problems.append("phase or reference of the case are not those of its content")
        }
        let blocks = value.blocks.map { block in
            "\(block.cause.rawValue) \(block.on.iso8601) \(block.liftedOn?.iso8601 ?? "-") \(block.lift?.rawValue ?? "-")"
        }
        if proof.blocks != blocks { problems.append("the blocks are not those of the case") }
        let tickets = (value.formerTickets.map(\.ticket.number) + [value.ticket?.number].compactMap { $0 }).sorted()
        if proof.tickets != tickets { problems.append("the tickets are not those of the case") }
        if proof.paid != value.paidRupiah || proof.payments != proof.paymentsByLedger {
            problems.append("the payments are not those that the ledger has")
        }
        return problems
    }
}
