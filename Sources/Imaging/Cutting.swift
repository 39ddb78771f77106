extension Plane where Pixel == UInt8 {
    /// The part inside `rect`; what of it lies beyond the picture is filled with `value`.
    ///
    /// - Precondition: `rect` has a positive width and height.
    public func cut(_ rect: PixelRect, filling value: UInt8) -> Plane<UInt8> {
        var result = Plane(width: rect.width, height: rect.height, filledWith: value)
        let inside = rect.clamped(toWidth: width, height: height)
        guard inside.area > 0 else { return result }
        for y in inside.y..<inside.y + inside.height {
            let from = y * width + inside.x
            let to = (y - rect.y) * rect.width + inside.x - rect.x
            result.pixels.replaceSubrange(to..<to + inside.width, with: pixels[from..<from + inside.width])
        }
        return result
    }
}

extension Plane where Pixel == Float {
    /// As 8-bit pixels: rounded, and clamped to 0...255.
    public var bytes: Plane<UInt8> {
        Plane<UInt8>(width: width, height: height, pixels: pixels.map { UInt8(min(max($0.rounded(), 0), 255)) })
    }
}
