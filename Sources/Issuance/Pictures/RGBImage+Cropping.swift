import Imaging

extension RGBImage {
    /// The part inside `rect`; nil if no pixel lies in it.
    package func cropped(to rect: PixelRect) -> RGBImage? {
        let area = rect.clamped(toWidth: width, height: height)
        guard area.area > 0 else { return nil }
        var part: [UInt8] = []
        part.reserveCapacity(3 * area.area)
        for y in area.y..<area.y + area.height {
            let start = 3 * (y * width + area.x)
            part += bytes[start..<start + 3 * area.width]
        }
        return RGBImage(width: area.width, height: area.height, bytes: part)
    }
}
