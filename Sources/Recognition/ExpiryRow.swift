import Imaging

/// Reads the small row below the number, `MM.YY`, with the reader network: its digits are those of the number, only smaller.
struct ExpiryRow {
    let cropReader: CropReader
    let search: BeamSearch
    let alphabet: [Character]

    /// Narrower plates have rows of a few pixels' height: nothing there is certain.
    static let leastPlateWidth = 150.0
    /// A row is given only if each cut of it gives the same text with this probability.
    static let leastProbability = 0.8

    /// Where the row stands, as shares of the plate's width and height.
    static let strips: [(left: Double, top: Double, right: Double, bottom: Double)] = [
        (0.32, 0.64, 0.68, 0.98), (0.36, 0.67, 0.64, 0.95),
    ]

    /// Nil unless the row is certain.
    func read(_ picture: Plane<UInt8>, plate: Quad) throws -> (text: String, confidence: Double)? {
        guard plate.topLength >= ExpiryRow.leastPlateWidth,
            let map = Homography(fromWidth: 1, height: 1, to: plate)
        else { return nil }
        var pool = Pool()
        for strip in ExpiryRow.strips {
            let quad = map.apply(
                Quad(
                    topLeft: Point(x: strip.left, y: strip.top), topRight: Point(x: strip.right, y: strip.top),
                    bottomRight: Point(x: strip.right, y: strip.bottom),
                    bottomLeft: Point(x: strip.left, y: strip.bottom)))
            guard let crop = cropReader.rectify(picture, quad) else { return nil }
            pool.add(search.search(try cropReader.frames(crop)))
        }
        guard pool.agrees(at: ExpiryRow.leastProbability), let best = pool.ranked.first else { return nil }
        let digits = best.symbols.map { alphabet[$0] }
        guard digits.count == 4 else { return nil }
        return (String(digits[0..<2]) + "." + String(digits[2..<4]), best.probability)
    }
}
