import Domain
import Imaging
import Inference

/// The steps for one picture.
struct PictureRecognition {
    let reader: PlateReader
    let picture: YCbCrImage
    let workspace: Workspace
    let explanation: Explanation?

    private var grey: Plane<UInt8> { picture.luminance }
    private var locator: Locator { Locator(model: reader.model, workspace: workspace) }
    private var cropReaders: [CropReader] {
        reader.model.readers.map { CropReader(model: $0, workspace: workspace) }
    }

    /// Places less likely than this aren't read.
    private static let leastScore = 0.4
    /// From this score on a place is read to the end.
    private static let sureScore = 0.8

    /// From this score on, confirmed by a closer look, a place is a plate whatever its text.
    private static let plainScore = 0.9

    func run() throws -> PictureReading {
        let clock = ContinuousClock()
        let start = clock.now
        let survey = try locator.survey(grey, threshold: 0.3)
        let found = survey.detections.filter { $0.score >= Self.leastScore }.prefix(reader.options.maximumPlates)
        explanation?.located(survey.detections)
        let located = clock.now
        var plates: [PlateReading] = []
        for detection in found {
            if let reading = try read(detection, background: survey.mean) { plates.append(reading) }
        }
        let times = PictureReading.StepTimes(
            locate: (located - start).milliseconds, read: (clock.now - located).milliseconds)
        return PictureReading(width: grey.width, height: grey.height, ms: times, plates: Self.distinct(plates))
    }

    /// By falling confidence, without those that lie on a surer one: refining may have brought two places together.
    private static func distinct(_ plates: [PlateReading]) -> [PlateReading] {
        let sorted = plates.sorted {
            ($0.confidence, -$0.box.y, -$0.box.x) > ($1.confidence, -$1.box.y, -$1.box.x)
        }
        var kept: [PlateReading] = []
        for plate in sorted where kept.allSatisfy({ Bounds($0.box).overlap(Bounds(plate.box)) < 0.3 }) {
            kept.append(plate)
        }
        return kept
    }

    private func read(_ detection: Detection, background: Float) throws -> PlateReading? {
        let closer = try reader.model.closerWidths.map { try refined(detection.quad, plateWidth: $0, background) }
        let (wide, narrow) = (closer[0], closer.count > 1 ? closer[1] : nil)
        // What no closer look confirms is a plate only if the first look was very sure.
        guard wide != nil || narrow != nil || detection.score >= Self.sureScore else { return nil }
        let corners = PlaceReading.Corners(wide: wide, narrow: narrow, firstLook: detection.quad)
        var place = PlaceReading(
            picture: grey, readers: cropReaders, search: reader.beamSearch, corners: corners,
            isSure: detection.score >= Self.sureScore)
        let ranked = try place.run()
        guard let best = ranked.first, let first = place.first else { return nil }
        let confidence = reader.model.calibration(min(best.probability, 1))
        // A plate that can hardly be read is still a plate: it is reported, and must be masked in print.
        let isPlain = detection.score >= Self.plainScore && wide != nil
        guard confidence >= reader.options.leastConfidence || isPlain else { return nil }
        let quad = corners.best
        let expiry = try readExpiry(quad)
        let reading = PlateReading(
            text: text(best.symbols), confidence: confidence,
            box: quad.bounds.pixelRect.clamped(toWidth: grey.width, height: grey.height), corners: quad,
            colour: PlateColours(picture: picture, quad: quad).classify(), expiry: expiry?.text,
            expiryConfidence: expiry?.confidence,
            alternatives: alternatives(ranked.dropFirst(), left: 1 - confidence),
            characters: characters(best.symbols, first.frames))
        explanation?.read(
            reading, picture: picture, quad: first.quad, crop: first.crop, frames: first.frames,
            symbols: best.symbols, crops: place.pool.count)
        return reading
    }

    /// Corners from a second look, if it sees the same plate.
    private func refined(_ quad: Quad, plateWidth: Double, _ background: Float) throws -> Quad? {
        guard let found = try locator.refine(grey, quad, plateWidth: plateWidth, background: background),
            found.quad.bounds.overlap(quad.bounds) > 0.35
        else { return nil }
        return found.quad
    }

    /// Other texts with their share; calibrated together so that the sum stays within what the best leaves.
    private func alternatives(_ others: ArraySlice<BeamSearch.Candidate>, left: Double) -> [PlateReading.Alternative] {
        let shown = others.prefix(5)
        let sum = shown.reduce(0) { $0 + $1.probability }
        let scale = sum > left && sum > 0 ? left / sum : 1
        return shown.map { .init(text: text($0.symbols), confidence: $0.probability * scale) }
            .filter { $0.confidence >= 1e-6 }
    }

    /// For each character the largest probability among the frames that the best way through the answer gives it.
    private func characters(_ symbols: [Int], _ frames: CharacterFrames) -> [Double] {
        guard let ranges = frames.alignment(of: symbols) else { return [Double](repeating: 0, count: symbols.count) }
        return zip(symbols, ranges).map { symbol, range in
            range.reduce(0) { max($0, frames.probability($1, symbol)) }
        }
    }

    private func readExpiry(_ quad: Quad) throws -> (text: String, confidence: Double)? {
        try ExpiryRow(cropReader: cropReaders[0], search: reader.expirySearch, alphabet: reader.model.alphabet)
            .read(grey, plate: quad)
    }

    private func text(_ symbols: [Int]) -> String { String(symbols.map { reader.model.alphabet[$0] }) }
}
