extension Plane where Pixel == UInt8 {
    /// The part inside `rect`; what of it lies beyond the picture is filled with `value`.
    ///
    /// - Precondition: `rect` has a positive width and height.
    public func cut(_ rect: PixelRect, filling value: UInt8) -> Plane<UInt8> {
        let inside = rect.clamped(toWidth: width, height: height)
        guard inside.area > 0 else { return Plane(width: rect.width, height: rect.height, filledWith: value) }
        let (left, top) = (inside.x - rect.x, inside.y - rect.y)
        let right = rect.width - left - inside.width
        let cut = [UInt8](unsafeUninitializedCapacity: rect.width * rect.height) { target, count in
            guard var out = target.baseAddress else { return }
            func fill(_ count: Int) {
                out.initialize(repeating: value, count: count)
                out += count
            }
            pixels.withUnsafeBufferPointer { source in
                guard let source = source.baseAddress else { return }
                fill(top * rect.width)
                for y in inside.y..<inside.y + inside.height {
                    fill(left)
                    out.initialize(from: source + (y * width + inside.x), count: inside.width)
                    out += inside.width
                    fill(right)
                }
                fill((rect.height - top - inside.height) * rect.width)
            }
            count = rect.width * rect.height
        }
        return Plane(width: rect.width, height: rect.height, pixels: cut)
    }
}

extension Plane where Pixel == Float {
    /// As 8-bit pixels: rounded, and clamped to 0...255.
    public var bytes: Plane<UInt8> {
        Plane<UInt8>(width: width, height: height, pixels: pixels.map { UInt8(min(max($0.rounded(), 0), 255)) })
    }
}
