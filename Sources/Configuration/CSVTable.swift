/// A small table in CSV (RFC 4180: comma, quotes doubled inside quotes, LF or CRLF) with one header line.
struct CSVTable {
    struct Row {
        /// Counted from 1: the line that the row begins on.
        var line: Int
        fileprivate var fields: [String: String]

        /// The field of a column; empty where the table has no such column.
        subscript(column: String) -> String { fields[column] ?? "" }
    }

    private struct RawRow {
        var line: Int
        var fields: [String]
    }

    private(set) var rows: [Row] = []

    /// Nil, with the mistake recorded, if the quoting is broken or a column is missing, unknown or there twice; their order is
    /// free. Rows with another number of fields than the header are mistakes and left out; blank lines are skipped.
    init?(_ text: String, columns: [String], optional: [String] = [], _ mistakes: MistakeList) {
        guard let all = CSVTable.split(text) else {
            mistakes.add(
                .syntax, line: CSVTable.lines(text), "", "a quoted field has no end", remedy: "add the missing quote")
            return nil
        }
        let header = all.first?.fields ?? []
        let known = Set(columns + optional)
        guard Set(columns).isSubset(of: header), known.isSuperset(of: header), Set(header).count == header.count else {
            mistakes.add(
                .syntax, line: 1, "", "the header is not what is needed",
                remedy: "begin with the line \(columns.joined(separator: ","))")
            return nil
        }
        for row in all.dropFirst() {
            guard row.fields.count == header.count else {
                mistakes.add(
                    .syntax, line: row.line, "", "the row has \(row.fields.count) fields, not \(header.count)",
                    remedy: "write every field; put a field that holds a comma in quotes")
                continue
            }
            rows.append(Row(line: row.line, fields: Dictionary(uniqueKeysWithValues: zip(header, row.fields))))
        }
    }

    private static func lines(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } + 1 }

    private static func split(_ text: String) -> [RawRow]? {
        var rows: [RawRow] = []
        var line = 1
        var row = RawRow(line: 1, fields: [])
        var field: [UInt8] = []
        var quoted = false
        var wasQuoted = false
        let bytes = Array(text.utf8)
        var index = 0
        func endField() {
            row.fields.append(String(decoding: field, as: UTF8.self))
            field = []
            wasQuoted = false
        }
        func endRow() {
            let isBlank = row.fields.isEmpty && field.isEmpty && !wasQuoted
            endField()
            if !isBlank { rows.append(row) }
            row = RawRow(line: line, fields: [])
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") { line += 1 }
            switch byte {
            case UInt8(ascii: "\"") where quoted && index + 1 < bytes.count && bytes[index + 1] == byte:
                field.append(byte)
                index += 1
            case UInt8(ascii: "\"") where quoted: quoted = false
            case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted:
                quoted = true
                wasQuoted = true
            case UInt8(ascii: ",") where !quoted: endField()
            case UInt8(ascii: "\r") where !quoted && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n"):
                break
            case UInt8(ascii: "\n") where !quoted: endRow()
            default: field.append(byte)
            }
            index += 1
        }
        guard !quoted else { return nil }
        if !field.isEmpty || wasQuoted || !row.fields.isEmpty { endRow() }
        return rows
    }
}
