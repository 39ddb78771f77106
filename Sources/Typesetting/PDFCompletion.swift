import Crypto

/// What cairo 1.16 cannot write: the document's language, that viewers show its title, and what an archive asks for, PDF/A-2b
/// (ISO 19005-2): metadata as XMP, how its colours are meant, an identifier, the obvious about fonts. Also the words that stand for figures.
///
/// All of it is appended as an incremental update (ISO 32000-1, 7.5.6); what cairo wrote stays as it is.
enum PDFCompletion {
    /// - Parameter figures: the words, in the order of drawing, which is that of cairo's objects.
    /// - Throws: ``TypesettingError`` (`structure`) if `pdf` doesn't end in a classic cross-reference table.
    static func complete(_ pdf: [UInt8], _ metadata: PDFMetadata, figures: [String]) throws -> [UInt8] {
        guard let written = WrittenPDF(pdf), let catalog = written.object(written.root),
            let information = written.object(written.info)
        else {
            throw TypesettingError(code: .structure, message: "This version of cairo writes PDFs of another structure.")
        }
        let (root, info, size) = (written.root, written.info, written.size)
        var update = Update(start: pdf.count)
        update.add(info, "<<\(withDates(information))>>")
        update.add(
            root,
            """
            <<\(catalog)   /Lang (\(metadata.language))
               /ViewerPreferences << /DisplayDocTitle true >>
               /Metadata \(size) 0 R
               /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (\(SRGBProfile.name))
                  /Info (\(SRGBProfile.name)) /DestOutputProfile \(size + 1) 0 R >> ]
            >>
            """)
        let composite = Array(" /Type /Font\n   /Subtype /CIDFontType2\n".utf8)
        let figure = Array(" /Type /StructElem\n   /S /Figure\n".utf8)
        var words = figures.makeIterator()
        for number in 1..<size {
            if let object = written.object(number, beginningWith: composite) {
                update.add(number, "<<\(object)   /CIDToGIDMap /Identity\n>>")
            } else if let object = written.object(number, beginningWith: figure), let words = words.next() {
                update.add(number, "<<\(object)   /Alt \(textString(words))\n>>")
            }
        }
        update.add(size, "<< /Type /Metadata /Subtype /XML", stream: Array(XMPPacket.text(of: metadata).utf8))
        update.add(size + 1, "<< /N 3", stream: SRGBProfile.bytes)
        // The end of the file holds its name and date and where each object stands.
        let identifier = hexadecimal(SHA256.hash(data: pdf.suffix(4096)).prefix(16))
        return pdf
            + update.finished(
                """
                << /Size \(size + 2)
                   /Root \(root) 0 R
                   /Info \(info) 0 R
                   /ID [ <\(identifier)> <\(identifier)> ]
                   /Prev \(written.table)
                >>
                """)
    }

    /// A text string (ISO 32000-1, 7.9.2.2) in UTF-16.
    private static func textString(_ text: String) -> String {
        "<FEFF\(hexadecimal(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }))>"
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Cairo 1.16 leaves out the mark that a date begins with (ISO 32000-1, 7.9.4).
    private static func withDates(_ information: String) -> String {
        ["CreationDate", "ModDate"].reduce(information) { text, key in
            text.replacing("/\(key) (2", with: "/\(key) (D:2")
        }
    }
}

/// Where cairo's objects stand.
private struct WrittenPDF {
    private let bytes: [UInt8]
    /// The numbers of catalog and document information.
    let root: Int
    let info: Int
    /// One more than the highest number.
    let size: Int
    /// Where the cross-reference table begins.
    let table: Int

    private static let entryLength = 20

    /// Nil if it doesn't end in a cross-reference table of one section.
    init?(_ bytes: [UInt8]) {
        // The trailer's numbers stand in the last kilobyte.
        let tail = bytes.suffix(1024)
        func number(after mark: String) -> Int? {
            let mark = Array(mark.utf8)
            let starts = tail.indices.dropLast(mark.count).reversed()
            guard let start = starts.first(where: { tail[$0...].starts(with: mark) }) else { return nil }
            return Int(
                String(decoding: tail[(start + mark.count)...].prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self))
        }
        guard let root = number(after: "/Root "), let info = number(after: "/Info "),
            let size = number(after: "/Size "), let table = number(after: "startxref\n")
        else { return nil }
        (self.bytes, self.root, self.info, self.size, self.table) = (bytes, root, info, size, table)
    }

    /// What stands between `<<` and the last `>>` of an object without a stream; nil if that isn't what it is, or it begins otherwise.
    func object(_ number: Int, beginningWith start: [UInt8] = []) -> String? {
        let entry = table + "xref\n0 \(size)\n".utf8.count + number * WrittenPDF.entryLength
        guard number > 0, number < size, entry + WrittenPDF.entryLength <= bytes.count else { return nil }
        let offset = bytes[entry..<entry + 10].reduce(0) { $0 * 10 + Int($1 &- 0x30) }
        let head = Array("\(number) 0 obj\n<<".utf8)
        guard offset + head.count <= bytes.count, bytes[offset...].starts(with: head),
            bytes[(offset + head.count)...].starts(with: start)
        else { return nil }
        let content = bytes[(offset + head.count)...]
        let end = Array(">>\nendobj\n".utf8)
        guard let last = content.indices.first(where: { content[$0] == end[0] && content[$0...].starts(with: end) })
        else { return nil }
        return String(decoding: content[..<last], as: UTF8.self)
    }
}

/// Objects that are appended to a PDF, with their cross-reference table.
private struct Update {
    private var bytes: [UInt8] = []
    private var entries = ""
    private let start: Int

    /// - Parameter start: how many bytes stand before it.
    init(start: Int) {
        self.start = start
    }

    mutating func add(_ number: Int, _ content: String) {
        add(number, Array("\(content)\n".utf8))
    }

    /// - Parameter dictionary: without its end.
    mutating func add(_ number: Int, _ dictionary: String, stream: [UInt8]) {
        add(
            number,
            Array("\(dictionary) /Length \(stream.count) >>\nstream\n".utf8) + stream + Array("\nendstream\n".utf8))
    }

    private mutating func add(_ number: Int, _ content: [UInt8]) {
        let offset = String(start + bytes.count)
        entries += "\(number) 1\n\(String(repeating: "0", count: 10 - offset.count))\(offset) 00000 n \n"
        bytes += Array("\(number) 0 obj\n".utf8) + content + Array("endobj\n".utf8)
    }

    func finished(_ trailer: String) -> [UInt8] {
        bytes + Array("xref\n\(entries)trailer\n\(trailer)\nstartxref\n\(start + bytes.count)\n%%EOF\n".utf8)
    }
}
