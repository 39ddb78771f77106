import Domain

/// What a camera may deliver, in the words of the configuration: the formats, and sections.
enum CameraWord {
    static let section = "section"
    static let formats = CameraFormat.Kind.allCases.map(\.rawValue) + [section]
}

extension CameraList {
    static let keys: [KeyDescription] = [
        .init("cameras[].id", "name of a folder"),
        .init("cameras[].format", CameraWord.formats.joined(separator: ", "), standard: "manifest"),
        .init("cameras[].unit", "id of a unit"),
        .init("cameras[].place", "text"),
        .init("cameras[].latitude", "number from -90 to 90", unit: "degrees", standard: "none"),
        .init("cameras[].longitude", "number from -180 to 180", unit: "degrees", standard: "none"),
        .init("cameras[].violations", "list of codes of the catalogue"),
        .init(
            "cameras[].time_zone", LocalTimeZone.allCases.map(\.rawValue).joined(separator: ", "),
            standard: "the unit's"),
        .init("cameras[].enabled", "true, false", standard: "true"),
        .init("cameras[].template", "template of names", standard: "the format's"),
        .init("cameras[].examples", "list of names", standard: "[]"),
        .init("cameras[].pictures", "whole number from 1 to 16", standard: "1"),
        .init("cameras[].codes", "list of CAMERA'S CODE=CODE", standard: "[]"),
        .init("cameras[].default_violations", "list of codes of the catalogue", standard: "[]"),
        .init("cameras[].clock", CameraFormat.Clock.allCases.map(\.rawValue).joined(separator: ", "), standard: "utc"),
        .init("cameras[].odd_even", "list of DAYS HH:MM-HH:MM", standard: "Jakarta's"),
        .init("cameras[].section.from", "id of a camera", standard: "none"),
        .init("cameras[].section.to", "id of a camera", standard: "none"),
        .init("cameras[].section.metres", "whole number from 100 to 100000", standard: "none"),
        .init("cameras[].section.limit_kmh", "whole number from 5 to 200", standard: "none"),
    ]
}
