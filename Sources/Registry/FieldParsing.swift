import Domain

/// Reads the typed fields of a row from bytes, without allocating.
enum FieldParsing {
    /// A day as ISO 8601; nil for an empty field. Days that the register can't store are faults too.
    static func day(_ bytes: UnsafeRawBufferPointer, _ column: RegisterColumn) throws(FieldFault) -> Int? {
        if bytes.isEmpty { return nil }
        var areDigits = true
        func number(_ range: Range<Int>) -> Int {
            var value = 0
            for index in range {
                areDigits = areDigits && (48...57).contains(bytes[index])
                value = value * 10 + Int(bytes[index]) - 48
            }
            return value
        }
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let date = LocalDate(year: number(0..<4), month: number(5..<7), day: number(8..<10)), areDigits
        else { throw FieldFault(column: column.rawValue, reason: "not a day like 2026-07-21") }
        guard RowKey.days.contains(date.dayNumber) else {
            throw FieldFault(column: column.rawValue, reason: "a day outside 1900 to 2079")
        }
        return date.dayNumber
    }

    /// A year of four digits, 1900...2100; nil for an empty field.
    static func year(_ bytes: UnsafeRawBufferPointer) throws(FieldFault) -> Int? {
        if bytes.isEmpty { return nil }
        var value = 0
        for byte in bytes {
            guard (48...57).contains(byte), value < 10_000 else {
                value = -1
                break
            }
            value = value * 10 + Int(byte) - 48
        }
        guard (1900...2100).contains(value) else {
            throw FieldFault(column: "year", reason: "not a year from 1900 to 2100")
        }
        return value
    }

    static func plate(_ bytes: UnsafeRawBufferPointer, _ column: RegisterColumn) throws(FieldFault) -> PlateKey {
        guard let key = PlateKey(ascii: bytes) else {
            throw FieldFault(
                column: column.rawValue, reason: bytes.isEmpty ? "missing" : "not a plate like B 1234 XYZ")
        }
        return key
    }

    /// Longest text of one field that the register keeps, in bytes.
    static let longestText = 1000

    static func checkLength(_ bytes: UnsafeRawBufferPointer, _ column: RegisterColumn) throws(FieldFault) {
        guard bytes.count <= longestText else {
            throw FieldFault(column: column.rawValue, reason: "longer than \(longestText) bytes")
        }
    }
}
