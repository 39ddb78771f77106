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
