/// Where the characters, dots and bolts of a plate stand: millimetres from its top left corner, y down.
struct PlateLayout: Sendable {
    /// A character and the height of its box, which decides its width.
    struct PlacedGlyph: Sendable {
        var shape: GlyphShape
        var left: Double
        var top: Double
        var height: Double
        var weight: Double
    }

    struct Dot: Sendable {
        var x: Double
        var y: Double
        var radius: Double
    }

    private(set) var glyphs: [PlacedGlyph] = []
    private(set) var dots: [Dot] = []
    private(set) var bolts: [Dot] = []

    init(_ plate: PlateSpecimen) {
        let car = plate.format == .car
        setNumber(plate, height: car ? 71 : 51, top: car ? 13 : 12, margin: car ? 17 : 12)
        setExpiry(plate, height: car ? 19 : 18, top: car ? 98 : 76)
    }

    /// Region letters at the left, series at the right, the number halfway between; letters are condensed where a long
    /// text would leave too little room between the groups.
    private mutating func setNumber(_ plate: PlateSpecimen, height: Double, top: Double, margin: Double) {
        let typeface = plate.typeface
        let groups = [plate.number.region, plate.number.digits, plate.number.series]
            .filter { !$0.isEmpty }.map { $0.compactMap(typeface.glyph) }
        let room = plate.format.width - 2 * margin
        let space = height * 0.085
        let count = groups.reduce(0) { $0 + $1.count }
        let spaces = Double(count - groups.count) * space
        let natural = groups.joined().reduce(0) { $0 + $1.aspect * height }
        let leastGap = height * 0.28
        let gaps = Double(max(groups.count - 1, 1))
        let condensed = min(1, (room - spaces - gaps * leastGap) / natural)
        let gap = (room - spaces - natural * condensed) / (groups.count == 2 ? 2.4 : gaps)
        var x = margin + (groups.count == 2 ? gap * 0.7 : 0)
        for (index, group) in groups.enumerated() {
            if index > 0 {
                if plate.bolts, gap > height * 0.2 {
                    bolts.append(Dot(x: x + gap / 2, y: top + height * 0.3, radius: height * 0.062))
                }
                x += gap
            }
            for (position, glyph) in group.enumerated() {
                var shape = glyph
                shape.aspect *= condensed
                glyphs.append(PlacedGlyph(shape: shape, left: x, top: top, height: height, weight: typeface.weight))
                x += shape.aspect * height + (position < group.count - 1 ? space : 0)
            }
        }
    }

    private mutating func setExpiry(_ plate: PlateSpecimen, height: Double, top: Double) {
        let advance = height * 0.86
        let middle = plate.format == .motorcycle && plate.typeface == .old ? 0.68 : 0.5
        let start = plate.format.width * middle - advance * 2.6
        let digits = [plate.expiry.month / 10, plate.expiry.month % 10, plate.expiry.year / 10, plate.expiry.year % 10]
        for (index, digit) in digits.enumerated() {
            guard let shape = plate.typeface.glyph(Character(String(digit))) else { continue }
            let cell = start + advance * (Double(index) + (index > 1 ? 1.2 : 0)) + advance / 2
            glyphs.append(
                PlacedGlyph(
                    shape: shape, left: cell - shape.aspect * height / 2, top: top, height: height,
                    weight: plate.typeface.weight + 2))
        }
        let dotHeight = plate.typeface == .current ? 0.86 : 0.5
        dots.append(Dot(x: start + advance * 2.6, y: top + height * dotHeight, radius: height * 0.12))
    }
}
