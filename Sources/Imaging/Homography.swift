/// A projective map of the plane: `(x, y) -> ((ax + by + c) / w, (dx + ey + f) / w)` with `w = gx + hy + i`.
///
/// The nine coefficients are kept row-major and are defined up to a common factor. Found in closed form from four point
/// pairs by way of the unit square (Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, section 2.2.3).
public struct Homography: Sendable, Equatable {
    /// Row-major: `[a, b, c, d, e, f, g, h, i]`.
    public let coefficients: [Double]

    /// - Precondition: nine coefficients.
    public init(coefficients: [Double]) {
        precondition(coefficients.count == 9)
        self.coefficients = coefficients
    }

    /// The map that takes each corner of `source` to the corner of `target` of the same name.
    ///
    /// Nil if the four corners of either hold three points on (or very nearly on) one line, or are not finite.
    public init?(from source: Quad, to target: Quad) {
        guard let fromSquare = Homography.unitSquare(to: source), let toSquare = fromSquare.inverse,
            let onward = Homography.unitSquare(to: target), onward.inverse != nil
        else { return nil }
        self = onward.following(toSquare)
    }

    /// The map that takes the rectangle `0...width` by `0...height` (edges, not pixel centres) to `target`.
    public init?(fromWidth width: Double, height: Double, to target: Quad) {
        let corners = Quad(
            topLeft: Point(x: 0, y: 0), topRight: Point(x: width, y: 0),
            bottomRight: Point(x: width, y: height), bottomLeft: Point(x: 0, y: height))
        self.init(from: corners, to: target)
    }

    /// Where `point` goes. Not finite for points on the line that the map sends to infinity.
    public func apply(_ point: Point) -> Point {
        let m = coefficients
        let w = m[6] * point.x + m[7] * point.y + m[8]
        return Point(
            x: (m[0] * point.x + m[1] * point.y + m[2]) / w,
            y: (m[3] * point.x + m[4] * point.y + m[5]) / w)
    }

    /// Where the four corners go.
    public func apply(_ quad: Quad) -> Quad {
        Quad(
            topLeft: apply(quad.topLeft), topRight: apply(quad.topRight),
            bottomRight: apply(quad.bottomRight), bottomLeft: apply(quad.bottomLeft))
    }

    /// The map that undoes this one; nil if there is none.
    public var inverse: Homography? {
        let m = coefficients
        let adjoint = [
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
        ]
        let determinant = m[0] * adjoint[0] + m[1] * adjoint[3] + m[2] * adjoint[6]
        let size = m.reduce(0) { max($0, abs($1)) }
        guard determinant.isFinite, abs(determinant) > 1e-12 * size * size * size else { return nil }
        return Homography(coefficients: adjoint.map { $0 / determinant })
    }

    /// The map that does `first`, then this one.
    public func following(_ first: Homography) -> Homography {
        var product = [Double](repeating: 0, count: 9)
        for row in 0..<3 {
            for column in 0..<3 {
                for k in 0..<3 {
                    product[3 * row + column] += coefficients[3 * row + k] * first.coefficients[3 * k + column]
                }
            }
        }
        return Homography(coefficients: product)
    }

    /// Takes (0, 0), (1, 0), (1, 1), (0, 1) to the corners of `quad`; nil if three of them stand on a line.
    private static func unitSquare(to quad: Quad) -> Homography? {
        let (p0, p1, p2, p3) = (quad.topLeft, quad.topRight, quad.bottomRight, quad.bottomLeft)
        let sum = Point(x: p0.x - p1.x + p2.x - p3.x, y: p0.y - p1.y + p2.y - p3.y)
        let across = Point(x: p1.x - p2.x, y: p1.y - p2.y)
        let down = Point(x: p3.x - p2.x, y: p3.y - p2.y)
        let determinant = across.x * down.y - down.x * across.y
        let extent = quad.corners.reduce(0) { max($0, abs($1.x - p0.x), abs($1.y - p0.y)) }
        guard determinant.isFinite, abs(determinant) > 1e-9 * extent * extent else { return nil }
        let g = (sum.x * down.y - down.x * sum.y) / determinant
        let h = (across.x * sum.y - sum.x * across.y) / determinant
        return Homography(coefficients: [
            p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x,
            p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y,
            g, h, 1,
        ])
    }
}
