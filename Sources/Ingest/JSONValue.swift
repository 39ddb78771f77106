import Domain
import Foundation

/// Any JSON value, for reading what strangers wrote with messages that name the place of a mistake.
enum JSONValue: Decodable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Parses JSON of bounded depth.
    /// - Parameter remedy: what to do about a file that is none.
    static func parse(
        _ bytes: [UInt8], remedy: String = "send the file again; if it comes again, check what the camera writes"
    ) throws(Rejection) -> JSONValue {
        do {
            return try BoundedJSON.decode(from: bytes)
        } catch {
            throw Rejection(.notJSON, whyNotJSON(bytes), remedy: remedy)
        }
    }

    private static func whyNotJSON(_ bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "the file is empty" }
        if bytes.contains(0) { return "the file is not UTF-8, but UTF-16 or no text at all" }
        if String(validating: bytes, as: UTF8.self) == nil { return "the file is not UTF-8" }
        return "the file is not JSON, or only a part of it arrived"
    }
}

/// A JSON object with its place in the file, for typed access to its fields.
struct JSONFields {
    let place: String
    private let fields: [String: JSONValue]

    init(_ value: JSONValue, at place: String) throws(Rejection) {
        guard case .object(let fields) = value else {
            throw Rejection(
                .wrongValue, "\(place.isEmpty ? "the file" : place) is no JSON object", remedy: "see docs/formats.md")
        }
        self.place = place
        self.fields = fields
    }

    /// Every field, also those that are null.
    var all: [String: JSONValue] { fields }

    func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

    /// Nil if the field is absent or null.
    subscript(key: String) -> JSONValue? {
        guard let value = fields[key] else { return nil }
        if case .null = value { return nil }
        return value
    }

    func required(_ key: String) throws(Rejection) -> JSONValue {
        guard let value = self[key] else {
            throw Rejection(.missingField, "\(path(key)) is missing", remedy: "add it; see docs/formats.md")
        }
        return value
    }

    func wrong(_ key: String, _ expected: String) -> Rejection {
        Rejection(.wrongValue, "\(path(key)) is not \(expected)", remedy: "correct it; see docs/formats.md")
    }

    /// A text of 1 to `limit` bytes without control characters.
    func string(_ key: String, limit: Int) throws(Rejection) -> String {
        guard let value = try optionalString(key, limit: limit) else {
            throw Rejection(.missingField, "\(path(key)) is missing", remedy: "add it; see docs/formats.md")
        }
        return value
    }

    func optionalString(_ key: String, limit: Int) throws(Rejection) -> String? {
        guard let value = self[key] else { return nil }
        guard case .string(let text) = value, !text.isEmpty, text.utf8.count <= limit,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw wrong(key, "a text of 1 to \(limit) bytes without control characters") }
        return text
    }

    func optionalNumber(_ key: String, in range: ClosedRange<Double>) throws(Rejection) -> Double? {
        guard let value = self[key] else { return nil }
        guard case .number(let number) = value, range.contains(number) else {
            throw wrong(key, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func array(_ key: String) throws(Rejection) -> [JSONValue] {
        guard case .array(let values) = try required(key) else { throw wrong(key, "a list") }
        return values
    }
}
