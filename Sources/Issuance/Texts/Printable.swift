/// `text` as it can stand in a line of a document: controls, line breaks and characters that turn the direction of writing become blanks,
/// several blanks one. Registers pad fields with blanks, and none of the rest has a place in a name.
package func printable(_ text: String) -> String {
    // Nearly all texts: nothing to look up in Unicode's tables, nothing to change.
    var before: UInt8 = 0x20
    let isPlain = text.utf8.allSatisfy { byte in
        defer { before = byte }
        return (0x21..<0x7F).contains(byte) || (byte == 0x20 && before != 0x20)
    }
    if isPlain, before != 0x20 || text.isEmpty { return text }
    var result = ""
    var needsBlank = false
    for scalar in text.unicodeScalars {
        let isBlank =
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .privateUse,
                .unassigned:
                true
            default: false
            }
        if isBlank {
            needsBlank = !result.isEmpty
        } else {
            if needsBlank { result.unicodeScalars.append(" ") }
            needsBlank = false
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}
