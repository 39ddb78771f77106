import Domain
import GRDB

/// A row that cannot be read: says which one and which column, and nothing of what stands there, which may be somebody's name.
public struct RowFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let table: String
    public let row: String
    public let column: String

    public var description: String { "row \(row) of table \(table): column \(column) cannot be read" }
}

extension JournalError {
    /// What an error says, without what rows say: those of the database quote the row or the values that they are about.
    public static func withoutValues(_ error: any Error) -> String {
        if let error = error as? DatabaseError {
            return "the database in the state folder: \(said(by: error))"
        }
        return String(reflecting: type(of: error)).hasPrefix("GRDB.")
            ? "a row of the database cannot be read: etle verify says which" : "\(error)"
    }

    /// With what to do next, and a full disk in the words of the file system's errors.
    private static func said(by error: DatabaseError) -> String {
        let remedy: String? =
            switch error.resultCode {
            case .SQLITE_FULL: "free some space; work goes on by itself"
            case .SQLITE_IOERR, .SQLITE_NOMEM: "look at the disk and the system's log; work goes on by itself"
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: "let the user etle read and write there"
            case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds it; work goes on by itself"
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: "stop etle, restore the backup and run etle verify"
            default: nil
            }
        let what = error.resultCode == .SQLITE_FULL ? "No space left on device" : error.message ?? ""
        return "\(what) (\(remedy.map { "\($0); " } ?? "")SQLite error \(error.extendedResultCode.rawValue))"
    }
}

/// A row that may be damaged.
struct ProofRow {
    let row: Row
    let table: String
    /// The row's key, for messages.
    let id: String

    func get<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ column: String, as type: Value.Type = Value.self
    ) throws(RowFault) -> Value {
        do {
            return try row.decode(Value.self, forColumn: column)
        } catch {
            throw RowFault(table: table, row: id, column: column)
        }
    }

    /// A ledger entry of columns with these names.
    func entry(_ columns: EntryColumns = EntryColumns()) throws(RowFault) -> LedgerEntry {
        guard let kind = LedgerEntry.Kind(rawValue: try get(columns.kind)) else {
            throw RowFault(table: "ledger", row: try get(columns.sequence, as: Int64.self).description, column: "kind")
        }
        return LedgerEntry(
            sequence: try get(columns.sequence), at: Timestamp(milliseconds: try get(columns.at)), kind: kind,
            subject: try get(columns.subject), payload: try get("payload"), hash: try get("hash"),
            keyID: try get("key_id"), signature: try get("signature"))
    }

    struct EntryColumns {
        var sequence = "sequence"
        var at = "at"
        var kind = "kind"
        var subject = "subject"
    }
}

extension Sequence<Row> {
    /// Reads each row by itself: one that cannot be read ends no other.
    func proofs<Value>(
        of table: String, key: String, _ read: (ProofRow) throws -> Value
    ) throws -> [Result<Value, RowFault>] {
        try map { row in
            let id: String = (row[key] as DatabaseValue).description
            do {
                return .success(try read(ProofRow(row: row, table: table, id: id)))
            } catch let fault as RowFault {
                return .failure(fault)
            }
        }
    }
}
