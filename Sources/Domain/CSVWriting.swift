/// One record of comma separated values (RFC 4180, LF): fields are quoted where they must be.
public func csvLine(_ fields: [String]) -> String {
    let quoted = fields.map { field in
        field.contains(where: { "\",\n\r".contains($0) })
            ? "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : field
    }
    return quoted.joined(separator: ",") + "\n"
}
