import Domain

/// A table whose columns are known beforehand; rows that don't fit are mistakes and don't hide each other.
struct DataTable {
    struct Row {
        /// Counted from 1: the line that the row begins on.
        var line: Int
        fileprivate var fields: [String: String]

        /// The field of a column; empty where the table has no such column.
        subscript(column: String) -> String { fields[column] ?? "" }
    }

    private(set) var rows: [Row] = []

    /// Nil, with the mistake recorded, if the quoting is broken or a column is missing, unknown or there twice; their order is
    /// free. Rows with another number of fields than the header are mistakes and left out; blank lines are skipped.
    init?(_ text: String, columns: [String], optional: [String] = [], _ mistakes: MistakeList) {
        let all: [CSVTable.Record]
        do {
            all = try CSVTable.records(text)
        } catch {
            mistakes.add(
                .syntax, line: error.line, "", error.message,
                remedy: "put a whole field in quotes, and double the quotes within")
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
}
