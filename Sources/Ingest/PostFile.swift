import Domain

/// What the post did with one letter or ticket.
public struct PostLine: Hashable, Sendable {
    public enum Status: String, Sendable, CaseIterable {
        case dispatched, delivered, returned
    }

    /// A letter's reference, a ticket's number, or the barcode number of a print batch.
    public let document: String
    public let status: Status
    public let on: LocalDate
}

/// A dispatch or return list of the post: CSV with `document,status,date`.
public enum PostFile {
    static let columns = ["document", "status", "date"]

    /// - Throws: ``Rejection`` if the file or any line is malformed: then no line of it counts.
    public static func parse(_ bytes: [UInt8]) throws(Rejection) -> [PostLine] {
        var lines: [PostLine] = []
        for row in try ExchangeTable(bytes, columns: columns).rows {
            guard (1...64).contains(row.fields[0].utf8.count) else {
                throw ExchangeTable.wrong("line \(row.line): document is empty or too long")
            }
            guard let status = PostLine.Status(rawValue: row.fields[1]) else {
                throw ExchangeTable.wrong("line \(row.line): status is not dispatched, delivered or returned")
            }
            guard let day = LocalDate(iso8601: row.fields[2]) else {
                throw ExchangeTable.wrong("line \(row.line): date is not a day like 2026-07-21")
            }
            lines.append(PostLine(document: row.fields[0], status: status, on: day))
        }
        return lines
    }

    /// Lines that were kept aside, as a file of the same form.
    public static func kept(_ lines: [PostLine]) -> [UInt8] {
        Array(
            (csvLine(columns) + lines.map { csvLine([$0.document, $0.status.rawValue, $0.on.iso8601]) }.joined()).utf8)
    }
}
