import Foundation

/// The one way in which documents are written as JSON: keys sorted, two blanks of indentation, slashes as they are, UTF-8, a line feed at the end.
/// Equal values give equal bytes.
enum CanonicalJSON {
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }
}
