import Domain
import Imaging

/// Scores readings against labels. Add pictures one by one, then ask for ``scores``.
///
/// Worked example: two pictures with one labelled plate each. In the first the plate is covered and read right with
/// confidence 0.9; in the second it is covered, read with one of eight characters wrong at 0.6, and a poster is taken for a
/// plate. Then located = 1, exact = 0.5, character error rate = 1/16, false plates = 0.5 a picture, coverage at zero
/// errors = 0.5, and the calibration error is (|1 - 0.9| + |0 - 0.6|) / 2 = 0.35.
public struct Evaluation: Sendable {
    /// A labelled text with the reading that stands for it.
    private struct Outcome: Sendable {
        var isRight: Bool
        /// Nil if nothing was read there.
        var confidence: Double?
        var edits: Int
        var length: Int
    }

    /// The bar over which a letter may go out unseen.
    public static let certainty = 0.995

    private var outcomes: [Outcome] = []
    private var pictures = 0
    private var plates = 0
    private var boxes = 0
    private var covered = 0
    private var falsePlates = 0
    private var unreadable = 0
    private var times = PictureReading.StepTimes()
    /// Files with a labelled text that wasn't read exactly.
    public private(set) var missedFiles: [String] = []

    public init() {}

    /// Whether a detection covers a labelled box: they overlap by half (intersection over union), or the detection holds
    /// four fifths of a box that is drawn tighter, around the number only, and overlaps it by a quarter.
    public static func covers(_ detection: PixelRect, _ label: PixelRect) -> Bool {
        let (one, other) = (Bounds(detection), Bounds(label))
        let overlap = one.overlap(other)
        return overlap >= 0.5 || (one.coverage(of: other) >= 0.8 && overlap >= 0.25)
    }

    /// - Parameter reading: nil if the file could not be read.
    public mutating func add(_ picture: Labels.Picture, _ reading: PictureReading?) {
        pictures += 1
        plates += picture.plates.count
        let found = reading?.plates ?? []
        if let reading {
            times.decode += reading.ms.decode
            times.locate += reading.ms.locate
            times.read += reading.ms.read
        } else {
            unreadable += 1
        }
        for label in picture.plates {
            if let box = label.box {
                boxes += 1
                if found.contains(where: { Evaluation.covers($0.box, box) }) { covered += 1 }
            }
            guard let text = label.text else { continue }
            let isRight = found.contains { $0.text == text }
            if !isRight { missedFiles.append(picture.file) }
            let standing = self.standing(found, for: label)
            outcomes.append(
                Outcome(
                    isRight: isRight, confidence: standing?.confidence,
                    edits: isRight ? 0 : levenshteinDistance(text, standing?.text ?? ""),
                    length: text.count))
        }
        falsePlates += count(falseIn: found, picture.plates)
    }

    /// The reading that counts for a label: the right one, else the surest on its box, else the surest of all.
    private func standing(_ found: [PlateReading], for label: Labels.Plate) -> PlateReading? {
        if let right = found.first(where: { $0.text == label.text }) { return right }
        guard let box = label.box else { return found.first }
        return found.first { Bounds($0.box).overlap(Bounds(box)) > 0.2 } ?? found.first
    }

    private func count(falseIn found: [PlateReading], _ labels: [Labels.Plate]) -> Int {
        guard labels.allSatisfy({ $0.box != nil }) else { return max(0, found.count - labels.count) }
        return found.filter { reading in
            !labels.contains { label in
                guard let box = label.box else { return false }
                return Bounds(reading.box).overlap(Bounds(box)) > 0.2 || Evaluation.covers(reading.box, box)
            }
        }.count
    }

    public var scores: Scores {
        let count = Double(max(outcomes.count, 1))
        let sorted = outcomes.filter { $0.confidence != nil }.sorted { ($0.confidence ?? 0) > ($1.confidence ?? 0) }
        let certain = sorted.filter { ($0.confidence ?? 0) >= Evaluation.certainty }
        let pictureCount = Double(max(pictures - unreadable, 1))
        return Scores(
            pictures: pictures, plates: plates, platesWithText: outcomes.count,
            located: boxes > 0 ? Double(covered) / Double(boxes) : nil,
            exact: Double(outcomes.filter(\.isRight).count) / count,
            characterErrorRate: Double(outcomes.reduce(0) { $0 + $1.edits })
                / Double(max(outcomes.reduce(0) { $0 + $1.length }, 1)),
            falsePlatesPerPicture: Double(falsePlates) / Double(max(pictures, 1)),
            coverageAtZeroErrors: Double(Evaluation.rightBeforeFirstWrong(sorted)) / count,
            certain: Double(certain.count) / count, wrongAtCertain: certain.filter { !$0.isRight }.count,
            expectedCalibrationError: Evaluation.calibrationError(sorted),
            ms: PictureReading.StepTimes(
                decode: times.decode / pictureCount, locate: times.locate / pictureCount,
                read: times.read / pictureCount),
            unreadable: unreadable)
    }

    /// Right readings surer than the surest wrong one.
    private static func rightBeforeFirstWrong(_ sorted: [Outcome]) -> Int {
        guard let wrong = sorted.first(where: { !$0.isRight })?.confidence else { return sorted.count }
        return sorted.filter { ($0.confidence ?? 0) > wrong }.count
    }

    private static func calibrationError(_ outcomes: [Outcome]) -> Double {
        var bins = [(confidence: Double, right: Double, count: Double)](repeating: (0, 0, 0), count: 10)
        for outcome in outcomes {
            guard let confidence = outcome.confidence else { continue }
            let bin = min(9, max(0, Int(confidence * 10)))
            bins[bin].confidence += confidence
            bins[bin].right += outcome.isRight ? 1 : 0
            bins[bin].count += 1
        }
        let distance = bins.reduce(0) { $0 + abs($1.confidence - $1.right) }
        return outcomes.isEmpty ? 0 : distance / Double(outcomes.count)
    }
}
