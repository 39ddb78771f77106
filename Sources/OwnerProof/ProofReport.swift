import Domain

/// What became of the captures, by what could have misled.
public struct ProofReport: Codable, Sendable {
    public struct Row: Codable, Sendable {
        public var events = 0
        /// Letters to whom they belong.
        public var right = 0
        /// Letters to anybody else, or to an address where the person no longer lives.
        public var wrong = 0
        public var review = 0
        public var dismissed = 0
        /// How often each reason was given.
        public var reasons: [String: Int] = [:]
    }

    public var vehicles: Int
    public var seed: UInt64
    /// By trap of the capture, or fate of the vehicle where the capture is plain.
    public var rows: [String: Row] = [:]
    /// Plates read right with a confidence over the bar.
    public var readable = 0
    /// Of these, decided without an officer.
    public var decided = 0
    /// Letters that had gone out when the plate turned up elsewhere: they are flagged.
    public var flagged = 0
    public var importSeconds = 0.0
    public var matchingSeconds = 0.0

    public init(vehicles: Int, seed: UInt64) {
        self.vehicles = vehicles
        self.seed = seed
    }

    public var wrong: Int { rows.values.reduce(0) { $0 + $1.wrong } }
    public var right: Int { rows.values.reduce(0) { $0 + $1.right } }
    public var events: Int { rows.values.reduce(0) { $0 + $1.events } }
    /// 0...1
    public var decidedShare: Double { Double(decided) / Double(max(1, readable)) }
}

extension ProofReport: CustomStringConvertible {
    public var description: String {
        let widths = [22, 8, 8, 7, 8, 10]
        func line(_ fields: [String], _ last: String) -> String {
            zip(fields, widths).map { field, width in
                field + String(repeating: " ", count: max(1, width - field.count))
            }.joined() + last
        }
        let order = Fate.allCases.map(\.rawValue) + Trap.allCases.dropFirst().map(\.rawValue)
        let lines = order.compactMap { name in
            rows[name].map { row in
                let caught = row.reasons.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(4)
                    .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
                return line(
                    [name, "\(row.events)", "\(row.right)", "\(row.wrong)", "\(row.review)", "\(row.dismissed)"], caught
                )
            }
        }
        let share = (decidedShare * 1000).rounded() / 10
        return """
            seed \(seed): \(events) captures of \(vehicles) vehicles
            \(line(["what could mislead", "events", "letters", "wrong", "review", "dismissed"], "caught as"))
            \(lines.joined(separator: "\n"))
            letters \(right + wrong), to a wrong person \(wrong); flagged after the letter \(flagged)
            read right and surely \(readable), decided without an officer \(decided) (\(share) %)
            import \(Int(importSeconds.rounded())) s, matching \(Int(matchingSeconds.rounded())) s
            """
    }
}
