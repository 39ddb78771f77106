import Domain

/// Reads `exempt.csv` and `watch.csv`: a row names a plate, or leaves it empty and names a kind. Messages name lines, never
/// plates.
enum VehicleListFile {
    static let columns = ["plate", "reason", "valid_from", "valid_until"]

    /// Nil if the file as a whole is wrong; single wrong rows are left out.
    static func parse(_ text: String, _ mistakes: MistakeList) -> [VehicleListEntry]? {
        DataTable(text, columns: columns, optional: ["kind"], mistakes)?.rows.compactMap { entry($0, mistakes) }
    }

    private static func entry(_ row: DataTable.Row, _ mistakes: MistakeList) -> VehicleListEntry? {
        let subject = subject(row, mistakes)
        if row["reason"].isEmpty {
            mistakes.add(.missingKey, line: row.line, "reason", "the reason is missing", remedy: "write why it is here")
        }
        guard let from = day(row, "valid_from", mistakes), let until = day(row, "valid_until", mistakes), let subject
        else { return nil }
        if let from, let until, until < from {
            mistakes.add(
                .contradiction, line: row.line, "valid_until", "the entry ends before it begins",
                remedy: "write a later day, or none")
        }
        return VehicleListEntry(subject: subject, reason: row["reason"], validFrom: from, validUntil: until)
    }

    private static func subject(_ row: DataTable.Row, _ mistakes: MistakeList) -> VehicleListEntry.Subject? {
        switch (row["plate"].isEmpty, row["kind"].isEmpty) {
        case (false, true):
            if let plate = PlateNumber(row["plate"]) { return .plate(plate.compact) }
            mistakes.add(
                .wrongForm, line: row.line, "plate", "this is no plate",
                remedy: "write one or two letters, up to four digits and up to three letters, like B 1234 XYZ")
        case (true, false):
            if let kind = VehicleKind(rawValue: row["kind"]) { return .kind(kind) }
            mistakes.add(
                .unknownChoice, line: row.line, "kind", "this is no kind of vehicle",
                remedy: suggestion(for: row["kind"], among: VehicleKind.allCases.map(\.rawValue)))
        default:
            mistakes.add(
                .contradiction, line: row.line, "plate", "a row names either a plate or a kind",
                remedy: "fill one of the two")
        }
        return nil
    }

    /// Nil if wrong; the inner nil stands for an empty field.
    private static func day(_ row: DataTable.Row, _ column: String, _ mistakes: MistakeList) -> LocalDate?? {
        if row[column].isEmpty { return .some(nil) }
        if let date = LocalDate(iso8601: row[column]) { return date }
        mistakes.add(
            .wrongForm, line: row.line, column, "this is not a day",
            remedy: "write it like 2026-07-21, or leave it empty")
        return nil
    }
}
