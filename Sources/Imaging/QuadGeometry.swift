extension Quad {
    /// The mean of the corners.
    public var centre: Point {
        Point(x: corners.reduce(0) { $0 + $1.x } / 4, y: corners.reduce(0) { $0 + $1.y } / 4)
    }

    /// Length of the top edge, in pixels.
    public var topLength: Double { Quad.distance(topLeft, topRight) }

    /// Length of the left edge, in pixels.
    public var leftLength: Double { Quad.distance(topLeft, bottomLeft) }

    private static func distance(_ a: Point, _ b: Point) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    /// The upright box around the corners.
    public var bounds: Bounds {
        let (x, y) = (corners.map(\.x), corners.map(\.y))
        return Bounds(
            left: x.reduce(.infinity, min), top: y.reduce(.infinity, min), right: x.reduce(-.infinity, max),
            bottom: y.reduce(-.infinity, max))
    }

    /// Moves the corners outwards by fractions of the mean width and height (negative ones inwards).
    public func enlarged(across: Double, down: Double) -> Quad {
        let (a, b, c, d) = (topLeft, topRight, bottomRight, bottomLeft)
        let u = Point(x: (b.x - a.x + c.x - d.x) / 2 * across, y: (b.y - a.y + c.y - d.y) / 2 * across)
        let v = Point(x: (d.x - a.x + c.x - b.x) / 2 * down, y: (d.y - a.y + c.y - b.y) / 2 * down)
        return Quad(
            topLeft: Point(x: a.x - u.x - v.x, y: a.y - u.y - v.y),
            topRight: Point(x: b.x + u.x - v.x, y: b.y + u.y - v.y),
            bottomRight: Point(x: c.x + u.x + v.x, y: c.y + u.y + v.y),
            bottomLeft: Point(x: d.x - u.x + v.x, y: d.y - u.y + v.y))
    }

    /// Turns a little: the left edge moves up and the right edge down, each by `share` of the plate's height.
    public func turned(by share: Double) -> Quad {
        let (a, b, c, d) = (topLeft, topRight, bottomRight, bottomLeft)
        let v = Point(x: (d.x - a.x + c.x - b.x) / 2 * share, y: (d.y - a.y + c.y - b.y) / 2 * share)
        return Quad(
            topLeft: Point(x: a.x - v.x, y: a.y - v.y), topRight: Point(x: b.x + v.x, y: b.y + v.y),
            bottomRight: Point(x: c.x + v.x, y: c.y + v.y), bottomLeft: Point(x: d.x - v.x, y: d.y - v.y))
    }

    /// The quad whose corners lie halfway between those of both.
    public func mean(with other: Quad) -> Quad {
        func middle(_ a: Point, _ b: Point) -> Point { Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2) }
        return Quad(
            topLeft: middle(topLeft, other.topLeft), topRight: middle(topRight, other.topRight),
            bottomRight: middle(bottomRight, other.bottomRight), bottomLeft: middle(bottomLeft, other.bottomLeft))
    }

    /// An upright one with these edges.
    public init(_ bounds: Bounds) {
        self.init(
            topLeft: Point(x: bounds.left, y: bounds.top), topRight: Point(x: bounds.right, y: bounds.top),
            bottomRight: Point(x: bounds.right, y: bounds.bottom), bottomLeft: Point(x: bounds.left, y: bounds.bottom))
    }

    /// The quad with each corner replaced.
    public func map(_ change: (Point) -> Point) -> Quad {
        Quad(
            topLeft: change(topLeft), topRight: change(topRight), bottomRight: change(bottomRight),
            bottomLeft: change(bottomLeft))
    }
}

/// An upright rectangle with edges anywhere, in pixels.
public struct Bounds: Hashable, Sendable {
    public var left: Double
    public var top: Double
    public var right: Double
    public var bottom: Double

    public init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    public init(_ rect: PixelRect) {
        self.init(
            left: Double(rect.x), top: Double(rect.y), right: Double(rect.x + rect.width),
            bottom: Double(rect.y + rect.height))
    }

    public var width: Double { right - left }
    public var height: Double { bottom - top }
    public var area: Double { max(0, width) * max(0, height) }

    public func contains(_ point: Point) -> Bool {
        left < point.x && point.x < right && top < point.y && point.y < bottom
    }

    /// Area of the part that both share.
    public func intersection(_ other: Bounds) -> Double {
        let w = min(right, other.right) - max(left, other.left)
        let h = min(bottom, other.bottom) - max(top, other.top)
        return w > 0 && h > 0 ? w * h : 0
    }

    /// Area of the intersection over area of the union, 0...1.
    public func overlap(_ other: Bounds) -> Double {
        let both = intersection(other)
        return both > 0 ? both / (area + other.area - both) : 0
    }

    /// Share of `other` that lies in this box, 0...1.
    public func coverage(of other: Bounds) -> Double { other.area > 0 ? intersection(other) / other.area : 0 }

    /// The smallest rectangle of whole pixels that holds this box.
    public var pixelRect: PixelRect {
        func whole(_ value: Double) -> Int { Int(min(max(value, -1e6), 1e6)) }
        let (x, y) = (whole(left.rounded(.down)), whole(top.rounded(.down)))
        return PixelRect(x: x, y: y, width: whole(right.rounded(.up)) - x, height: whole(bottom.rounded(.up)) - y)
    }
}
