import Domain

/// A CSV file of another office with columns that must be there; others are ignored, their order is free.
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
            throw ExchangeTable.wrong("the file is not UTF-8")
        }
        let table: CSVTable
        do {
            table = try CSVTable(parsing: text)
        } catch {
            throw ExchangeTable.wrong("\(error)")
        }
        let places = columns.compactMap { name in table.columns.firstIndex(of: name) }
        guard places.count == columns.count else {
            throw ExchangeTable.wrong("the first line does not name the columns \(columns.joined(separator: ", "))")
        }
        rows = zip(table.rows, table.lines).map { row, line in
            Row(line: line, fields: places.map { String(row[$0].trimmed) })
        }
    }

    static func wrong(_ message: String) -> Rejection {
        Rejection(.wrongValue, message, remedy: "have the sender send the file again; see docs/formats.md")
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
