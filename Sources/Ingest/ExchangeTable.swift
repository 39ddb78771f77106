import Domain

/// A CSV file of another office with columns that must be there; others are ignored, their order is free. Names of columns are compared
/// without regard to case and to blanks around them.
struct ExchangeTable {
    struct Row {
        let line: Int
        /// In the order of the columns that were asked for.
        let fields: [String]
    }

    let rows: [Row]

    /// - Throws: ``Rejection`` `wrong-value`: then no line of the file counts.
    init(_ bytes: [UInt8], columns: [String]) throws(Rejection) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ExchangeTable.wrong(
                "the file is not UTF-8", remedy: "have the sender save it as UTF-8 and send it again")
        }
        try ExchangeTable.requireCommas(in: text)
        let table: CSVTable
        do {
            table = try CSVTable(parsing: text)
        } catch {
            throw ExchangeTable.wrong("\(error)")
        }
        let names = table.columns.map { $0.trimmed.lowercased() }
        let missing = columns.filter { !names.contains($0) }
        guard missing.isEmpty else {
            throw ExchangeTable.wrong(
                "the first line names no column \(missing.joined(separator: ", "))",
                remedy: "have the sender begin the file with a line that names the columns "
                    + "\(columns.joined(separator: ",")), and send it again")
        }
        if let twice = columns.first(where: { name in names.count { $0 == name } > 1 }) {
            throw ExchangeTable.wrong("the first line names the column \(twice) twice")
        }
        let places = columns.compactMap(names.firstIndex)
        rows = zip(table.rows, table.lines).map { row, line in
            Row(line: line, fields: places.map { String(row[$0].trimmed) })
        }
    }

    /// Spreadsheets of Indonesian settings separate fields by semicolons.
    private static func requireCommas(in text: String) throws(Rejection) {
        let header = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        guard !header.contains(UInt8(ascii: ",")) else { return }
        for (separator, name) in [(UInt8(ascii: ";"), "semicolons"), (UInt8(ascii: "\t"), "tabs")]
        where header.contains(separator) {
            throw wrong(
                "the fields are separated by \(name), not by commas",
                remedy: "have the sender separate the fields by commas and send the file again")
        }
    }

    static func wrong(
        _ message: String, remedy: String = "have the sender correct the file and send it again; see docs/formats.md"
    ) -> Rejection {
        Rejection(.wrongValue, message, remedy: remedy)
    }
}

/// Makes sure that a table of another office doesn't end within a line: an upload that stalls there looks whole, and what its last line
/// says would be wrong.
/// - Throws: ``Rejection`` `cut-off`.
public func requireWholeLines(_ bytes: [UInt8]) throws(Rejection) {
    guard let last = bytes.last else {
        throw Rejection(.cutOff, "the file is empty", remedy: "have the sender send the file again")
    }
    guard last == UInt8(ascii: "\n") else {
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        throw Rejection(
            .cutOff, "line \(lines), the last one, has no line feed at its end: the rest of the file may be missing",
            remedy: "have the sender send the whole file again; if nothing is missing, "
                + "end the last line with a line feed and put the file back")
    }
}

extension String {
    fileprivate var trimmed: Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
