/// The fields of one Dahua event by dotted name (`TrafficCar.Speed`, `Object.BoundingBox[0]`): JSON and text say the same in
/// two ways.
struct DahuaFields: Sendable {
    static let mostFields = 5000

    private var values: [String: String] = [:]
    /// `TrafficJunction`, `TrafficCarMeasurement`, ...; nil where the file names none.
    private(set) var code: String?

    subscript(names: String...) -> String? {
        for name in names {
            if let value = values[name], !value.isEmpty { return value }
        }
        return nil
    }

    /// Every field, sorted by name.
    var all: [(key: String, value: String)] { values.sorted { $0.key < $1.key } }

    // MARK: Text

    /// Lines `Events[0].Key=value`, perhaps as a part of a multipart message with its headers. Lines of another form are skipped.
    init(text bytes: [UInt8]) throws(Rejection) {
        for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw Rejection(
                    .wrongValue, "the file is not UTF-8", remedy: "let the camera send text; see docs/formats-dahua.md")
            }
            guard let equals = text.firstIndex(of: "="), text.hasPrefix("Events[0].") else { continue }
            let key = String(text[..<equals].dropFirst(10))
            guard !key.isEmpty, key.utf8.count <= 128 else { continue }
            try add(key, String(text[text.index(after: equals)...]))
        }
        code = self["EventBaseInfo.Code", "Code"]
        guard !values.isEmpty else {
            throw Rejection(
                .wrongSchema, "no line begins with Events[0]., or only a part arrived",
                remedy: "let the camera upload traffic events; see docs/formats-dahua.md")
        }
    }

    // MARK: JSON

    /// A `TrafficJunction` notification (`params.eventList[0].Data`), or its `Data` alone.
    init(json bytes: [UInt8]) throws(Rejection) {
        let root = try JSONFields(try JSONValue.parse(bytes), at: "")
        var event = root
        if root["params"] != nil {
            let list = try JSONFields(try root.required("params"), at: "params").array("eventList")
            guard list.count == 1 else {
                throw Rejection(
                    .wrongValue, "params.eventList has \(list.count) events instead of one",
                    remedy: "let the camera send each event by itself")
            }
            event = try JSONFields(list[0], at: "params.eventList[0]")
        }
        if let name = event["Code"], case .string(let text) = name { code = text }
        try flatten(event["Data"] ?? .object(event.all), at: "")
        guard !values.isEmpty else {
            throw Rejection(
                .wrongSchema, "there is no Data of an event",
                remedy: "let the camera upload traffic events; see docs/formats-dahua.md")
        }
    }

    private mutating func flatten(_ value: JSONValue, at path: String) throws(Rejection) {
        switch value {
        case .null: break
        case .bool(let value): try add(path, value ? "true" : "false")
        case .number(let value):
            try add(path, Int64(exactly: value).map { "\($0)" } ?? "\(value)")
        case .string(let value): try add(path, value)
        case .array(let elements):
            for (index, element) in elements.enumerated() { try flatten(element, at: "\(path)[\(index)]") }
        case .object(let members):
            for (key, member) in members { try flatten(member, at: path.isEmpty ? key : "\(path).\(key)") }
        }
    }

    private mutating func add(_ key: String, _ value: String) throws(Rejection) {
        guard values.count < DahuaFields.mostFields else {
            throw Rejection(
                .wrongValue, "the event has more than \(DahuaFields.mostFields) fields", remedy: "check the camera")
        }
        guard key.utf8.count <= 256 else { return }
        values[key] = value
    }
}
