import Imaging

/// Reads the small row below the number, `MM.YY`, with the reader network: its digits are those of the number, only smaller.
struct ExpiryRow {
    let cropReader: CropReader
    let search: BeamSearch
    let alphabet: [Character]

    /// Narrower plates have rows of a few pixels' height: nothing there is certain.
    static let leastPlateWidth = 150.0
    /// A row is given only if two cuts of it give the same text, each with at least this probability;
    static let leastProbability = 0.6
    /// or the first alone with this.
    static let plainProbability = 0.98
    /// And if the mean of both is at least this.
    static let leastMean = 0.75

    /// The part of the plate in which the row is looked for, as shares of the plate's width and height.
    private static let area = Bounds(left: 0.31, top: 0.52, right: 0.66, bottom: 1)
    /// The row's height with what is quiet above and below it, as a share of the plate's.
    private static let height = 0.28

    /// Nil unless the row is certain.
    func read(_ picture: Plane<UInt8>, plate: Quad) throws -> (text: String, confidence: Double)? {
        guard plate.topLength >= ExpiryRow.leastPlateWidth,
            let map = Homography(fromWidth: 1, height: 1, to: plate),
            let below = cropReader.rectify(
                picture, map.apply(Quad(ExpiryRow.area)), width: cropReader.model.expiryWidth,
                height: 2 * cropReader.model.height)
        else { return nil }
        let top = ExpiryRow.area.top + ExpiryRow.top(in: below) * ExpiryRow.area.height
        let tight = Bounds(
            left: ExpiryRow.area.left, top: top, right: ExpiryRow.area.right, bottom: top + ExpiryRow.height)
        let wide = Bounds(
            left: tight.left - 0.03, top: tight.top - 0.02, right: tight.right + 0.03, bottom: tight.bottom + 0.03)
        var pool = Pool()
        for strip in [tight, wide] {
            let quad = map.apply(Quad(strip))
            guard let crop = cropReader.rectify(picture, quad, width: cropReader.model.expiryWidth) else { return nil }
            pool.add(search.search(try cropReader.frames(crop)))
            guard pool.agrees(at: ExpiryRow.leastProbability) else { return nil }
            if pool.agrees(at: ExpiryRow.plainProbability) { break }
        }
        guard let best = pool.ranked.first, best.probability >= ExpiryRow.leastMean else { return nil }
        let digits = best.symbols.map { alphabet[$0] }
        return (String(digits[0..<2]) + "." + String(digits[2..<4]), best.probability)
    }

    /// Where the row begins, as a share of the picture's height: its letters change light and dark along each line, and the
    /// lines above and below it don't.
    static func top(in picture: Plane<Float>) -> Double {
        let lines = (0..<picture.height).map { y in
            (1..<picture.width).reduce(Float(0)) { $0 + abs(picture[$1, y] - picture[$1 - 1, y]) }
        }
        let count = Int(Double(picture.height) * height / area.height)
        let edge = max(1, count / 8)
        func mean(_ range: Range<Int>) -> Float { lines[range].reduce(0, +) / Float(range.count) }
        let tops = 0...max(0, picture.height - count)
        let contrasts = tops.map { top in
            mean(top + 2 * edge..<top + count - 2 * edge)
                - max(mean(top..<top + edge), mean(top + count - edge..<top + count))
        }
        let best = contrasts.indices.max { contrasts[$0] < contrasts[$1] } ?? 0
        return Double(best) / Double(picture.height)
    }
}
