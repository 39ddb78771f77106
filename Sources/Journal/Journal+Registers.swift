import Domain
import GRDB

/// What doesn't hold of a register of running numbers: the letters or tickets of a unit and year.
public struct RegisterFault: Hashable, Sendable {
    /// As the counter is called: `ticket/metro-jaya/2026`.
    public let register: String
    public let message: String
}

extension Journal {
    /// Checks that each number from 1 to a register's counter stands on exactly one document, or was taken back and waits to be given
    /// again (`free_number`). All of it in one snapshot, so that what the daemon does meanwhile is no fault. A bit of memory for each
    /// number.
    /// - Parameter running: the running number in a letter's or ticket's number; nil if it is none.
    public func registerFaults(
        running: @Sendable (DocumentRecord.Kind, String) -> Int?
    ) async throws -> [RegisterFault] {
        try await pool.read { database in
            var registers: [String: Register] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT name, value FROM counter") {
                registers[try row.decode(atIndex: 0)] = Register(last: try row.decode(atIndex: 1))
            }
            for row in try Row.fetchAll(database, sql: "SELECT name, value FROM free_number") {
                registers[try row.decode(atIndex: 0), default: Register(last: 0)].note(try row.decode(atIndex: 1))
            }
            var faults: [RegisterFault] = []
            let documents = try Row.fetchCursor(
                database,
                sql: """
                    SELECT kind, unit_id, day, name,
                        CASE kind WHEN 'notice' THEN json_extract(content, '$.number') ELSE name END FROM document
                    """)
            while let row = try documents.next() {
                let name: String = try row.decode(atIndex: 3)
                guard let kind = DocumentRecord.Kind(rawValue: try row.decode(atIndex: 0)),
                    let day = LocalDate(iso8601: try row.decode(String.self, atIndex: 2)),
                    let number = running(kind, try row.decode(atIndex: 4))
                else {
                    faults.append(RegisterFault(register: name, message: "the document's number cannot be read"))
                    continue
                }
                let unit: String = try row.decode(atIndex: 1)
                let register =
                    kind == .notice
                    ? letterCounter(unit: unit, year: day.year) : ticketCounter(unit: unit, year: day.year)
                registers[register, default: Register(last: 0)].note(number)
            }
            for (name, register) in registers.sorted(by: { $0.key < $1.key }) {
                faults += register.faults.map { RegisterFault(register: name, message: $0) }
            }
            return faults
        }
    }
}

/// The numbers of one register that were seen.
private struct Register {
    /// The last number that was given.
    let last: Int
    private var seen: [UInt64] = []
    private var repeated: [Int] = []
    private var beyond: [Int] = []

    init(last: Int) { self.last = last }

    mutating func note(_ number: Int) {
        guard (1...max(1, last)).contains(number), last > 0 else { return beyond.append(number) }
        let (word, bit) = ((number - 1) / 64, UInt64(1) << UInt64((number - 1) % 64))
        if seen.count <= word { seen += [UInt64](repeating: 0, count: word + 1 - seen.count) }
        if seen[word] & bit != 0 { repeated.append(number) }
        seen[word] |= bit
    }

    var faults: [String] {
        var missing: [Int] = []
        for number in stride(from: 1, through: last, by: 1) {
            let word = (number - 1) / 64
            if word >= seen.count || seen[word] & (1 << UInt64((number - 1) % 64)) == 0 { missing.append(number) }
            // A counter that was altered may say any number.
            if missing.count > 10 { break }
        }
        return [
            (missing, "no document has the number"), (repeated, "more than one document has the number"),
            (beyond, "a document has a number that was never given:"),
        ].compactMap { numbers, text in
            guard !numbers.isEmpty else { return nil }
            let shown = numbers.prefix(10).map { "\($0)" }.joined(separator: ", ")
            return "\(text) \(shown)\(numbers.count > 10 ? " and more" : "")"
        }
    }
}
