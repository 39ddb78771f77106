import Imaging

extension YCbCrImage {
    /// The part inside `rect`; nil if no pixel lies in it. Where a chroma sample spans several pixels, up to one sample's width more on
    /// each side, so that colours keep their place.
    package func cropped(to rect: PixelRect) -> YCbCrImage? {
        let area = whole(rect)
        guard area.area > 0 else { return nil }
        let chroma = chroma.map { chroma in
            let part = chromaRect(area, chroma)
            return Chroma(blue: chroma.blue.cropped(part), red: chroma.red.cropped(part))
        }
        return YCbCrImage(luminance: luminance.cropped(area), chroma: chroma)
    }

    /// The chroma samples that lie under `area`, at least in part.
    func chromaRect(_ area: PixelRect, _ chroma: Chroma) -> PixelRect {
        let (columns, rows) = (chroma.blue.width, chroma.blue.height)
        let left = area.x * columns / width
        let top = area.y * rows / height
        let right = min(columns, ((area.x + area.width) * columns + width - 1) / width)
        let bottom = min(rows, ((area.y + area.height) * rows + height - 1) / height)
        return PixelRect(x: left, y: top, width: max(0, right - left), height: max(0, bottom - top))
    }

    /// What of `rect` lies in the picture, grown to whole chroma samples: what ``cropped(to:)`` cuts out.
    func whole(_ rect: PixelRect) -> PixelRect {
        let area = rect.clamped(toWidth: width, height: height)
        guard area.area > 0, let blue = chroma?.blue else { return area }
        let across = (width + blue.width - 1) / blue.width
        let down = (height + blue.height - 1) / blue.height
        let left = area.x / across * across
        let top = area.y / down * down
        let right = min(width, (area.x + area.width + across - 1) / across * across)
        let bottom = min(height, (area.y + area.height + down - 1) / down * down)
        return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
    }
}

extension Plane where Pixel == UInt8 {
    /// - Precondition: `rect` lies in the plane and isn't empty.
    fileprivate func cropped(_ rect: PixelRect) -> Plane<UInt8> {
        var part: [UInt8] = []
        part.reserveCapacity(rect.area)
        for y in rect.y..<rect.y + rect.height {
            let start = y * width + rect.x
            part += pixels[start..<start + rect.width]
        }
        return Plane(width: rect.width, height: rect.height, pixels: part)
    }
}
