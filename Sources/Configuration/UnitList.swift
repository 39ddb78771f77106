import Domain

/// Reads `units`.
enum UnitList {
    static let keys: [KeyDescription] = [
        .init("units[].id", "name of a folder"),
        .init("units[].name", "text"),
        .init("units[].city", "text"),
        .init("units[].address", "text, lines separated by line feeds", standard: "\"\""),
        .init("units[].letter_code", "text without /"),
        .init("units[].letter_suffix", "text without /", standard: "DITLANTAS"),
        .init("units[].time_zone", LocalTimeZone.allCases.map(\.rawValue).joined(separator: ", ")),
        .init("units[].answer_url", "https address"),
        .init(
            "units[].ticket", Unit.TicketPolicy.allCases.map(\.rawValue).joined(separator: ", "),
            standard: "after-confirmation"),
        .init("units[].signatory.name", "text"),
        .init("units[].signatory.rank", "text"),
        .init("units[].signatory.nrp", "text"),
        .init("units[].court", "text", standard: "\"\""),
    ]

    static func read(_ value: Value) -> [Unit] {
        guard let elements = value.elements() else { return [] }
        if elements.isEmpty {
            value.fail(.missingKey, "there is no unit", remedy: "add the office in whose name letters go out")
        }
        var seen = Seen()
        return elements.compactMap { unit($0, &seen) }
    }

    /// The lines on which names stand that no second unit may have.
    private struct Seen {
        var ids: [String: Int] = [:]
        var letterNumbers: [String: Int] = [:]

        /// Ticket numbers have the id in capitals, and their files a hyphen for all but letters, digits and dots.
        static func key(ofID id: String) -> String {
            String(id.uppercased().map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" })
        }
    }

    private static func unit(_ value: Value, _ seen: inout Seen) -> Unit? {
        guard let members = value.members(known: names(of: keys, after: "units[].")) else { return nil }
        let id = value.required("id", of: members)?.identifier()
        if let id, let earlier = seen.ids.updateValue(value.line, forKey: Seen.key(ofID: id)) {
            members["id"]?.fail(
                .duplicateID, "the unit \"\(id)\" stands on line \(earlier) already",
                remedy: "give each unit an id of its own; capitals, hyphens and underscores make no difference")
        }
        let name = value.required("name", of: members)?.text()
        let city = value.required("city", of: members)?.text()
        let address = members["address"].map { $0.node.scalar?.string == "" ? "" : $0.text(longest: 500) } ?? ""
        let letterCode = value.required("letter_code", of: members)?.numberPart()
        let letterSuffix = members["letter_suffix"].map { $0.numberPart() } ?? "DITLANTAS"
        if let letterCode, let letterSuffix,
            let earlier = seen.letterNumbers.updateValue(
                value.line, forKey: "\(letterCode)/\(letterSuffix)".uppercased())
        {
            (members["letter_suffix"] ?? members["letter_code"])?.fail(
                .duplicateID, "the unit on line \(earlier) has this letter_code and letter_suffix already",
                remedy: "letter numbers run for each unit: give each its own code or suffix, or numbers repeat")
        }
        let timeZone = value.required("time_zone", of: members)?.timeZone()
        let answerURL = value.required("answer_url", of: members)?.secureURL()
        let ticket = members["ticket"].map { $0.choice(Unit.TicketPolicy.self) } ?? .afterConfirmation
        let signatory = value.required("signatory", of: members).flatMap(signatory)
        let court = members["court"].map { $0.node.scalar?.string == "" ? "" : $0.text() } ?? ""
        guard let id, let name, let city, let address, let letterCode, let letterSuffix, let timeZone, let answerURL,
            let ticket,
            let signatory, let court
        else { return nil }
        return Unit(
            id: id, name: name, city: city, address: address, letterCode: letterCode, letterSuffix: letterSuffix,
            timeZone: timeZone, answerURL: answerURL, ticket: ticket, signatory: signatory, court: court)
    }

    private static func signatory(_ value: Value) -> Unit.Signatory? {
        guard let members = value.members(known: ["name", "rank", "nrp"]) else { return nil }
        let name = value.required("name", of: members)?.text()
        let rank = value.required("rank", of: members)?.text()
        let nrp = value.required("nrp", of: members)?.text(longest: 40)
        guard let name, let rank, let nrp else { return nil }
        return Unit.Signatory(name: name, rank: rank, nrp: nrp)
    }
}

extension Value {
    /// A part of numbers whose parts are separated by `/`.
    fileprivate func numberPart() -> String? {
        guard let text = text(longest: 40) else { return nil }
        guard !text.contains(where: { $0 == "/" || $0.isWhitespace }) else {
            fail(.wrongForm, "a part of a letter number holds no / and no blank", remedy: "write it like YAN.1.2")
            return nil
        }
        return text
    }
}

extension KeyDescription {
    init(_ path: String, _ form: String, unit: String = "", standard: String? = nil) {
        self.init(path: path, form: form, unit: unit, standard: standard, reloads: true)
    }
}

/// The first name after a prefix in each key's path, without repeats.
func names(of keys: [KeyDescription], after prefix: String) -> [String] {
    var names: [String] = []
    for key in keys where key.path.hasPrefix(prefix) {
        let name = key.path.dropFirst(prefix.count).prefix { $0 != "." && $0 != "[" }
        if !names.contains(String(name)) { names.append(String(name)) }
    }
    return names
}
