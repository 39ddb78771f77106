import Domain

/// Reads what says how a camera uploads.
enum CameraFormatKeys {
    /// Nil for a section, and where something is wrong.
    static func read(
        _ members: [String: Value], of element: Value, kind word: String, zone: LocalTimeZone?, codes: Set<String>?
    ) -> CameraFormat? {
        guard let kind = CameraFormat.Kind(rawValue: word) else { return nil }
        let template = template(members["template"], of: element, kind: kind)
        let pictures = members["pictures"].map { $0.integer(in: 1...16) } ?? 1
        let own = members["codes"].map { codePairs($0, codes) } ?? [:]
        let standard =
            members["default_violations"].map { CameraList.violationCodes($0, codes, mayBeEmpty: true) } ?? []
        let clock = members["clock"].map { $0.choice(CameraFormat.Clock.self) } ?? .utc
        if members["clock"] != nil, kind != .dahua {
            members["clock"]?.fail(.contradiction, "only Dahua's events have it", remedy: "remove the key")
        }
        if let examples = members["examples"] { check(examples, template, zone) }
        guard let template, let pictures, let own, let standard, let clock, let zone else { return nil }
        return CameraFormat(
            kind: kind, timeZone: zone, template: template, pictures: pictures, codes: own, defaultViolations: standard,
            clock: clock)
    }

    /// Nil where it is wrong; the inner nil where the format has none.
    private static func template(_ value: Value?, of element: Value, kind: CameraFormat.Kind) -> NameTemplate?? {
        guard kind.isByName else {
            value?.fail(.contradiction, "the format \(kind.rawValue) has no template", remedy: "remove the key")
            return .some(nil)
        }
        guard let text = value == nil ? kind.standardTemplate : value?.text(longest: 300) else {
            if value == nil {
                element.fail(
                    .missingKey, "the template is missing",
                    remedy: "write template: \"{time:yyyyMMddHHmmss}_{plate}.jpg\", as the camera names its pictures")
            }
            return nil
        }
        do {
            return try NameTemplate(text)
        } catch {
            (value ?? element).fail(.wrongForm, error.message, remedy: "see docs/formats-names.md")
            return nil
        }
    }

    /// Every example must follow the template: so a mistake shows before the first picture is lost for it.
    private static func check(_ examples: Value, _ template: NameTemplate??, _ zone: LocalTimeZone?) {
        guard let elements = examples.elements() else { return }
        guard let template = template ?? nil else { return }
        for element in elements {
            guard let name = element.string() else { continue }
            guard let match = template.match(name, zone: zone ?? .jakarta) else {
                element.fail(
                    .wrongForm, "the example doesn't follow the template \(template.text)",
                    remedy: "correct the one or the other; see docs/formats-names.md")
                continue
            }
            if let lane = match.fields[.lane], Int(lane) == nil {
                element.fail(.wrongForm, "the lane \(lane) is no number", remedy: "correct the template")
            }
        }
    }

    private static func codePairs(_ value: Value, _ known: Set<String>?) -> [String: String]? {
        guard let elements = value.elements() else { return nil }
        var pairs: [String: String] = [:]
        for element in elements {
            guard let text = element.string() else { continue }
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                element.fail(.wrongForm, "this is no pair of codes", remedy: "write it like \"1625=red-light\"")
                continue
            }
            if let known, !known.contains(parts[1]) {
                element.fail(
                    .unknownViolation, "there is no violation \"\(parts[1])\" in the catalogue",
                    remedy: suggestion(for: parts[1], among: known.sorted()))
            } else if pairs.updateValue(parts[1], forKey: parts[0]) != nil {
                element.fail(.duplicateID, "\"\(parts[0])\" stands for two codes", remedy: "keep one of them")
            }
        }
        return pairs
    }
}
