import Domain
import Foundation

/// JSON that is the same for the same value: keys sorted, no white space, no escaped slashes. What is hashed and signed is this.
public enum CanonicalJSON {
    public static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from text: String) throws -> Value {
        try BoundedJSON.decode(type, from: Array(text.utf8))
    }
}
