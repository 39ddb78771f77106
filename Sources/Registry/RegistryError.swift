/// Why a registry file was not taken in, or the register could not be opened. Holds no personal data.
public struct RegistryError: Error, Equatable, Sendable, CustomStringConvertible {
    enum Reason: Equatable, Sendable {
        case unreadable(errno: Int32)
        case recordTooLong(line: Int)
        case empty
        case columns(missing: [String], twice: [String])
        case unknownFormat
        /// A file of changes where an extract or list is wanted, or the reverse.
        case otherCommand(isOfChanges: Bool)
        case olderThanExtract(asOf: String)
        case tooManyMissing(Int, of: Int)
        case tooManyWords(String)
        case tooManyRowsForOnePlate
        case importRunning
        case newerSchema(Int)
        case olderSchema(Int)
        case altered([String])
        case badDay(String)
        case unspillable(errno: Int32)
    }

    let reason: Reason

    static func unreadable(errno: Int32) -> Self { Self(reason: .unreadable(errno: errno)) }
    static func recordTooLong(line: Int) -> Self { Self(reason: .recordTooLong(line: line)) }
    static let empty = Self(reason: .empty)

    /// A stable code: `unreadable`, `record-too-long`, `empty`, `columns`, `unknown-format`, `older-extract`,
    /// `too-many-missing`, `too-many-words`, `too-many-rows`, `import-running`, `newer-schema`, `older-schema`, `altered-schema`, `bad-day`, `no-space`.
    public var code: String {
        switch reason {
        case .unreadable: "unreadable"
        case .recordTooLong: "record-too-long"
        case .empty: "empty"
        case .columns: "columns"
        case .unknownFormat: "unknown-format"
        case .otherCommand: "other-command"
        case .olderThanExtract: "older-extract"
        case .tooManyMissing: "too-many-missing"
        case .tooManyWords: "too-many-words"
        case .tooManyRowsForOnePlate: "too-many-rows"
        case .importRunning: "import-running"
        case .newerSchema: "newer-schema"
        case .olderSchema: "older-schema"
        case .altered: "altered-schema"
        case .badDay: "bad-day"
        case .unspillable: "no-space"
        }
    }

    /// Whether the same call can succeed later without anybody changing the file.
    public var isWorthRetrying: Bool {
        switch reason {
        case .importRunning, .unreadable, .unspillable: true
        default: false
        }
    }

    /// Cause and remedy, for operators.
    public var description: String {
        switch reason {
        case .unreadable(let number):
            "The file can't be read (error \(number)). Check that it exists and its permissions."
        case .recordTooLong(let line):
            "The record that begins on line \(line) is longer than \(CSVScanner.longestRecord) bytes. "
                + "A quote is probably never closed."
        case .empty: "The file is empty. It needs a header line that names the columns."
        case .columns(let missing, let twice):
            [
                missing.isEmpty ? nil : "The header lacks: \(missing.joined(separator: ", ")).",
                twice.isEmpty ? nil : "The header names twice: \(twice.joined(separator: ", ")).",
            ].compactMap { $0 }.joined(separator: " ")
        case .unknownFormat:
            "The header is neither that of a register extract (plate, owner_name, ...) nor of changes (change, date, plate, ...)."
        case .otherCommand(let isOfChanges):
            isOfChanges
                ? "The file holds changes: use etle registry apply."
                : "The file holds no changes but a full extract or lists: use etle registry import."
        case .olderThanExtract(let asOf):
            "A full extract as of \(asOf) is in already; an older one can't replace it. Give its changes as a change file."
        case .tooManyMissing(let missing, let known):
            "\(missing) of \(known) known plates are missing from this full extract: it looks incomplete. "
                + "If it is right, raise the permitted share of missing plates."
        case .tooManyWords(let what):
            "More than \(WordTable.most) different values for \(what): columns are probably exchanged."
        case .tooManyRowsForOnePlate:
            "More than \(RowKey.ordinals) different rows for one plate and day."
        case .importRunning: "Another import is running on this register. Try again when it is done."
        case .newerSchema(let version):
            "The register was written by a newer program (schema \(version)). Install that version or a later one."
        case .olderSchema(let version):
            "The register is of an older version (schema \(version)), or none: start etle once, which brings it to the present shape."
        case .altered(let names):
            "The register has what etle never makes (\(names.joined(separator: ", "))), which can change what is written and looked up. "
                + "Keep a copy of the file, find out who made it, and restore the backup."
        case .badDay(let text): "'\(text)' is not a day like 2026-07-21."
        case .unspillable(let number):
            "The temporary file for sorting can't be written (error \(number)). It needs about the size of the extract."
        }
    }
}
