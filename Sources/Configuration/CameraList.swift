import Domain

/// Reads `cameras`.
enum CameraList {
    static let keys: [KeyDescription] = [
        .init("cameras[].id", "name of a folder"),
        .init(
            "cameras[].format", Camera.Format.allCases.map(\.rawValue).joined(separator: ", "), standard: "manifest"),
        .init("cameras[].unit", "id of a unit"),
        .init("cameras[].place", "text"),
        .init("cameras[].latitude", "number from -90 to 90", unit: "degrees", standard: "none"),
        .init("cameras[].longitude", "number from -180 to 180", unit: "degrees", standard: "none"),
        .init("cameras[].violations", "list of codes of the catalogue"),
        .init(
            "cameras[].time_zone", LocalTimeZone.allCases.map(\.rawValue).joined(separator: ", "),
            standard: "the unit's"),
        .init("cameras[].enabled", "true, false", standard: "true"),
    ]

    /// `unitIDs` holds also units that are wrong in other ways, so that one mistake is told once. Nil where the
    /// catalogue could not be read: codes are not checked then.
    static func read(_ value: Value, units: [Unit], unitIDs: [String], codes: Set<String>?) -> [Camera] {
        guard let elements = value.elements() else { return [] }
        var seen: [String: Int] = [:]
        return elements.compactMap { element in
            guard let members = element.members(known: names(of: keys, after: "cameras[].")) else { return nil }
            let id = element.required("id", of: members)?.identifier()
            if let id, let earlier = seen.updateValue(element.line, forKey: id) {
                members["id"]?.fail(
                    .duplicateID, "the camera \"\(id)\" stands on line \(earlier) already",
                    remedy: "give each camera an id of its own")
            }
            let format = members["format"].map { $0.choice(Camera.Format.self) } ?? .manifest
            let unit = element.required("unit", of: members).flatMap { unitID($0, among: unitIDs) }
            let place = element.required("place", of: members)?.text()
            let location = location(element, members)
            let violations = element.required("violations", of: members).flatMap { violationCodes($0, codes) }
            let ownZone = members["time_zone"].map { $0.timeZone() }
            let zone = ownZone ?? units.first { $0.id == unit }?.timeZone
            let enabled = members["enabled"].map { $0.boolean() } ?? true
            guard let id, let format, let unit, let place, let violations, let zone, let enabled else { return nil }
            return Camera(
                id: id, format: format, unit: unit, place: place, location: location, violations: violations,
                timeZone: zone, enabled: enabled)
        }
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

    private static func violationCodes(_ value: Value, _ known: Set<String>?) -> [String]? {
        guard let elements = value.elements() else { return nil }
        if elements.isEmpty {
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
