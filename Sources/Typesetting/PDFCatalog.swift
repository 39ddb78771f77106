/// What cairo 1.16 cannot write: the document's language, and that viewers show its title.
///
/// Both stand in the catalog, so a new version of that object is appended as an incremental update
/// (ISO 32000-1, 7.5.6); all that cairo wrote stays as it is.
enum PDFCatalog {
    /// - Throws: ``TypesettingError`` (`structure`) if `pdf` doesn't end in a classic cross-reference table.
    static func complete(_ pdf: [UInt8], language: String) throws -> [UInt8] {
        // The trailer's numbers stand in the last kilobyte.
        let tail = pdf.suffix(1024)
        guard let root = number(after: "/Root ", in: tail), let size = number(after: "/Size ", in: tail),
            let table = number(after: "startxref\n", in: tail), let info = number(after: "/Info ", in: tail),
            let body = object(root, of: pdf)
        else {
            throw TypesettingError(code: .structure, message: "This version of cairo writes PDFs of another structure.")
        }
        let added =
            "\(root) 0 obj\n<<\(body)   /Lang (\(language))\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n"
        let offset = String(pdf.count)
        let entry = String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
        let trailer = "trailer\n<< /Size \(size)\n   /Root \(root) 0 R\n   /Info \(info) 0 R\n   /Prev \(table)\n>>\n"
        let update = added + "xref\n\(root) 1\n\(entry)\(trailer)startxref\n\(pdf.count + added.utf8.count)\n%%EOF\n"
        return pdf + Array(update.utf8)
    }

    private static func number(after mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let mark = Array(mark.utf8)
        guard let from = lastPosition(of: mark, in: bytes) else { return nil }
        let digits = bytes[(from + mark.count)...].prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// What stands between `<<` and the last `>>` of an object near the end of the file.
    private static func object(_ number: Int, of pdf: [UInt8]) -> String? {
        let start = Array("\n\(number) 0 obj\n<<".utf8)
        guard let from = lastPosition(of: start, in: pdf[...]) else { return nil }
        let rest = pdf[(from + start.count)...]
        guard let to = rest.firstRange(of: Array(">>\nendobj\n".utf8)) else { return nil }
        return String(decoding: rest[..<to.lowerBound], as: UTF8.self)
    }

    private static func lastPosition(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var at = bytes.endIndex - needle.count
        while at >= bytes.startIndex {
            if bytes[at] == needle[0], bytes[at..<at + needle.count].elementsEqual(needle) { return at }
            at -= 1
        }
        return nil
    }
}
