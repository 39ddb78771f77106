/// Lengths and positions on a page are PDF points (1/72 inch). Origin top left, x right, y down.
public func mm(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }

/// A rectangle on a page, in points; what names another unit has the same origin and directions.
public struct Area: Hashable, Sendable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    public var right: Double { x + width }
    public var bottom: Double { y + height }

    /// Smaller by `margin` on each side.
    public func inset(_ margin: Double) -> Area {
        Area(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
    }

    /// ISO 216 A4, upright.
    public static let a4 = Area(x: 0, y: 0, width: mm(210), height: mm(297))
}
