import Imaging

extension YCbCrImage {
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

    private mutating func level(_ area: PixelRect, keeping kept: PixelRect?) {
        luminance.level(area, keeping: kept)
        guard var chroma else { return }
        let (part, keptPart) = (chromaRect(area, chroma), kept.map { chromaRect($0, chroma) })
        // One owner while it changes: else each plane would be copied.
        self.chroma = nil
        chroma.blue.level(part, keeping: keptPart)
        chroma.red.level(part, keeping: keptPart)
        self.chroma = chroma
    }
}

extension Plane where Pixel == UInt8 {
    /// Gives all pixels of `area` their mean; those in `kept` neither count nor change.
    fileprivate mutating func level(_ area: PixelRect, keeping kept: PixelRect?) {
        let columns = area.x..<area.x + area.width
        /// What of a row is levelled: left and right of what is kept.
        func parts(_ y: Int) -> [Range<Int>] {
            guard let kept, (kept.y..<kept.y + kept.height).contains(y) else { return [columns] }
            let inner = (kept.x..<kept.x + kept.width).clamped(to: columns)
            return inner.isEmpty
                ? [columns] : [columns.lowerBound..<inner.lowerBound, inner.upperBound..<columns.upperBound]
        }
        var (sum, count) = (0, 0)
        for y in area.y..<area.y + area.height {
            for part in parts(y) {
                for x in part { sum += Int(pixels[y * width + x]) }
                count += part.count
            }
        }
        guard count > 0 else { return }
        let mean = UInt8(sum / count)
        for y in area.y..<area.y + area.height {
            for part in parts(y) { for x in part { pixels[y * width + x] = mean } }
        }
    }
}
