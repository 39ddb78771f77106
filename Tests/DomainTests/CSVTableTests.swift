import Domain
import Testing

@Test func `csv follows the standard`() throws {
    let table = try CSVTable(parsing: "\u{FEFF}a,b\r\n\"x,\"\"y\"\"\",\"line\nbreak\"\r\n\r\n1,\n")
    #expect(table.columns == ["a", "b"])
    #expect(table.rows == [["x,\"y\"", "line\nbreak"], ["1", ""]])
}

@Test(arguments: [("", 1), ("a,b\n1\n", 2), ("a\n\"x\n", 2), ("a\n\"x\"y\n", 2), ("a,b\n1,2\n\n1,2,3\n", 4)])
func `csv mistakes name their line`(text: String, line: Int) {
    let failure = #expect(throws: CSVTable.Failure.self) { try CSVTable(parsing: text) }
    #expect(failure?.line == line)
}

@Test(arguments: [
    "a\r\nb", "a\rb", "\r\n", ",\u{301}", "a\"\u{301}b", "x,\u{200D}y", "\"\u{200D}", "=1,\u{FE0F}\n", "", "\"",
    "\n\u{301}", " , ",
])
func `what is written is read as it was, also with marks that combine with commas and quotes`(field: String) throws {
    for record in [[field], [field, "z"], ["a", field, field]] {
        let table = try CSVTable(parsing: csvLine(record.map { _ in "c" }) + csvLine(record) + csvLine(record))
        #expect(
            table.rows.map { $0.map { Array($0.utf8) } } == Array(repeating: record.map { Array($0.utf8) }, count: 2))
    }
}

@Test func `fields are quoted only where they must be`() {
    #expect(csvLine(["a b", "", "é", "1;2"]) == "a b,,é,1;2\n")
    #expect(csvLine(["a\"b", "c\rd"]) == "\"a\"\"b\",\"c\rd\"\n")
}
