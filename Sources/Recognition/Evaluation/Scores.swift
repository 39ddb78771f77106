import Foundation

/// What an evaluation comes to; see ``Evaluation`` for a worked example.
public struct Scores: Hashable, Sendable, Codable {
    public var pictures: Int
    /// Labelled plates.
    public var plates: Int
    /// Labelled plates that have a text.
    public var platesWithText: Int
    /// Share of the labelled boxes that a detection covers (``Evaluation/covers(_:_:)``); nil without boxes.
    public var located: Double?
    /// Share of labelled texts that some detection in their picture gives exactly.
    public var exact: Double
    /// Characters to insert, delete or replace, over all labelled texts, per labelled character.
    public var characterErrorRate: Double
    /// Detections on no labelled plate (in pictures without boxes: more than are labelled), per picture.
    public var falsePlatesPerPicture: Double
    /// By falling confidence, the share of labelled texts whose readings come before the first wrong one.
    public var coverageAtZeroErrors: Double
    /// Share of labelled texts whose reading is surer than ``Evaluation/certainty``.
    public var certain: Double
    /// How many of those are wrong.
    public var wrongAtCertain: Int
    /// Mean distance of confidence and accuracy over ten equal bins, weighted by readings (Naeini et al. 2015).
    public var expectedCalibrationError: Double
    /// Mean milliseconds a picture, by step.
    public var ms: PictureReading.StepTimes
    /// Files that could not be read at all; their plates count as missed.
    public var unreadable: Int
    /// The same of each kind of picture apart, if kinds were asked for.
    public var kinds: [String: Scores]?

    private enum CodingKeys: String, CodingKey {
        case pictures, plates, located, exact, certain, ms, unreadable, kinds
        case platesWithText = "plates_with_text"
        case characterErrorRate = "character_error_rate"
        case falsePlatesPerPicture = "false_plates_per_picture"
        case coverageAtZeroErrors = "coverage_at_zero_errors"
        case wrongAtCertain = "wrong_at_certain"
        case expectedCalibrationError = "expected_calibration_error"
    }

    /// The scores as lines for people.
    public var table: String {
        func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
        func short(_ value: Double) -> String { "\((value * 10000).rounded() / 10000)" }
        let lines = [
            ("pictures", "\(pictures)" + (unreadable > 0 ? " (\(unreadable) can't be decoded)" : "")),
            ("plates", "\(plates), \(platesWithText) with a text"),
            ("located", located.map(percent) ?? "no boxes"),
            ("exact", percent(exact)),
            ("character error rate", short(characterErrorRate)),
            ("false plates a picture", short(falsePlatesPerPicture)),
            ("coverage at zero errors", percent(coverageAtZeroErrors)),
            ("confidence \(Evaluation.certainty) or more", "\(percent(certain)), \(wrongAtCertain) wrong"),
            ("expected calibration error", short(expectedCalibrationError)),
            ("ms a picture", "decode \(short(ms.decode)), locate \(short(ms.locate)), read \(short(ms.read))"),
        ]
        let own = lines.map { $0.0.padding(toLength: 28, withPad: " ", startingAt: 0) + $0.1 }.joined(separator: "\n")
        let ofKinds = (kinds ?? [:]).sorted { $0.key < $1.key }.map { "\n\n\($0.key)\n\($0.value.table)" }
        return own + ofKinds.joined()
    }
}
