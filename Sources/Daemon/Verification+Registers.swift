import Issuance
import Journal

extension Verification {
    /// The registers of letters and tickets: each number once, and none left out.
    func checkRegisters(_ report: inout Report) async throws {
        let faults = try await state.journal.registerFaults { kind, number in
            switch kind {
            // The unit's part of it is free text.
            case .notice:
                number.hasPrefix("B/") ? number.split(separator: "/").dropFirst().first.flatMap { Int($0) } : nil
            case .ticket: TicketNumber(number)?.running
            }
        }
        for fault in faults { report.add("register", fault.register, fault.message) }
    }
}
