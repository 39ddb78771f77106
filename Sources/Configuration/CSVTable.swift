/// A small table in CSV (RFC 4180: comma, quotes doubled inside quotes, LF or CRLF) with one header line.
struct CSVTable {
    struct Row {
        /// Counted from 1: the line that the row begins on.
        var line: Int
        var fields: [String]
    }

    var header: [String]
    var rows: [Row]

    /// Nil, with the mistake recorded, if the quoting is broken or the header isn't `columns` in this order. Rows with
    /// another number of fields are mistakes and left out; blank lines are skipped.
    init?(_ text: String, columns: [String], _ mistakes: MistakeList) {
        guard let all = CSVTable.split(text) else {
            mistakes.add(
                .syntax, line: CSVTable.lines(text), "", "a quoted field has no end", remedy: "add the missing quote")
            return nil
        }
        guard let first = all.first, first.fields == columns else {
            mistakes.add(
                .syntax, line: 1, "", "the header is not what is needed",
                remedy: "begin with the line \(columns.joined(separator: ","))")
            return nil
        }
        header = first.fields
        rows = []
        for row in all.dropFirst() {
            guard row.fields.count == columns.count else {
                mistakes.add(
                    .syntax, line: row.line, "", "the row has \(row.fields.count) fields, not \(columns.count)",
                    remedy: "write every field; put a field that holds a comma in quotes")
                continue
            }
            rows.append(row)
        }
    }

    private static func lines(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } + 1 }

    private static func split(_ text: String) -> [Row]? {
        var rows: [Row] = []
        var line = 1
        var row = Row(line: 1, fields: [])
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
            row = Row(line: line, fields: [])
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
