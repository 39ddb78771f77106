import Imaging

/// Reads the small row below the number, `MM.YY`, with the reader network: its digits are those of the number, only smaller.
struct ExpiryRow {
    let cropReader: CropReader
    let search: BeamSearch
    let alphabet: [Character]

    /// Narrower plates have rows of a few pixels' height: nothing there is certain.
    static let leastPlateWidth = 150.0
    /// A row is given only if two cuts of it give the same text, each with at least this probability.
    static let leastProbability = 0.6
    /// And if the mean of both is at least this.
    static let leastMean = 0.75

    /// Where the row may stand, as shares of the plate's width and height; for each place a tight and a wide cut.
    static let places: [(tight: Bounds, wide: Bounds)] = [
        (
            Bounds(left: 0.31, top: 0.58, right: 0.66, bottom: 0.86),
            Bounds(left: 0.28, top: 0.56, right: 0.69, bottom: 0.89)
        ),
        (
            Bounds(left: 0.31, top: 0.65, right: 0.66, bottom: 0.93),
            Bounds(left: 0.28, top: 0.63, right: 0.69, bottom: 0.96)
        ),
    ]

    /// Nil unless the row is certain.
    func read(_ picture: Plane<UInt8>, plate: Quad) throws -> (text: String, confidence: Double)? {
        guard plate.topLength >= ExpiryRow.leastPlateWidth,
            let map = Homography(fromWidth: 1, height: 1, to: plate)
        else { return nil }
        for place in ExpiryRow.places {
            var pool = Pool()
            for strip in [place.tight, place.wide] {
                let quad = map.apply(
                    Quad(
                        topLeft: Point(x: strip.left, y: strip.top), topRight: Point(x: strip.right, y: strip.top),
                        bottomRight: Point(x: strip.right, y: strip.bottom),
                        bottomLeft: Point(x: strip.left, y: strip.bottom)))
                guard let crop = cropReader.rectify(picture, quad) else { return nil }
                pool.add(search.search(try cropReader.frames(crop)))
                guard pool.agrees(at: ExpiryRow.leastProbability) else { break }
            }
            guard pool.count == 2, pool.agrees(at: ExpiryRow.leastProbability), let best = pool.ranked.first,
                best.probability >= ExpiryRow.leastMean
            else { continue }
            let digits = best.symbols.map { alphabet[$0] }
            return (String(digits[0..<2]) + "." + String(digits[2..<4]), best.probability)
        }
        return nil
    }
}
