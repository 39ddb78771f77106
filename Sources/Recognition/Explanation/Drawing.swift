import Imaging

/// A colour picture to draw on. What falls beyond its edges is left out.
struct Drawing {
    struct Colour {
        var red: UInt8
        var green: UInt8
        var blue: UInt8

        static let black = Colour(red: 0, green: 0, blue: 0)
        static let white = Colour(red: 255, green: 255, blue: 255)
        static let grey = Colour(red: 150, green: 150, blue: 150)
        static let green = Colour(red: 40, green: 220, blue: 60)
        static let yellow = Colour(red: 250, green: 210, blue: 40)
        static let red = Colour(red: 240, green: 60, blue: 50)
    }

    private(set) var image: RGBImage

    init(_ image: RGBImage) { self.image = image }

    init(width: Int, height: Int, _ colour: Colour) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * width * height)
        for _ in 0..<width * height { bytes += [colour.red, colour.green, colour.blue] }
        image = RGBImage(width: width, height: height, bytes: bytes)
    }

    mutating func set(_ x: Int, _ y: Int, _ colour: Colour) {
        guard x >= 0, y >= 0, x < image.width, y < image.height else { return }
        let at = 3 * (y * image.width + x)
        image.bytes[at] = colour.red
        image.bytes[at + 1] = colour.green
        image.bytes[at + 2] = colour.blue
    }

    mutating func fill(x: Int, y: Int, width: Int, height: Int, _ colour: Colour) {
        for row in y..<y + max(height, 0) {
            for column in x..<x + max(width, 0) { set(column, row, colour) }
        }
    }

    mutating func frame(x: Int, y: Int, width: Int, height: Int, _ colour: Colour) {
        fill(x: x, y: y, width: width, height: 1, colour)
        fill(x: x, y: y + height - 1, width: width, height: 1, colour)
        fill(x: x, y: y, width: 1, height: height, colour)
        fill(x: x + width - 1, y: y, width: 1, height: height, colour)
    }

    /// A line two pixels thick.
    mutating func line(_ from: Point, _ to: Point, _ colour: Colour) {
        let steps = Int(max(abs(to.x - from.x), abs(to.y - from.y)).rounded(.up))
        guard steps < 100_000 else { return }
        for step in 0...max(steps, 1) {
            let share = Double(step) / Double(max(steps, 1))
            let (x, y) = (Int(from.x + share * (to.x - from.x)), Int(from.y + share * (to.y - from.y)))
            fill(x: x, y: y, width: 2, height: 2, colour)
        }
    }

    mutating func quad(_ quad: Quad, _ colour: Colour) {
        let corners = quad.corners
        for k in 0..<4 { line(corners[k], corners[(k + 1) % 4], colour) }
    }

    mutating func draw(_ other: RGBImage, x: Int, y: Int) {
        for row in 0..<other.height {
            for column in 0..<other.width {
                let at = 3 * (row * other.width + column)
                set(
                    x + column, y + row,
                    Colour(red: other.bytes[at], green: other.bytes[at + 1], blue: other.bytes[at + 2]))
            }
        }
    }

    /// Writes in letters of 5 x 7 dots, each dot `scale` pixels wide; characters without a form are left blank.
    mutating func write(_ text: String, x: Int, y: Int, scale: Int, _ colour: Colour) {
        for (index, character) in text.enumerated() {
            guard let rows = DotFont.rows(of: character) else { continue }
            for (row, bits) in rows.enumerated() {
                for column in 0..<5 where bits & (16 >> column) != 0 {
                    fill(
                        x: x + (index * 6 + column) * scale, y: y + row * scale, width: scale, height: scale, colour)
                }
            }
        }
    }
}
