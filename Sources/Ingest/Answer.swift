import Domain
import Journal

/// An addressee's answer to a letter (`etle.answer/1`), as the answer site writes it into the folder `answers`.
public struct Answer: Hashable, Sendable {
    public let reference: String
    public let code: String
    public let kind: AnswerKind
    /// Who drove, or who bought; for `moved` the new address without a name. Nil where the answer names nobody.
    public let person: Owner?
    /// The day of the sale; nil where the answer names none, and of other answers than `sold`.
    public let soldOn: LocalDate?
    /// When it was given, as the answer site says; nil where it doesn't.
    public let answeredAt: Timestamp?

    /// - Throws: the first ``Rejection``.
    public init(_ bytes: [UInt8]) throws(Rejection) {
        let json = try JSONValue.parse(
            bytes, remedy: "have the answer site write the answer again: whole, as JSON in UTF-8 (docs/formats.md)")
        let fields = try JSONFields(json, at: "")
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
        if let text = try fields.optionalString("answered_at", limit: 40) {
            guard let time = Timestamp(rfc3339: text) else { throw fields.wrong("answered_at", "a time with zone") }
            answeredAt = time
        } else {
            answeredAt = nil
        }
        // Whatever stands there, the rest of the answer counts: an officer asks for the day.
        if kind == .sold, case .string(let day)? = fields["sold_on"] {
            soldOn = LocalDate(iso8601: day)
        } else {
            soldOn = nil
        }
        switch kind {
        case .driver: person = nil
        case .notMine:
            _ = try fields.string("differences", limit: 2000)
            person = nil
        case .otherDriver: person = try Answer.person(fields, "driver")
        case .sold: person = try Answer.person(fields, "buyer")
        case .moved:
            let address = try JSONFields(try fields.required("new_address"), at: "new_address")
            _ = try address.string("city", limit: 100)
            person = try Answer.place(address, name: "")
        }
    }

    /// Who drove, or who bought: at least a name and an address.
    private static func person(_ fields: JSONFields, _ key: String) throws(Rejection) -> Owner {
        let person = try JSONFields(try fields.required(key), at: key)
        return try place(person, name: try person.string("name", limit: 200))
    }

    private static func place(_ fields: JSONFields, name: String) throws(Rejection) -> Owner {
        let nik = try fields.optionalString("nik", limit: 16) ?? ""
        guard nik.isEmpty || (nik.utf8.count == 16 && nik.allSatisfy { $0.isASCII && $0.isNumber }) else {
            throw fields.wrong("nik", "a number of 16 digits")
        }
        return Owner(
            name: name, nik: nik,
            address: try fields.string("address", limit: 500),
            kelurahan: try fields.optionalString("kelurahan", limit: 100) ?? "",
            kecamatan: try fields.optionalString("kecamatan", limit: 100) ?? "",
            city: try fields.optionalString("city", limit: 100) ?? "",
            postalCode: try fields.optionalString("postal_code", limit: 10) ?? "",
            phone: try fields.optionalString("phone", limit: 40) ?? "", email: "")
    }
}
