import Domain
import Journal

/// An owner's answer to a letter (`etle.answer/1`), as the answer site writes it into the folder `answers`.
public struct Answer: Hashable, Sendable {
    public let reference: String
    public let code: String
    public let kind: AnswerKind

    /// - Throws: the first ``Rejection``.
    public init(_ bytes: [UInt8]) throws(Rejection) {
        let fields = try JSONFields(try JSONValue.parse(bytes), at: "")
        guard case .string("etle.answer/1")? = fields["schema"] else {
            throw Rejection(
                .wrongSchema, "schema is not \"etle.answer/1\"", remedy: "let the answer site write etle.answer/1")
        }
        reference = try fields.string("reference", limit: 64)
        code = try fields.string("code", limit: 64)
        guard let kind = AnswerKind(rawValue: try fields.string("answer", limit: 32)) else {
            throw fields.wrong("answer", "driver, other-driver, sold, not-mine or moved")
        }
        self.kind = kind
        switch kind {
        case .driver: break
        case .notMine: _ = try fields.string("differences", limit: 2000)
        case .otherDriver: try Answer.person(fields, "driver")
        case .sold: try Answer.person(fields, "buyer")
        case .moved:
            let address = try JSONFields(try fields.required("new_address"), at: "new_address")
            _ = try address.string("address", limit: 500)
            _ = try address.string("city", limit: 100)
        }
    }

    /// Who drove, or who bought: at least a name and an address.
    private static func person(_ fields: JSONFields, _ key: String) throws(Rejection) {
        let person = try JSONFields(try fields.required(key), at: key)
        _ = try person.string("name", limit: 200)
        _ = try person.string("address", limit: 500)
    }
}
