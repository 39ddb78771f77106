import Domain

/// Reads `holidays.csv`.
enum HolidaysFile {
    static let columns = ["date", "name", "scope"]

    /// More rows than anybody decrees; keeps the calendar such that there is always a working day.
    static let mostRows = 500

    /// Nil if the file as a whole is wrong; single wrong rows are left out. `unitIDs` are the scopes besides the two words.
    static func parse(_ text: String, unitIDs: [String], _ mistakes: MistakeList) -> [Holiday]? {
        guard let table = DataTable(text, columns: columns, mistakes) else { return nil }
        guard table.rows.count <= mostRows else {
            mistakes.add(
                .outOfBounds, line: mostRows + 2, "", "there are \(table.rows.count) rows",
                remedy: "keep at most \(mostRows): drop years that are over")
            return nil
        }
        var seen: [Holiday: Int] = [:]
        return table.rows.compactMap { row in
            guard let date = LocalDate(iso8601: row["date"]) else {
                mistakes.add(
                    .wrongForm, line: row.line, "date", "this is not a day", remedy: "write it like 2026-08-17")
                return nil
            }
            guard !row["name"].isEmpty else {
                mistakes.add(
                    .missingKey, line: row.line, "name", "the name is missing", remedy: "write what the day is")
                return nil
            }
            let words = ["national", "joint-leave"] + unitIDs
            guard words.contains(row["scope"]) else {
                mistakes.add(
                    .unknownChoice, line: row.line, "scope",
                    "\"\(row["scope"])\" is neither national nor joint-leave nor the id of a unit",
                    remedy: suggestion(for: row["scope"], among: words))
                return nil
            }
            let holiday = Holiday(date: date, name: row["name"], scope: .init(rawValue: row["scope"]))
            if let earlier = seen.updateValue(row.line, forKey: holiday) {
                mistakes.add(
                    .duplicateID, line: row.line, "date", "the same holiday stands on line \(earlier) already",
                    remedy: "keep one of them")
                return nil
            }
            return holiday
        }
    }
}
