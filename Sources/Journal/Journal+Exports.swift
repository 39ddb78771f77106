import Domain
import GRDB

extension Journal {
    /// The hashes of the files that were last handed out under a name; nil if none were.
    public func export(_ name: String) async throws -> [String: String]? {
        try await pool.read { database in
            try String.fetchOne(
                database,
                sql: "SELECT payload FROM ledger WHERE subject = ? AND kind = 'export' ORDER BY sequence DESC LIMIT 1",
                arguments: [name]
            ).map { try CanonicalJSON.decode(from: $0) }
        }
    }

    /// What was handed out on a day under names that begin so (`batch`, `blocks`): the hashes of the files, by name.
    public func exports(of kind: String, on day: String) async throws -> [(name: String, files: [String: String])] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT subject, payload FROM ledger
                    WHERE subject > ?1 || '/' AND subject < ?1 || '0' AND kind = 'export' AND subject LIKE '%/' || ?2
                    """, arguments: [kind, day]
            ).map { row in
                (
                    try row.decode(forColumn: "subject"),
                    try CanonicalJSON.decode(from: row.decode(String.self, forColumn: "payload"))
                )
            }
        }
    }

    /// Writes down what files were handed out, by their hashes; nothing if the same was written down last.
    /// - Parameter name: `batch/<unit>/<day>`, `blocks/<day>`.
    public func noteExport(_ name: String, files: [String: String], at now: Timestamp) async throws {
        try await pool.write { [self] database in
            let last = try String.fetchOne(
                database, sql: "SELECT payload FROM ledger WHERE subject = ? ORDER BY sequence DESC LIMIT 1",
                arguments: [name])
            if try last != CanonicalJSON.encode(files) {
                try append(.export, subject: name, payload: files, at: now, database)
            }
        }
    }
}
