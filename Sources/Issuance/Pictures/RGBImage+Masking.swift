import Imaging

extension RGBImage {
    /// Makes what stands in `box` unreadable for ever: the box, an eighth larger on each side, becomes at most `columns` x
    /// `rows` areas of one colour each, the mean of what was there. Of a plate's text nothing is left: an area is wider
    /// than a character.
    ///
    /// - Parameter kept: pixels that stay as they are, for the offender's own plate beside or behind the box.
    package mutating func mask(
        _ box: PixelRect, columns: Int = 4, rows: Int = 2, keeping kept: PixelRect? = nil
    ) {
        let (dx, dy) = (max(box.width / 8, 1), max(box.height / 8, 1))
        let area = PixelRect(x: box.x - dx, y: box.y - dy, width: box.width + 2 * dx, height: box.height + 2 * dy)
            .clamped(toWidth: width, height: height)
        guard area.area > 0 else { return }
        for row in 0..<rows {
            for column in 0..<columns {
                let left = area.x + area.width * column / columns
                let right = area.x + area.width * (column + 1) / columns
                let top = area.y + area.height * row / rows
                let bottom = area.y + area.height * (row + 1) / rows
                level(PixelRect(x: left, y: top, width: right - left, height: bottom - top), keeping: kept)
            }
        }
    }

    /// Gives all pixels of `area` their mean colour; those in `kept` neither count nor change.
    private mutating func level(_ area: PixelRect, keeping kept: PixelRect?) {
        func isKept(_ x: Int, _ y: Int) -> Bool {
            guard let kept else { return false }
            return (kept.x..<kept.x + kept.width).contains(x) && (kept.y..<kept.y + kept.height).contains(y)
        }
        var sums = (0, 0, 0)
        var count = 0
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width where !isKept(x, y) {
                let at = 3 * (y * width + x)
                sums = (sums.0 + Int(bytes[at]), sums.1 + Int(bytes[at + 1]), sums.2 + Int(bytes[at + 2]))
                count += 1
            }
        }
        guard count > 0 else { return }
        let mean = (UInt8(sums.0 / count), UInt8(sums.1 / count), UInt8(sums.2 / count))
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width where !isKept(x, y) {
                let at = 3 * (y * width + x)
                (bytes[at], bytes[at + 1], bytes[at + 2]) = mean
            }
        }
    }
}
