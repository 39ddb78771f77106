import Domain
import Foundation
import RegistrySynthesis

/// How the reader errs, as measured (`Benchmarks/MatchingProof/measure-reader`): which characters it takes for which, and
/// how sure it is when right and when wrong.
public struct ReaderErrors: Sendable {
    /// What is read in place of what is written; an empty text stands for a character lost or added.
    private var confusions: [(written: String, read: String, count: Int)] = []
    private var confusionCount = 0
    private var readings: [(floor: Double, ceiling: Double, right: Int, wrong: Int)] = []
    private var readingCount = 0
    /// Share of surely read plates whose expiry is read too, 0...1.
    let expiryShare: Double

    /// The measurement that comes with the program.
    public static let measured = ReaderErrors(csv: String(decoding: PackageResources.reader_csv, as: UTF8.self))

    /// - Parameter csv: as `measure-reader` prints it. Lines that it would not print are ignored.
    public init(csv: String) {
        var expiry = 0.0
        for line in csv.split(separator: "\n") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 4 else { continue }
            switch fields[0] {
            case "confusion": confusions.append((fields[1], fields[2], Int(fields[3]) ?? 0))
            case "confidence":
                if !readings.isEmpty { readings[readings.count - 1].ceiling = Double(fields[1]) ?? 1 }
                readings.append((Double(fields[1]) ?? 0, 1, Int(fields[2]) ?? 0, Int(fields[3]) ?? 0))
            case "expiry": expiry = (Double(fields[1]) ?? 0) / max(1, Double(fields[2]) ?? 1)
            default: break
            }
        }
        expiryShare = expiry
        confusionCount = confusions.reduce(0) { $0 + $1.count }
        readingCount = readings.reduce(0) { $0 + $1.right + $1.wrong }
    }

    /// A reading's confidence, and whether the text is right.
    ///
    /// The confidence is drawn from all readings. Whether it is right: as measured in its range, but never less often wrong than the
    /// confidence itself admits, so that there are confident misreadings even where none was measured.
    func draw(_ random: inout SeededGenerator) -> (confidence: Double, isRight: Bool) {
        var lot = Int.random(in: 0..<max(1, readingCount), using: &random)
        let bin =
            readings.first { bin in
                lot -= bin.right + bin.wrong
                return lot < 0
            } ?? (0.9995, 1, 1, 0)
        let confidence = bin.floor + (bin.ceiling - bin.floor) * Double.random(in: 0..<1, using: &random)
        let measured = Double(bin.wrong) / Double(max(1, bin.right + bin.wrong))
        let wrong = max(measured, 1 - confidence)
        return (confidence, Double.random(in: 0..<1, using: &random) >= wrong)
    }

    /// `text` with one or, now and then, two of the measured errors; never `text` itself, and of the form of a plate where possible.
    func misread(_ text: String, _ random: inout SeededGenerator) -> String {
        for _ in 0..<200 {
            var read = changed(text, &random)
            if Int.random(in: 0..<8, using: &random) == 0 { read = changed(read, &random) }
            if read != text, PlateNumber(read) != nil { return read }
        }
        return text
    }

    private func changed(_ text: String, _ random: inout SeededGenerator) -> String {
        var lot = Int.random(in: 0..<max(1, confusionCount), using: &random)
        guard
            let confusion = confusions.first(where: { entry in
                lot -= entry.count
                return lot < 0
            })
        else { return text }
        var characters = Array(text)
        if confusion.written.isEmpty {
            let place = Int.random(in: 0...characters.count, using: &random)
            characters.insert(contentsOf: confusion.read, at: place)
            return String(characters)
        }
        let places = characters.indices.filter { String(characters[$0]) == confusion.written }
        guard let place = places.randomElement(using: &random) else { return text }
        characters.replaceSubrange(place...place, with: confusion.read)
        return String(characters)
    }
}
