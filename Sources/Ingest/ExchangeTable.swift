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
