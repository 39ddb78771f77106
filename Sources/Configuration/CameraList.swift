import Domain

/// Reads `cameras`.
enum CameraList {
    /// `unitIDs` holds also units that are wrong in other ways, so that one mistake is told once. Nil where the
    /// catalogue could not be read: codes are not checked then.
    static func read(_ value: Value, units: [Unit], unitIDs: [String], codes: Set<String>?) -> [Camera] {
        guard let elements = value.elements() else { return [] }
        var seen: [String: Int] = [:]
        let ids = elements.compactMap { $0.node.mapping?["id"]?.scalar?.string }
        return elements.compactMap { element in
            guard let members = element.members(known: names(of: keys, after: "cameras[].")) else { return nil }
            let id = element.required("id", of: members)?.identifier()
            if let id, let earlier = seen.updateValue(element.line, forKey: id) {
                members["id"]?.fail(
                    .duplicateID, "the camera \"\(id)\" stands on line \(earlier) already",
                    remedy: "give each camera an id of its own")
            }
            let kind = members["format"].map { CameraList.word($0) } ?? CameraFormat.Kind.manifest.rawValue
            let unit = element.required("unit", of: members).flatMap { unitID($0, among: unitIDs) }
            let place = element.required("place", of: members)?.text()
            let location = CameraList.location(element, members)
            let violations = element.required("violations", of: members).flatMap { violationCodes($0, codes) }
            let ownZone = members["time_zone"].map { $0.timeZone() }
            let zone = ownZone ?? units.first { $0.id == unit }?.timeZone
            let enabled = members["enabled"].map { $0.boolean() } ?? true
            let oddEven = members["odd_even"].map { hours($0) } ?? OddEvenHours.standard
            let section = CameraSection.read(members, of: element, kind: kind, cameras: ids)
            let format = kind.flatMap {
                CameraFormatKeys.read(members, of: element, kind: $0, zone: zone, codes: codes)
            }
            guard let id, let kind, let unit, let place, let violations, let zone, let enabled, let oddEven else {
                return nil
            }
            guard kind == CameraWord.section ? section != nil : format != nil else { return nil }
            return Camera(
                id: id, format: format, unit: unit, place: place, location: location, violations: violations,
                timeZone: zone, enabled: enabled, oddEven: oddEven, section: section)
        }
    }

    private static func word(_ value: Value) -> String? {
        guard let text = value.string() else { return nil }
        if CameraWord.formats.contains(text) { return text }
        value.fail(
            .unknownChoice, "\"\(text)\" is not known here", remedy: suggestion(for: text, among: CameraWord.formats))
        return nil
    }

    /// Nil if the camera has none, or half of one.
    private static func location(_ element: Value, _ members: [String: Value]) -> GeoPoint? {
        guard members["latitude"] != nil || members["longitude"] != nil else { return nil }
        let latitude = element.required("latitude", of: members)?.decimal(in: GeoPoint.latitudes, unit: "degrees")
        let longitude = element.required("longitude", of: members)?.decimal(in: GeoPoint.longitudes, unit: "degrees")
        guard let latitude, let longitude else { return nil }
        return GeoPoint(latitude: latitude, longitude: longitude)
    }

    private static func unitID(_ value: Value, among ids: [String]) -> String? {
        guard let id = value.string() else { return nil }
        guard ids.contains(id) else {
            value.fail(.unknownUnit, "there is no unit \"\(id)\"", remedy: suggestion(for: id, among: ids))
            return nil
        }
        return id
    }

    private static func hours(_ value: Value) -> [OddEvenHours]? {
        value.elements()?.compactMap { element in
            guard let text = element.string() else { return nil }
            if let hours = OddEvenHours(text) { return hours }
            element.fail(.wrongForm, "these are no days and hours", remedy: "write them like mon-fri 06:00-10:00")
            return nil
        }
    }

    static func violationCodes(_ value: Value, _ known: Set<String>?, mayBeEmpty: Bool = false) -> [String]? {
        guard let elements = value.elements() else { return nil }
        if elements.isEmpty, !mayBeEmpty {
            value.fail(.missingKey, "the camera may report nothing", remedy: "list at least one code")
        }
        var codes: [String] = []
        for element in elements {
            guard let code = element.string() else { continue }
            if let known, !known.contains(code) {
                element.fail(
                    .unknownViolation, "there is no violation \"\(code)\" in the catalogue",
                    remedy: suggestion(for: code, among: known.sorted()))
            } else if codes.contains(code) {
                element.fail(.duplicateID, "the code \"\(code)\" is listed twice", remedy: "list it once")
            } else {
                codes.append(code)
            }
        }
        return codes
    }
}
