import Domain
import GRDB

/// A file that the vehicle register took in, as the ledger tells of it. No personal data.
public struct RegisterFile: Hashable, Codable, Sendable {
    /// Its number in the register's own list; 1 is the first of a register that was empty.
    public let number: Int64
    public let sha256: String
    /// `extract`, `changes`, `lists`.
    public let kind: String
    /// The day of which an extract speaks.
    public let asOf: String?
    public let importedAt: Timestamp
    /// Records after the header.
    public let rows: Int

    public init(number: Int64, sha256: String, kind: String, asOf: String?, importedAt: Timestamp, rows: Int) {
        self.number = number
        self.sha256 = sha256
        self.kind = kind
        self.asOf = asOf
        self.importedAt = importedAt
        self.rows = rows
    }

    enum CodingKeys: String, CodingKey {
        case number, kind, rows
        case sha256 = "file"
        case asOf = "as_of"
        case importedAt = "imported_at"
    }
}

extension Journal {
    private static let registerSubject = "register"

    /// Writes down that a file is in the register; nothing if the ledger says so already.
    public func note(_ file: RegisterFile, at now: Timestamp) throws {
        try pool.write { [self] database in
            if try Journal.registerFiles(database).contains(file) { return }
            try append(.register, subject: Journal.registerSubject, payload: file, at: now, database)
        }
    }

    /// The files that the register must have by the ledger, in order of their numbers. Those before the first are of versions that wrote no
    /// entries.
    public func registerFiles() async throws -> [RegisterFile] { try await pool.read(Journal.registerFiles) }

    /// A register that was begun anew, or put back from a backup, gives numbers again: what had them or later ones is no longer in it. An
    /// entry that comes late, of a file whose import was cut short, or of one from before there were entries, discards nothing.
    @Sendable private static func registerFiles(_ database: Database) throws -> [RegisterFile] {
        try LedgerEntry.fetch(
            database, "WHERE subject = ? AND kind = 'register' AND sequence > 0 ORDER BY sequence", [registerSubject]
        ).reduce(into: []) { files, entry in
            let file = try CanonicalJSON.decode(RegisterFile.self, from: entry.payload)
            let isGivenAgain = files.contains { $0.number == file.number }
            files.removeAll { $0.number >= file.number && (isGivenAgain || $0.importedAt <= file.importedAt) }
            files.insert(file, at: files.firstIndex { $0.number > file.number } ?? files.endIndex)
        }
    }
}
