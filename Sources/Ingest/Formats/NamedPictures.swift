import Domain
import Storage

/// Pictures without data: their paths say what they are.
enum NamedPictures {
    /// What pictures of one event have in common.
    static func key(_ match: NameTemplate.Match, path: String, format: CameraFormat) -> String {
        guard format.pictures > 1 else { return path }
        if let event = match.fields[.event] { return event }
        return [
            "\(match.capturedAt.milliseconds)", match.fields[.lane] ?? "", match.fields[.plate] ?? "",
            match.fields[.camera] ?? "",
        ].joined(separator: "|")
    }

    /// - Parameter pictures: of one event, at least one; names are those within their folder.
    static func report(
        _ pictures: [(match: NameTemplate.Match, name: String)], key: String, format: CameraFormat
    ) -> Report? {
        let ordered = pictures.sorted { one, other in
            (cameraInteger(one.match.fields[.index], in: 0...99) ?? 0, one.name)
                < (cameraInteger(other.match.fields[.index], in: 0...99) ?? 0, other.name)
        }
        guard let first = ordered.first?.match else { return nil }
        let announced = cameraInteger(first.fields[.count], in: 1...64)
        // Plates are personal data and event ids are logged: so a hash stands for the name.
        let hash = Digest.sha256(key.utf8).prefix(12)
        var claims = CameraClaims(format: format.kind.rawValue)
        for (field, value) in first.fields where ![.plate, .lane, .index].contains(field) {
            claims.note(field.rawValue, value)
        }
        return Report(
            eventID: "\(compact(first.capturedAt, format.timeZone))-\(hash)", capturedAt: first.capturedAt,
            lane: cameraInteger(first.fields[.lane], in: 0...99), violations: violations(first, format),
            vehicle: cameraWord(first.fields[.plate]).map { ClaimedVehicle(plate: $0) },
            pictures: ordered.map { Report.Picture(names: [$0.name], capturedAt: $0.match.capturedAt) },
            claims: claims, neededPictures: max(announced ?? format.pictures, 1))
    }

    private static func violations(_ match: NameTemplate.Match, _ format: CameraFormat) -> [ClaimedViolation] {
        let measured = cameraNumber(match.fields[.speed]).flatMap { (0...500).contains($0) ? $0 : nil }
        let limit = cameraNumber(match.fields[.limit]).flatMap { (1...300).contains($0) ? $0 : nil }
        let codes = match.fields[.violation].map { [format.codes[$0] ?? $0] } ?? format.defaultViolations
        return Report.merged(
            codes.map {
                ClaimedViolation(
                    code: $0, measuredKmh: $0 == "speed" ? measured : nil, limitKmh: $0 == "speed" ? limit : nil)
            })
    }
}
