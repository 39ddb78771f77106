/// Reads the XML that cameras send, and no more of XML than that.
///
/// Written by hand because the usual parsers are built for what must not happen here: a document type with entities (the
/// "billion laughs" bomb, external files). Anything of that kind is refused at once; so nothing can grow, and no file but the given
/// bytes is looked at. Attributes and namespaces are checked for their form and left out. Time and memory are in proportion to the
/// number of bytes. Grammar: XML 1.0 (fifth edition), without document types.
struct XMLReader {
    struct Fault: Error {
        let message: String
    }

    static let deepest = 32
    static let mostElements = 20_000
    static let longestName = 100

    private let bytes: [UInt8]
    private var position = 0
    private var elements = 0

    /// The root element.
    /// - Throws: ``Fault`` for what is no well-formed document, has a document type, or exceeds the limits.
    static func parse(_ bytes: [UInt8]) throws(Fault) -> XMLElement {
        var reader = XMLReader(bytes: bytes)
        return try reader.document()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func document() throws(Fault) -> XMLElement {
        // Open elements, the innermost last: no recursion, so depth is a number and not the machine's stack.
        var open: [XMLElement] = []
        var text: [[UInt8]] = []
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                let characters = try characterData()
                if open.isEmpty {
                    guard characters.allSatisfy(isBlank) else { throw Fault(message: "text outside of the root") }
                } else {
                    text[text.count - 1] += characters
                }
                continue
            }
            if skip("<!--") {
                try skip(past: "-->", "a comment")
            } else if skip("<![CDATA[") {
                guard !open.isEmpty else { throw Fault(message: "text outside of the root") }
                let start = position
                try skip(past: "]]>", "a CDATA section")
                text[text.count - 1] += bytes[start..<position - 3]
            } else if skip("<?") {
                try skip(past: "?>", "a processing instruction")
            } else if skip("<!") {
                throw Fault(message: "a document type, which no camera needs")
            } else if skip("</") {
                let name = try self.name()
                skipBlanks()
                guard skip(">") else { throw Fault(message: "an end tag without its end") }
                guard var element = open.popLast(), let own = text.popLast(), element.name == name else {
                    throw Fault(message: "an end tag for another element")
                }
                element.text = XMLReader.trimmed(own)
                guard !open.isEmpty else { return try end(element) }
                open[open.count - 1].children.append(element)
            } else {
                position += 1
                let element = XMLElement(name: try self.name())
                elements += 1
                guard elements <= XMLReader.mostElements else { throw Fault(message: "too many elements") }
                if try attributes() {
                    guard !open.isEmpty else { return try end(element) }
                    open[open.count - 1].children.append(element)
                } else {
                    guard open.count < XMLReader.deepest else { throw Fault(message: "nested too deep") }
                    open.append(element)
                    text.append([])
                }
            }
        }
        throw Fault(message: open.isEmpty ? "there is no element" : "it ends in the middle")
    }

    /// Behind the root only blanks, comments and instructions may stand.
    private mutating func end(_ root: XMLElement) throws(Fault) -> XMLElement {
        while position < bytes.count {
            if isBlank(bytes[position]) || bytes[position] == 0 {
                position += 1
            } else if skip("<!--") {
                try skip(past: "-->", "a comment")
            } else if skip("<?") {
                try skip(past: "?>", "a processing instruction")
            } else {
                throw Fault(message: "something behind the root")
            }
        }
        return root
    }

    /// A name without its prefix.
    private mutating func name() throws(Fault) -> String {
        let start = position
        while position < bytes.count, isNameByte(bytes[position]) { position += 1 }
        let name = bytes[start..<position]
        guard !name.isEmpty, name.count <= XMLReader.longestName else { throw Fault(message: "a wrong name") }
        let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        return String(decoding: local, as: UTF8.self)
    }

    /// Passes the attributes and the end of a start tag. Returns whether the element is empty (`/>`).
    private mutating func attributes() throws(Fault) -> Bool {
        while true {
            skipBlanks()
            if skip("/>") { return true }
            if skip(">") { return false }
            _ = try name()
            skipBlanks()
            guard skip("=") else { throw Fault(message: "an attribute without value") }
            skipBlanks()
            guard position < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[position]) else {
                throw Fault(message: "an attribute without quotes")
            }
            let quote = bytes[position]
            position += 1
            while position < bytes.count, bytes[position] != quote {
                guard bytes[position] != UInt8(ascii: "<") else { throw Fault(message: "a tag in an attribute") }
                position += 1
            }
            guard position < bytes.count else { throw Fault(message: "it ends in the middle") }
            position += 1
        }
    }

    private mutating func characterData() throws(Fault) -> [UInt8] {
        var characters: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
            if bytes[position] == UInt8(ascii: "&") {
                characters += try reference()
            } else {
                characters.append(bytes[position])
                position += 1
            }
        }
        return characters
    }

    /// `&lt;`, `&#60;`, `&#x3C;`: the five predefined entities and characters by number; others don't exist here.
    private mutating func reference() throws(Fault) -> [UInt8] {
        let window = bytes[position..<min(position + 12, bytes.count)]
        guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { throw Fault(message: "an & without its ;") }
        let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
        position = end + 1
        let predefined = ["lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": "\""]
        if let text = predefined[name] { return Array(text.utf8) }
        let number =
            if name.hasPrefix("#x") { UInt32(name.dropFirst(2), radix: 16) } else if name.hasPrefix("#") {
                UInt32(name.dropFirst())
            } else { UInt32?.none }
        guard let number, number > 0, let scalar = Unicode.Scalar(number) else {
            throw Fault(message: "an entity that XML doesn't know by itself")
        }
        return Array(String(scalar).utf8)
    }

    // MARK: Bytes

    private mutating func skip(_ text: StaticString) -> Bool {
        let matches = text.withUTF8Buffer { bytes[position...].starts(with: $0) }
        if matches { position += text.utf8CodeUnitCount }
        return matches
    }

    private mutating func skip(past text: StaticString, _ what: String) throws(Fault) {
        while position < bytes.count {
            if skip(text) { return }
            position += 1
        }
        throw Fault(message: "\(what) without its end")
    }

    private mutating func skipBlanks() {
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let head = bytes.drop(while: isBlank)
        guard let last = head.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: head[...last], as: UTF8.self)
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."), 0x80...0xFF:
        true
    default: false
    }
}
