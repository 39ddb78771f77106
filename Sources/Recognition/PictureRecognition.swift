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

    /// From this score on a confirmed place is a plate whatever its text.
    private static let plainScore = 0.9

    func run() throws -> PictureReading {
        let clock = ContinuousClock()
        let start = clock.now
        let places = try locator.places(grey)
        let located = clock.now
        var plates = try read(places.plates)
        let wasRead = clock.now
        var fine = Duration.zero
        // What looked like a plate was none, and may have kept the locator from looking for a fainter one.
        if plates.isEmpty, !places.isFine {
            let finer = try locator.finePlates(grey)
            fine = clock.now - wasRead
            plates = try read(finer)
        }
        if plates.isEmpty, let whole = Self.wholePicture(grey) { plates = try read([whole]) }
        let times = PictureReading.StepTimes(
            locate: (located - start + fine).milliseconds, read: (clock.now - located - fine).milliseconds)
        return PictureReading(width: grey.width, height: grey.height, ms: times, plates: Self.sorted(plates))
    }

    /// Cameras send the plate alone, too: it may fill more of its picture than the locator knows.
    private static let plateShapes = 2.0...5.5
    private static let widestPlatePicture = 1000

    /// The picture as one plate, if it has the shape and size of one cut out by a camera.
    private static func wholePicture(_ picture: Plane<UInt8>) -> Detection? {
        guard picture.width <= widestPlatePicture, picture.height > 0,
            plateShapes.contains(Double(picture.width) / Double(picture.height))
        else { return nil }
        let (width, height) = (Double(picture.width), Double(picture.height))
        // A cut leaves a little around the plate; training takes labelled cuts in the same way.
        let plate = Bounds(left: 0.04 * width, top: 0.06 * height, right: 0.96 * width, bottom: 0.94 * height)
        return Detection(score: leastScore, quad: Quad(plate))
    }

    /// By falling confidence; equal ones by place, so that the order never hangs on how the sort works.
    private static func sorted(_ plates: [PlateReading]) -> [PlateReading] {
        plates.sorted { ($0.confidence, -$0.box.y, -$0.box.x) > ($1.confidence, -$1.box.y, -$1.box.x) }
    }

    private func read(_ detections: [Detection]) throws -> [PlateReading] {
        explanation?.located(detections)
        return try detections.prefix { $0.score >= Self.leastScore }.prefix(reader.options.maximumPlates)
            .compactMap(read)
    }

    private func read(_ detection: Detection) throws -> PlateReading? {
        let quad = detection.quad
        var place = PlaceReading(
            picture: grey, readers: cropReaders, search: reader.beamSearch, place: detection,
            isSure: detection.score >= Self.sureScore)
        let ranked = try place.run()
        guard let best = ranked.first, let first = place.first else { return nil }
        let confidence = reader.model.calibration(min(best.probability, 1))
        // A plate that can hardly be read is still a plate: it is reported, and must be masked in print.
        let isPlain = detection.score >= Self.plainScore && detection.isConfirmed
        guard confidence >= reader.options.leastConfidence || isPlain else { return nil }
        let expiry = try readExpiry(quad)
        let reading = PlateReading(
            text: text(best.symbols), confidence: confidence,
            box: quad.bounds.pixelRect.clamped(toWidth: grey.width, height: grey.height), corners: quad,
            colour: PlateColours(picture: picture, quad: quad).classify(),
            vehicleColour: VehicleColours(picture: picture, quad: quad).classify(), expiry: expiry?.text,
            expiryConfidence: expiry?.confidence,
            alternatives: alternatives(ranked.dropFirst(), left: 1 - confidence),
            characters: characters(best.symbols, first.frames),
            characterAlternatives: characterAlternatives(best.symbols, first.frames))
        explanation?.read(
            reading, picture: picture, quad: first.quad, crop: first.crop, frames: first.frames,
            symbols: best.symbols, crops: place.pool.count)
        return reading
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

    /// Other symbols less likely than this aren't worth a mention.
    private static let leastCharacter = 0.002

    /// What else each character may be: other symbols with their largest probability among its frames.
    private func characterAlternatives(
        _ symbols: [Int], _ frames: CharacterFrames
    ) -> [[PlateReading.Alternative]] {
        guard let ranges = frames.alignment(of: symbols) else { return [] }
        return zip(symbols, ranges).map { symbol, range in
            let others = (0..<PlateSyntax.symbols).filter { $0 != symbol }.map { other in
                (symbol: other, probability: range.reduce(0) { max($0, frames.probability($1, other)) })
            }
            return others.filter { $0.probability >= Self.leastCharacter }
                .sorted { ($0.probability, $1.symbol) > ($1.probability, $0.symbol) }.prefix(3)
                .map { .init(text: text([$0.symbol]), confidence: $0.probability) }
        }
    }

    private func readExpiry(_ quad: Quad) throws -> (text: String, confidence: Double)? {
        let cropReader = CropReader(model: reader.model.expiryReader, workspace: workspace)
        return try ExpiryRow(cropReader: cropReader, search: reader.expirySearch, alphabet: reader.model.alphabet)
            .read(grey, plate: quad)
    }

    private func text(_ symbols: [Int]) -> String { String(symbols.map { reader.model.alphabet[$0] }) }
}
