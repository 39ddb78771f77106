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
    private var cropReader: CropReader { CropReader(model: reader.model, workspace: workspace) }

    /// Places less likely than this aren't read.
    private static let leastScore = 0.4
    /// If the first crops all give one text with at least this probability, no more are cut.
    private static let sureAtOnce = 0.95

    /// How crops are cut around the corners found with the plate brought to a width of 120 and of 80 pixels, and around
    /// those of the first look. The first two lie apart on purpose: what both give doesn't hang on the corners.
    private static let firstCrops: [(Source, CropReader.Margin)] = [
        (.wide, .init(across: 0.05, down: 0.08)), (.narrow, .init(across: 0.08, down: 0.14)),
    ]
    private static let moreCrops: [(Source, CropReader.Margin)] = [
        (.wide, .init(across: 0.05, down: 0.08, turn: 0.08)), (.narrow, .init(across: 0.05, down: 0.08, turn: -0.08)),
        (.wide, .init(across: 0.02, down: 0.04)), (.narrow, .init(across: 0.05, down: 0.08)),
        (.wide, .init(across: 0.05, down: 0.08, isInverted: true)), (.first, .init(across: 0.05, down: 0.08)),
        (.narrow, .init(across: 0.05, down: 0.08, turn: 0.08)), (.wide, .init(across: 0.05, down: 0.08, turn: -0.08)),
        (.wide, .init(across: 0.08, down: 0.14)), (.first, .init(across: 0.08, down: 0.14, isInverted: true)),
    ]

    private enum Source { case wide, narrow, first }

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
        let wide = try refined(detection.quad, plateWidth: 120, background)
        let narrow = try refined(detection.quad, plateWidth: 80, background)
        var pool = Pool()
        var firstFrames: (quad: Quad, crop: Plane<Float>, frames: CharacterFrames)?
        func cut(_ source: Source, _ margin: CropReader.Margin) throws {
            let quad: Quad? =
                switch source {
                case .wide: wide ?? narrow ?? detection.quad
                case .narrow: narrow ?? (wide == nil ? nil : detection.quad)
                case .first: wide == nil && narrow == nil ? nil : detection.quad
                }
            guard let quad else { return }
            let widened = quad.enlarged(across: margin.across, down: margin.down).turned(by: margin.turn)
            guard let crop = cropReader.rectify(grey, widened) else { return }
            let frames = try cropReader.frames(crop, isInverted: margin.isInverted)
            if firstFrames == nil { firstFrames = (widened, crop, frames) }
            pool.add(reader.beamSearch.search(frames))
        }
        for (source, margin) in Self.firstCrops { try cut(source, margin) }
        if !pool.agrees(at: Self.sureAtOnce) || pool.count < 2 {
            for (source, margin) in Self.moreCrops { try cut(source, margin) }
        }
        let ranked = pool.ranked
        guard let best = ranked.first, let firstFrames else { return nil }
        let confidence = reader.model.calibration(min(best.probability, 1))
        guard confidence >= reader.options.leastConfidence else { return nil }
        let quad = wide ?? narrow ?? detection.quad
        let expiry = try readExpiry(quad)
        let reading = PlateReading(
            text: text(best.symbols), confidence: confidence,
            box: quad.bounds.pixelRect.clamped(toWidth: grey.width, height: grey.height), corners: quad,
            colour: PlateColours(picture: picture, quad: quad).classify(), expiry: expiry?.text,
            expiryConfidence: expiry?.confidence,
            alternatives: alternatives(ranked.dropFirst(), left: 1 - confidence),
            characters: characters(best.symbols, firstFrames.frames))
        explanation?.read(
            reading, picture: picture, quad: firstFrames.quad, crop: firstFrames.crop, frames: firstFrames.frames,
            symbols: best.symbols, crops: pool.count)
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
        try ExpiryRow(cropReader: cropReader, search: reader.expirySearch, alphabet: reader.model.alphabet)
            .read(grey, plate: quad)
    }

    private func text(_ symbols: [Int]) -> String { String(symbols.map { reader.model.alphabet[$0] }) }
}
