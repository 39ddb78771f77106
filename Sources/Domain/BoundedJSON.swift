import Foundation

/// Decoding of JSON that anyone may have written.
///
/// The depth is bounded before Foundation sees the bytes: Swift 6.3's `JSONDecoder` ends the process, instead of throwing, at 513
/// opening brackets and nothing else.
public enum BoundedJSON {
    /// Deeper than anything that a camera, an officer or this program has to say.
    public static let deepest = 64

    /// - Throws: `CocoaError` or `DecodingError` if the bytes are no JSON in UTF-8 (RFC 8259, 8.1), are nested more than
    ///   ``deepest`` levels, or are no `Value`.
    public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from bytes: [UInt8]) throws -> Value {
        // A zero byte: UTF-16 or UTF-32, which Foundation would take, and whose brackets can't be counted here.
        guard !bytes.contains(0), depth(bytes) <= deepest else { throw CocoaError(.propertyListReadCorrupt) }
        return try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// How deep arrays and objects are nested in what may be JSON; brackets in strings don't count.
    private static func depth(_ bytes: [UInt8]) -> Int {
        var (depth, deepest) = (0, 0)
        var isInString = false
        var isEscaped = false
        for byte in bytes {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return deepest
    }
}
