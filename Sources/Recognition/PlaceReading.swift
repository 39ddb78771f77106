import Imaging

/// Reads one place where a plate may be: cuts crops around its corners until they agree, or there is no hope.
struct PlaceReading {
    let picture: Plane<UInt8>
    /// One or two; see ``RecognitionModel/readers``.
    let readers: [CropReader]
    let search: BeamSearch
    let place: Detection
    /// Whether the locator is so sure of the place that it is read to the end.
    let isSure: Bool

    private(set) var pool = Pool()
    /// The first crop, to show what was read.
    private(set) var first: (quad: Quad, crop: Plane<Float>, frames: CharacterFrames)?

    /// No more crops are cut once so many answers all give one text, each with at least this probability. What four or
    /// more agree on at less stays doubtful, but more crops wouldn't change it.
    private static let enough: [Int: Double] = [2: 0.9, 4: 0.75, 6: 0.6]
    /// Reading ends if no text has at least this probability after so many answers.
    private static let hopeless: [Int: Double] = [2: 0.01, 4: 0.03]

    /// By turns around the mean of two looks and around the last look alone. The first two lie apart on purpose: what both
    /// give doesn't hang on the corners.
    private static let crops: [CropReader.Margin] = [
        .init(across: 0.05, down: 0.08), .init(across: 0.08, down: 0.14),
        .init(across: 0.05, down: 0.08, turn: 0.08), .init(across: 0.05, down: 0.08, turn: -0.08),
        .init(across: 0.02, down: 0.04), .init(across: 0.05, down: 0.08),
        .init(across: 0.05, down: 0.08, isInverted: true), .init(across: 0.11, down: 0.08, turn: 0.04),
        .init(across: 0.05, down: 0.08, turn: -0.08), .init(across: 0.05, down: 0.08, turn: 0.08),
        .init(across: 0.08, down: 0.14), .init(across: 0.02, down: 0.04, isInverted: true),
    ]

    init(picture: Plane<UInt8>, readers: [CropReader], search: BeamSearch, place: Detection, isSure: Bool) {
        self.picture = picture
        self.readers = readers
        self.search = search
        self.place = place
        self.isSure = isSure
    }

    /// Texts by falling probability; empty if this is no plate that could be read.
    mutating func run() throws -> [BeamSearch.Candidate] {
        for (index, margin) in Self.crops.enumerated() {
            // The first two crops go to one reader each; what is doubtful then is seen by all.
            let used = index < 2 ? [readers[index % readers.count]] : readers
            for reader in used { try read(index % 2 == 0 ? place.quad : place.lastLook ?? place.quad, margin, reader) }
            if let bar = Self.enough[pool.count], pool.agrees(at: bar) { break }
            if let bar = Self.hopeless[pool.count], !isSure, pool.best < bar { return [] }
        }
        return pool.ranked
    }

    private mutating func read(_ quad: Quad, _ margin: CropReader.Margin, _ reader: CropReader) throws {
        let widened = quad.enlarged(across: margin.across, down: margin.down).turned(by: margin.turn)
        guard let crop = reader.rectify(picture, widened) else { return }
        let frames = try reader.frames(crop, isInverted: margin.isInverted)
        if first == nil { first = (widened, crop, frames) }
        pool.add(search.search(frames))
    }
}
