import Domain

/// What became of one registry file. Codes itself for `--json`; holds no personal data.
public struct RegistryReport: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case extract, changes
        /// Exempt and watched vehicles.
        case lists
    }

    public enum Result: String, Codable, Sendable, CaseIterable {
        /// The register holds the file's content now.
        case imported
        /// The same bytes were imported before; nothing changed.
        case alreadyImported = "already-imported"
        /// Too many rows are malformed; nothing changed.
        case refused
    }

    public var kind: Kind
    public var result: Result
    /// SHA-256 of the file, 64 lower-case hexadecimal digits.
    public var sha256: String
    /// Records after the header.
    public var rows: Int
    /// Rows that the register didn't have.
    public var new: Int
    /// Rows that replaced what the register had for the same plate and day.
    public var changed: Int
    /// Rows that the register had already, or that the file holds more than once.
    public var unchanged: Int
    /// Plates that the extract, or entries that the lists, no longer have; 0 for changes.
    public var missing: Int
    /// Malformed rows, which were left out.
    public var refused: Int
    /// The first of them, by line.
    public var faults: [RowFault]
    /// Columns of the header that are not known and were ignored.
    public var ignoredColumns: [String]
    public var seconds: Double

    enum CodingKeys: String, CodingKey {
        case kind, result, sha256, rows, new, changed, unchanged, missing, refused, faults
        case ignoredColumns = "ignored_columns"
        case seconds
    }
}

extension RegistryReport: CustomStringConvertible {
    /// A few lines for operators.
    public var description: String {
        let verdict =
            switch result {
            case .imported: "imported"
            case .alreadyImported: "already imported before, nothing changed"
            case .refused: "refused, nothing changed"
            }
        var lines = [
            "\(kind.rawValue): \(verdict)",
            "rows \(rows), new \(new), changed \(changed), unchanged \(unchanged), refused \(refused)"
                + (kind == .changes ? "" : kind == .extract ? ", plates missing \(missing)" : ", gone \(missing)"),
        ]
        if !ignoredColumns.isEmpty { lines.append("ignored columns: \(ignoredColumns.joined(separator: ", "))") }
        lines += faults.map { "  \($0)" }
        if refused > faults.count { lines.append("  and \(refused - faults.count) more") }
        return lines.joined(separator: "\n")
    }
}

/// How strict an import is.
public struct ImportOptions: Sendable {
    /// The day of which the extract speaks. Plates that it lacks count as absent from this day on.
    public var asOf: LocalDate
    /// A file with more malformed rows than this is refused as a whole. With 0, every row must be right.
    public var maximumRefused: Int
    /// How many faults the report lists.
    public var listedFaults: Int
    /// A full extract that lacks more than this share of the known plates (0...1) is refused as incomplete.
    public var maximumMissingShare: Double
    /// Bytes of memory for sorting.
    public var sortMemory: Int

    public init(
        asOf: LocalDate, maximumRefused: Int = 0, listedFaults: Int = 20, maximumMissingShare: Double = 0.1,
        sortMemory: Int = 64 << 20
    ) {
        self.asOf = asOf
        self.maximumRefused = maximumRefused
        self.listedFaults = listedFaults
        self.maximumMissingShare = maximumMissingShare
        self.sortMemory = sortMemory
    }
}
