import Issuance
import Journal

extension Verification {
    /// The registers of letters and tickets: each number once, and none left out.
    func checkRegisters(_ report: inout Report) async throws {
        let faults = try await engine.journal.registerFaults { kind, number in
            switch kind {
            case .notice: LetterNumber(number)?.running
            case .ticket: TicketNumber(number)?.running
            }
        }
        for fault in faults { report.add("register", fault.register, fault.message) }
    }
}
