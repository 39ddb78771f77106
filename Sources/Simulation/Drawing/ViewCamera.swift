import Imaging

/// A position in the street: metres, x right, y up, z away from the camera along the road.
typealias Position = SIMD3<Double>

/// A pinhole camera above the road.
struct ViewCamera: Sendable {
    /// Pixels.
    let focalLength: Double
    let centre: Point
    private let eye: Position
    private let right: Position
    private let up: Position
    private let forward: Position

    /// Angles in radians: `pitch` downwards is negative, `yaw` to the right and `roll` clockwise are positive.
    init(eye: Position, pitch: Double, yaw: Double, roll: Double, focalLength: Double, width: Int, height: Int) {
        self.eye = eye
        self.focalLength = focalLength
        centre = Point(x: Double(width) / 2, y: Double(height) / 2)
        let (sp, cp) = Arithmetic.sineCosine(pitch)
        let (sy, cy) = Arithmetic.sineCosine(yaw)
        let (sr, cr) = Arithmetic.sineCosine(roll)
        forward = Position(sy * cp, sp, cy * cp)
        let level = Position(cy, 0, -sy)
        let steep = Position(-sy * sp, cp, -cy * sp)
        right = level * cr - steep * sr
        up = steep * cr + level * sr
    }

    /// Metres in front of the lens.
    func depth(_ position: Position) -> Double { (position - eye).dot(forward) }

    /// Where a position in front of the lens is seen.
    func project(_ position: Position) -> Point {
        let ray = position - eye
        let scale = focalLength / max(ray.dot(forward), 0.05)
        return Point(x: centre.x + ray.dot(right) * scale, y: centre.y - ray.dot(up) * scale)
    }

    /// A polygon's outline in the picture, cut off at half a metre before the lens; empty if it is all behind that.
    func outline(_ polygon: [Position]) -> [Point] {
        let near = 0.5
        guard polygon.contains(where: { depth($0) < near }) else { return polygon.map(project) }
        var result: [Point] = []
        for (index, b) in polygon.enumerated() {
            let a = polygon[(index + polygon.count - 1) % polygon.count]
            let (da, db) = (depth(a), depth(b))
            if (da < near) != (db < near) { result.append(project(a + (b - a) * ((near - da) / (db - da)))) }
            if db >= near { result.append(project(b)) }
        }
        return result
    }

    /// Unit vector from `position` towards the lens.
    func direction(from position: Position) -> Position { (eye - position).unit }
}

extension SIMD3<Double> {
    func dot(_ other: Self) -> Double { x * other.x + y * other.y + z * other.z }

    func cross(_ other: Self) -> Self {
        Self(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    var unit: Self { self / Swift.max(dot(self).squareRoot(), 1e-12) }
}
