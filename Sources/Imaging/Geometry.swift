/// A position in pixels. Origin top left, x right, y down; the centre of the top left pixel is (0.5, 0.5).
public struct Point: Hashable, Sendable, Codable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// An axis-aligned rectangle in whole pixels, half open: it holds the pixels `x..<x + width`, `y..<y + height`.
public struct PixelRect: Hashable, Sendable, Codable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    public var area: Int { width * height }

    /// The part of this rectangle inside a picture of the given size; its width or height is 0 where there is none.
    public func clamped(toWidth pictureWidth: Int, height pictureHeight: Int) -> PixelRect {
        let left = min(max(x, 0), pictureWidth)
        let top = min(max(y, 0), pictureHeight)
        let right = min(max(x + width, left), pictureWidth)
        let bottom = min(max(y + height, top), pictureHeight)
        return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
    }
}

/// Four corners of a plate as seen: top left, top right, bottom right, bottom left of the plate itself (not of the picture).
public struct Quad: Hashable, Sendable, Codable {
    public var topLeft: Point
    public var topRight: Point
    public var bottomRight: Point
    public var bottomLeft: Point

    public init(topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point) {
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomRight = bottomRight
        self.bottomLeft = bottomLeft
    }

    public var corners: [Point] { [topLeft, topRight, bottomRight, bottomLeft] }
}
