/// The skin of a vehicle as seen from one end: a profile swept over its width.
///
/// Own coordinates in metres: x right as the camera sees it, y up from the road, z away from the camera, 0 at the bumper.
struct BodyShell: Sendable {
    struct Station: Sendable {
        var z: Double
        var y: Double
        /// Half width here as a share of ``BodyShell/halfWidth``.
        var width: Double
    }

    var halfWidth: Double
    var length: Double
    /// How far the corners of the nearer end stand back from its middle.
    var bulge: Double
    /// How much the far end leans towards the camera above one metre, metres a metre.
    var rake = 0.0
    /// From the lower edge up and back over the roof; y never falls.
    var stations: [Station]

    private func standBack(_ u: Double) -> Double {
        let square = u * u
        return bulge * square * square
    }

    private func point(_ station: Station, _ u: Double) -> Position {
        Position(u * halfWidth * station.width, station.y, station.z + standBack(u))
    }

    /// The station at height `y`, between those given.
    private func station(atHeight y: Double) -> Station {
        for (low, high) in zip(stations, stations.dropFirst()) where y <= high.y && high.y > low.y {
            let t = max(0, (y - low.y) / (high.y - low.y))
            return Station(
                z: low.z + (high.z - low.z) * t, y: y, width: low.width + (high.width - low.width) * t)
        }
        return stations[stations.count - 1]
    }

    /// The position on the near side at `x` metres from the middle and `y` metres above the road.
    func onFace(_ x: Double, _ y: Double) -> Position {
        let here = station(atHeight: y)
        let u = x / (halfWidth * here.width)
        return Position(x, y, here.z + standBack(min(max(u, -1), 1)))
    }

    /// Half of the width at height `y`, metres.
    func halfWidth(atHeight y: Double) -> Double { halfWidth * station(atHeight: y).width }

    /// Paints flanks that are seen, then the swept profile from the back to the front.
    func paint(_ colour: SIMD4<Float>, pose: Pose, on painter: inout StreetPainter) {
        for side in [-1.0, 1.0] { paintFlank(side, colour, pose: pose, on: &painter) }
        let across: [Double] = [-1, -0.97, -0.9, -0.78, -0.6, -0.3, 0, 0.3, 0.6, 0.78, 0.9, 0.97, 1]
        for (low, high) in zip(stations, stations.dropFirst()).reversed() {
            for (left, right) in zip(across, across.dropFirst()) {
                painter.surface(
                    [point(low, left), point(low, right), point(high, right), point(high, left)].map(pose.place),
                    colour, gloss: 0.8, grow: 0.8)
            }
        }
    }

    func seesFlank(_ side: Double, pose: Pose, _ painter: StreetPainter) -> Bool {
        let corner = pose.place(Position(side * halfWidth, 0.6, 0.5))
        let outward = pose.place(Position(side * halfWidth + side, 0.6, 0.5)) - corner
        return outward.dot(painter.camera.direction(from: corner)) > 0
    }

    /// A position on the flank, `z` metres back from the near end.
    func onFlank(_ side: Double, _ z: Double, _ y: Double) -> Position {
        Position(side * halfWidth(atHeight: y), y, z)
    }

    private func farEnd(_ near: Position) -> Position {
        Position(near.x, near.y, max(near.z, length - rake * max(0, near.y - 1)))
    }

    private func paintFlank(_ side: Double, _ colour: SIMD4<Float>, pose: Pose, on painter: inout StreetPainter) {
        guard seesFlank(side, pose: pose, painter) else { return }
        for (low, high) in zip(stations, stations.dropFirst()) where high.y > low.y {
            let (a, b) = (point(low, side), point(high, side))
            painter.surface(
                [a, b, farEnd(b), farEnd(a)].map(pose.place), colour,
                gloss: 0.6, grow: 0.8)
        }
    }
}

/// Where a vehicle stands: its near end's middle on the road, and how it is turned.
struct Pose: Sendable {
    var x: Double
    var z: Double
    private let sine: Double
    private let cosine: Double

    /// - Parameter yaw: radians, positive turns the near end to the left.
    init(x: Double, z: Double, yaw: Double) {
        self.x = x
        self.z = z
        (sine, cosine) = Arithmetic.sineCosine(yaw)
    }

    /// From the vehicle's own coordinates to the street's.
    func place(_ p: Position) -> Position {
        Position(x + p.x * cosine + p.z * sine, p.y, z - p.x * sine + p.z * cosine)
    }
}
