import Domain

/// Reads `exempt.csv` and `watch.csv`. Messages name lines, never plates.
enum PlateListFile {
    static let columns = ["plate", "reason", "valid_from", "valid_until"]

    /// Nil if the file as a whole is wrong; single wrong rows are left out.
    static func parse(_ text: String, _ mistakes: MistakeList) -> [ListedPlate]? {
        guard let table = CSVTable(text, columns: columns, mistakes) else { return nil }
        return table.rows.compactMap { row in
            guard let plate = normalised(row.fields[0]) else {
                mistakes.add(
                    .wrongForm, line: row.line, "plate", "this is no plate",
                    remedy: "write one or two letters, up to four digits and up to three letters, like B 1234 XYZ")
                return nil
            }
            guard !row.fields[1].isEmpty else {
                mistakes.add(
                    .missingKey, line: row.line, "reason", "the reason is missing", remedy: "write why it is here")
                return nil
            }
            let from = day(row, 2, mistakes)
            let until = day(row, 3, mistakes)
            guard let from, let until else { return nil }
            if let from, let until, until < from {
                mistakes.add(
                    .contradiction, line: row.line, "valid_until", "the entry ends before it begins",
                    remedy: "write a later day, or none")
                return nil
            }
            return ListedPlate(plate: plate, reason: row.fields[1], validFrom: from, validUntil: until)
        }
    }

    /// Nil if wrong; the inner nil stands for an empty field.
    private static func day(_ row: CSVTable.Row, _ column: Int, _ mistakes: MistakeList) -> LocalDate?? {
        let field = row.fields[column]
        if field.isEmpty { return .some(nil) }
        if let date = LocalDate(iso8601: field) { return date }
        mistakes.add(
            .wrongForm, line: row.line, columns[column], "this is not a day",
            remedy: "write it like 2026-07-21, or leave it empty")
        return nil
    }

    /// Without blanks, hyphens and dots, in capitals; nil if that isn't letters, digits, letters of the right lengths.
    private static func normalised(_ text: String) -> String? {
        let letters = text.uppercased().filter { !" -.".contains($0) }
        let region = letters.prefix { $0.isASCII && $0.isLetter }
        let digits = letters.dropFirst(region.count).prefix { $0.isASCII && $0.isNumber }
        let series = letters.dropFirst(region.count + digits.count)
        guard (1...2).contains(region.count), (1...4).contains(digits.count), digits.first != "0", series.count <= 3,
            series.allSatisfy({ $0.isASCII && $0.isLetter })
        else { return nil }
        return letters
    }
}
