import Domain

/// Reads `cameras[].section`.
enum CameraSection {
    static func read(_ members: [String: Value], of element: Value, kind: String?, cameras: [String]) -> SpeedSection? {
        guard let value = members["section"] else {
            if kind == CameraWord.section {
                element.fail(.missingKey, "the section's ends and length are missing", remedy: "add section: {...}")
            }
            return nil
        }
        guard kind == CameraWord.section || kind == nil else {
            value.fail(.contradiction, "this camera is no section", remedy: "write format: section, or remove the key")
            return nil
        }
        guard let fields = value.members(known: names(of: CameraList.keys, after: "cameras[].section.")) else {
            return nil
        }
        let from = value.required("from", of: fields).flatMap { camera($0, among: cameras) }
        let to = value.required("to", of: fields).flatMap { camera($0, among: cameras) }
        let metres = value.required("metres", of: fields)?.integer(in: 100...100_000, unit: "metres")
        let limit = value.required("limit_kmh", of: fields)?.integer(in: 5...200, unit: "km/h")
        guard let from, let to, let metres, let limit else { return nil }
        guard from != to else {
            fields["to"]?.fail(.contradiction, "both ends are one camera", remedy: "name the camera at the other end")
            return nil
        }
        return SpeedSection(from: from, to: to, metres: metres, limitKmh: limit)
    }

    private static func camera(_ value: Value, among ids: [String]) -> String? {
        guard let id = value.string() else { return nil }
        if ids.contains(id) { return id }
        value.fail(.unknownUnit, "there is no camera \"\(id)\"", remedy: suggestion(for: id, among: ids))
        return nil
    }
}
