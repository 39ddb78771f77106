/// One record of comma separated values (RFC 4180, LF): fields are quoted where they must be. Decided on bytes, as readers do: to Swift, a comma or
/// quote with a combining mark behind it is another character.
public func csvLine(_ fields: [String]) -> String {
    // A line with nothing on it would be no record.
    guard fields != [""] else { return "\"\"\n" }
    return fields.map(quoted).joined(separator: ",") + "\n"
}

private func quoted(_ field: String) -> String {
    let quote = UInt8(ascii: "\"")
    let special = [quote, UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard field.utf8.contains(where: special.contains) else { return field }
    var bytes = [quote]
    bytes.reserveCapacity(field.utf8.count + 4)
    for byte in field.utf8 {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
    }
    bytes.append(quote)
    return String(decoding: bytes, as: UTF8.self)
}
