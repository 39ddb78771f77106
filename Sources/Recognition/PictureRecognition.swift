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
    private static let margins: [CropReader.Margin] = [
        .init(across: 0.05, down: 0.08), .init(across: 0.02, down: 0.04), .init(across: 0.08, down: 0.14),
        .init(across: 0.05, down: 0.08, isInverted: true),
    ]

    func run() throws -> PictureReading {
        let clock = ContinuousClock()
        let start = clock.now
        let scales = Locator.scales(forLongerSide: max(grey.width, grey.height))
        let found = try locator.detect(grey, scales: scales, threshold: 0.3).filter { $0.score >= Self.leastScore }
        explanation?.located(found)
        let located = clock.now
        var plates: [(reading: PlateReading, score: Double)] = []
        for detection in found.prefix(reader.options.maximumPlates) {
            guard let reading = try read(detection) else { continue }
            plates.append((reading, detection.score.squareRoot() * reading.confidence))
        }
        plates.sort { ($0.score, $1.reading.text) > ($1.score, $0.reading.text) }
        let times = PictureReading.StepTimes(
            locate: (located - start).milliseconds, read: (clock.now - located).milliseconds)
        return PictureReading(
            width: grey.width, height: grey.height, ms: times, plates: plates.map(\.reading))
    }

    private func read(_ detection: Detection) throws -> PlateReading? {
        let background = Float(grey.statistics.mean)
        var quads: [Quad] = []
        for width in [80.0, 120.0] {
            if let refined = try locator.refine(grey, detection.quad, plateWidth: width, background: background),
                refined.quad.bounds.overlap(detection.quad.bounds) > 0.35
            {
                quads.append(refined.quad)
            }
        }
        let width = detection.quad.topLength * 416 / Double(max(grey.width, grey.height))
        if quads.isEmpty || width < 150 { quads.append(detection.quad) }
        var pool = Pool()
        for quad in quads {
            for margin in Self.margins {
                let wide = quad.enlarged(across: margin.across, down: margin.down)
                guard let crop = cropReader.rectify(grey, wide) else { continue }
                let frames = try cropReader.frames(crop, isInverted: margin.isInverted)
                pool.add(reader.beamSearch.search(frames))
            }
        }
        let best = pool.ranked
        guard let first = best.first else { return nil }
        return PlateReading(
            text: text(first.symbols), confidence: first.probability,
            box: quads[0].bounds.pixelRect.clamped(toWidth: grey.width, height: grey.height), corners: quads[0],
            alternatives: best.dropFirst().prefix(5).map { .init(text: text($0.symbols), confidence: $0.probability) })
    }

    private func text(_ symbols: [Int]) -> String { String(symbols.map { reader.model.alphabet[$0] }) }
}

/// Joins what several crops of one plate say.
struct Pool {
    private var sums: [[Int]: Double] = [:]
    private(set) var count = 0

    mutating func add(_ candidates: [BeamSearch.Candidate]) {
        count += 1
        for candidate in candidates { sums[candidate.symbols, default: 0] += candidate.probability }
    }

    /// Texts by falling mean probability over all crops.
    var ranked: [BeamSearch.Candidate] {
        sums.map { BeamSearch.Candidate(symbols: $0.key, probability: $0.value / Double(max(count, 1))) }
            .sorted { one, other in
                one.probability != other.probability
                    ? one.probability > other.probability : one.symbols.lexicographicallyPrecedes(other.symbols)
            }
    }
}
