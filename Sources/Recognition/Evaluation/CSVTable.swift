/// Comma separated values (RFC 4180): quotes, doubled quotes, line breaks within quotes; CRLF or LF; a byte order mark is
/// skipped. The first record names the columns.
public struct CSVTable: Hashable, Sendable {
    public let columns: [String]
    /// As many fields each as there are columns.
    public let rows: [[String]]

    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// Line in the file, from 1.
        public let line: Int
        public let message: String
        public var description: String { "line \(line): \(message)" }
    }

    /// - Throws: ``Failure`` for an open quote, text behind a closing quote, a row of the wrong length, no columns.
    public init(parsing text: String) throws {
        var records: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var recordLine = 1
        func take(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        var bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        var index = 0
        func endField() {
            fields.append(take(field))
            field = []
            wasQuoted = false
        }
        func endRecord() {
            let isBlank = fields.isEmpty && field.isEmpty && !wasQuoted
            if !isBlank {
                endField()
                records.append((recordLine, fields))
                fields = []
            }
            recordLine = line + 1
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                        field.append(byte)
                        index += 1
                    } else {
                        isQuoted = false
                        wasQuoted = true
                    }
                } else {
                    if byte == UInt8(ascii: "\n") { line += 1 }
                    field.append(byte)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: ","): endField()
            case UInt8(ascii: "\n"):
                endRecord()
                line += 1
            case UInt8(ascii: "\r") where index < bytes.count && bytes[index] == UInt8(ascii: "\n"): break
            case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted: isQuoted = true
            default:
                guard !wasQuoted else { throw Failure(line: line, message: "text behind a closing quote") }
                field.append(byte)
            }
        }
        guard !isQuoted else { throw Failure(line: recordLine, message: "a quote that isn't closed") }
        endRecord()
        guard let header = records.first else { throw Failure(line: 1, message: "no line that names the columns") }
        columns = header.fields
        for record in records.dropFirst() where record.fields.count != columns.count {
            throw Failure(line: record.line, message: "\(record.fields.count) fields instead of \(columns.count)")
        }
        rows = records.dropFirst().map(\.fields)
    }
}
