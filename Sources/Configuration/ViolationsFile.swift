import Domain

/// Reads `violations.yaml`.
enum ViolationsFile {
    static let keys = ["code", "title", "article", "fine_rupiah", "points", "valid_from", "valid_until"]

    /// A fine may be at most this many rupiah.
    static let largestFine = 10_000_000_000

    /// Nil if the file as a whole is wrong; single wrong rules are left out.
    static func parse(_ text: String, _ mistakes: MistakeList) -> [ViolationRule]? {
        guard let root = YAMLFile.parse(text, mistakes), let members = root.members(known: ["violations"]),
            let list = root.required("violations", of: members), let elements = list.elements()
        else { return nil }
        if elements.isEmpty { list.fail(.missingKey, "there is no violation", remedy: "list the violations") }
        var starts: [String: Int] = [:]
        return elements.compactMap { element in
            guard let rule = rule(element) else { return nil }
            let start = "\(rule.code) \(rule.validFrom.iso8601)"
            if let earlier = starts.updateValue(element.line, forKey: start) {
                element.fail(
                    .duplicateID,
                    "\"\(rule.code)\" with valid_from \(rule.validFrom.iso8601) stands on line \(earlier) already",
                    remedy: "remove one, or let it begin on another day")
            }
            return rule
        }
    }

    private static func rule(_ value: Value) -> ViolationRule? {
        guard let members = value.members(known: keys) else { return nil }
        let code = value.required("code", of: members)?.identifier()
        let title = value.required("title", of: members)?.text()
        let article = value.required("article", of: members)?.text()
        let fine = value.required("fine_rupiah", of: members)?.integer(in: 1...largestFine, unit: "rupiah")
        let points = members["points"].map { $0.integer(in: 0...12, unit: "points") }
        let from = value.required("valid_from", of: members)?.date()
        let until = members["valid_until"].map { $0.date() }
        if let from, let last = until ?? nil, last < from {
            members["valid_until"]?.fail(
                .contradiction, "the rule ends before it begins", remedy: "write a day from \(from.iso8601) on")
        }
        guard let code, let title, let article, let fine, let from else { return nil }
        return ViolationRule(
            code: code, title: title, article: article, fineRupiah: fine, points: points ?? nil, validFrom: from,
            validUntil: until ?? nil)
    }
}
