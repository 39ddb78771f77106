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

    /// The units that print batches of a day were handed out of, sorted.
    public func unitsWithBatch(on day: LocalDate) async throws -> [String] {
        try await pool.read { database in
            try String.fetchAll(
                database, sql: "SELECT DISTINCT subject FROM ledger WHERE kind = 'export' AND subject GLOB ?",
                arguments: ["batch/*/\(day.iso8601)"]
            ).map { String($0.dropFirst("batch/".count).dropLast("/\(day.iso8601)".count)) }.sorted()
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
