import CPangoCairo

/// A document's metadata as XMP (ISO 16684-1), the same that cairo writes into the document information, and that it is PDF/A-2b.
enum XMPPacket {
    static func text(of metadata: PDFMetadata) -> String {
        let (title, author) = (escaped(metadata.title), escaped(metadata.author))
        let (subject, keywords) = (escaped(metadata.subject), escaped(metadata.keywords))
        return """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
             xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
             xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(title)</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>\(author)</rdf:li></rdf:Seq></dc:creator>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">\(subject)</rdf:li></rdf:Alt></dc:description>
            <dc:language><rdf:Bag><rdf:li>\(escaped(metadata.language))</rdf:li></rdf:Bag></dc:language>
            <pdf:Keywords>\(keywords)</pdf:Keywords>
            <pdf:Producer>\(producer)</pdf:Producer>
            <xmp:CreatorTool>\(escaped(metadata.creator))</xmp:CreatorTool>
            <xmp:CreateDate>\(escaped(metadata.created))</xmp:CreateDate>
            <xmp:ModifyDate>\(escaped(metadata.created))</xmp:ModifyDate>
            <pdfaid:part>2</pdfaid:part>
            <pdfaid:conformance>B</pdfaid:conformance>
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>
            """
    }

    /// As cairo names itself in the document information.
    private static let producer = "cairo \(String(cString: cairo_version_string())) (https://cairographics.org)"

    /// XML 1.0 has no place for most control characters: they are left out.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\t", "\n", "\r": result.unicodeScalars.append(character)
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": break
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
