import Domain
import GRDB
import Storage

extension Journal {
    /// The entries after a number as they stand, each by itself; with the last one's number.
    public func ledgerProofs(
        after sequence: Int64, limit: Int
    ) async throws -> (entries: [LedgerEntry], faults: [RowFault], last: Int64?) {
        try await pool.read { database in
            var entries: [LedgerEntry] = []
            var faults: [RowFault] = []
            var last: Int64?
            // By position and one after the other: a year has a million of them.
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT sequence, at, kind, subject, payload, hash, key_id, signature FROM ledger
                    WHERE sequence > ? ORDER BY sequence LIMIT ?
                    """, arguments: [sequence, limit])
            entries.reserveCapacity(limit)
            while let row = try rows.next() {
                let number: Int64 = row[0]
                last = number
                do {
                    entries.append(try LedgerEntry(proof: row, number))
                } catch let fault as RowFault {
                    faults.append(fault)
                }
            }
            return (entries, faults, last)
        }
    }

    /// What the entries demand of other tables and isn't there: number and problem.
    public func missingRows(of entries: [LedgerEntry]) async throws -> [(sequence: Int64, message: String)] {
        try await pool.read { database in
            let event = try database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM event WHERE camera_id = ? AND event_id = ?)")
            let document = try database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM document WHERE name = ? AND kind = ? AND ledger_sequence = ?)")
            let notice = try database.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM notice n JOIN legal_case c ON c.event = n.event WHERE n.reference = ?)
                    """)
            let ticket = try database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM ticket WHERE number = ?)")
            var missing: [(Int64, String)] = []
            func demand(_ statement: Statement, _ arguments: StatementArguments, _ entry: LedgerEntry, _ what: String)
                throws
            {
                if try Bool.fetchOne(statement, arguments: arguments) == true { return }
                missing.append((entry.sequence, "entry \(entry.sequence) is about \(entry.subject), \(what)"))
            }
            for entry in entries {
                switch entry.kind {
                case .eventAccepted:
                    let slash = entry.subject.firstIndex(of: "/") ?? entry.subject.endIndex
                    try demand(
                        event, [String(entry.subject[..<slash]), String(entry.subject[slash...].dropFirst())], entry,
                        "which the journal has no event of: its row was removed")
                case .notice, .ticket:
                    try demand(
                        document, [entry.subject, entry.kind.rawValue, entry.sequence], entry,
                        "and no document is signed with it: its row was removed, or the document was signed again")
                    try demand(
                        entry.kind == .notice ? notice : ticket, [entry.subject], entry,
                        "which has no case: its rows were removed")
                default: break
                }
            }
            return missing
        }
    }

    /// The number of the first entry that tells of a case's opening; nil if there is none. Cases of letters that were signed before
    /// were opened by an earlier version, without an entry.
    public func firstOpening() async throws -> Int64? {
        try await pool.read(Journal.firstOpening)
    }

    @Sendable static func firstOpening(_ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT sequence FROM ledger WHERE sequence > 0 AND kind = 'case'
                AND CASE WHEN json_valid(payload) THEN json_extract(payload, '$.step') END = 'opened'
                ORDER BY sequence LIMIT 1
                """)
    }

    /// The hash of the entry before one: what that one was chained to.
    public func hash(before sequence: Int64) async throws -> String {
        try await pool.read { database in
            try String.fetchOne(database, sql: "SELECT hash FROM ledger WHERE sequence = ?", arguments: [sequence - 1])
                ?? LedgerEntry.hashBeforeFirst
        }
    }
}

extension LedgerEntry {
    fileprivate init(proof row: Row, _ sequence: Int64) throws {
        func get<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int, _ column: String)
            throws(RowFault) -> Value
        {
            do {
                return try row.decode(Value.self, atIndex: index)
            } catch {
                throw RowFault(table: "ledger", row: "\(sequence)", column: column)
            }
        }
        guard let kind = Kind(rawValue: try get(2, "kind")) else {
            throw RowFault(table: "ledger", row: "\(sequence)", column: "kind")
        }
        self.init(
            sequence: sequence, at: Timestamp(milliseconds: try get(1, "at")), kind: kind,
            subject: try get(3, "subject"), payload: try get(4, "payload"), hash: try get(5, "hash"),
            keyID: try get(6, "key_id"), signature: try get(7, "signature"))
    }
}
