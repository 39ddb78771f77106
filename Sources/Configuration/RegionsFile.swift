import Domain

/// Reads `regions.csv`.
enum RegionsFile {
    static let columns = ["code", "name", "time_zone"]

    /// Nil if the file as a whole is wrong; single wrong rows are left out.
    static func parse(_ text: String, _ mistakes: MistakeList) -> [Region]? {
        guard let table = DataTable(text, columns: columns, mistakes) else { return nil }
        if table.rows.isEmpty {
            mistakes.add(.missingKey, line: 1, "", "there is no region", remedy: "list the regions")
        }
        var seen: [String: Int] = [:]
        return table.rows.compactMap { row in
            let (code, name, zoneName) = (row["code"], row["name"], row["time_zone"])
            let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
            guard (1...2).contains(code.utf8.count), code.utf8.allSatisfy(letters.contains) else {
                mistakes.add(
                    .wrongForm, line: row.line, "code", "a code is one or two letters A-Z", remedy: "correct it")
                return nil
            }
            if let earlier = seen.updateValue(row.line, forKey: code) {
                mistakes.add(
                    .duplicateID, line: row.line, "code", "\"\(code)\" stands on line \(earlier) already",
                    remedy: "keep one of them")
                return nil
            }
            guard !name.isEmpty else {
                mistakes.add(
                    .missingKey, line: row.line, "name", "the name is missing", remedy: "write the region's name")
                return nil
            }
            guard let zone = LocalTimeZone(rawValue: zoneName) else {
                let zones = LocalTimeZone.allCases.map(\.rawValue)
                mistakes.add(
                    .unknownTimeZone, line: row.line, "time_zone", "\"\(zoneName)\" is no time zone of Indonesia",
                    remedy: suggestion(for: zoneName, among: zones))
                return nil
            }
            return Region(code: code, name: name, timeZone: zone)
        }
    }
}
