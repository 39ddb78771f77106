import Domain
import Imaging

/// A picture and what is to be read in it.
public struct RenderedScene: Sendable {
    public struct SeenPlate: Sendable {
        public var number: PlateNumber
        /// Pixels of the picture; may reach over its border.
        public var corners: Quad

        /// The smallest box around the plate, inside or outside of the picture.
        public var box: PixelRect {
            let xs = corners.corners.map(\.x)
            let ys = corners.corners.map(\.y)
            let (left, top) = (Int((xs.min() ?? 0).rounded(.down)), Int((ys.min() ?? 0).rounded(.down)))
            return PixelRect(
                x: left, y: top, width: Int((xs.max() ?? 0).rounded(.up)) - left,
                height: Int((ys.max() ?? 0).rounded(.up)) - top)
        }
    }

    public var image: RGBImage
    /// First that of the vehicle that is meant, then the neighbour's.
    public var plates: [SeenPlate]
}

extension StreetScene {
    /// Renders the picture. Takes about a tenth of a second of one core for 1920 x 1080 pixels.
    public func render() -> RenderedScene {
        var random = SeededRandom(seed: seed)
        var lightRandom = random.split()
        var streetRandom = random.split()
        let pose = Pose(x: lateral, z: distance, yaw: yaw)
        let camera = makeCamera(aimedAt: pose.place(vehicle.platePosition))
        let lighting = Lighting(night: night, random: &lightRandom)
        var painter = StreetPainter(canvas: Canvas(width: width, height: height), camera: camera, lighting: lighting)
        painter.paintStreet(clear: lateral, traffic: vehicle.end, random: &streetRandom)
        var plates: [RenderedScene.SeenPlate] = []
        if let neighbour {
            let beside = Pose(x: lateral + neighbour.lateral, z: distance + neighbour.behind, yaw: 0)
            if let quad = neighbour.vehicle.paint(at: beside, on: &painter), let plate = neighbour.vehicle.plate {
                plates.append(RenderedScene.SeenPlate(number: plate.number, corners: quad))
            }
        }
        if let quad = vehicle.paint(at: pose, on: &painter), let plate = vehicle.plate {
            plates.insert(RenderedScene.SeenPlate(number: plate.number, corners: quad), at: 0)
            if sensor.glare > 0 { dazzle(quad, on: &painter.canvas, random: &random) }
        }
        if !caption.isEmpty { painter.canvas.write(caption, left: 12, top: 10, height: Double(height) / 54) }
        let image = painter.canvas.exposed(sensor, night: night, random: &random)
        return RenderedScene(image: image, plates: plates)
    }

    /// Points the camera so that `target` falls where ``aim`` says, with the focal length that ``plateShare`` asks for.
    private func makeCamera(aimedAt target: Position) -> ViewCamera {
        let eye = Position(0, cameraHeight, 0)
        let ray = target - eye
        let plateWidth = (vehicle.plate?.format ?? .car).width / 1000
        let focalLength = plateShare * Double(width) * ray.dot(ray).squareRoot() / plateWidth
        let right = (aim.x - 0.5) * Double(width) / focalLength
        let down = (aim.y - 0.5) * Double(height) / focalLength
        let yaw = Arithmetic.arcTangent(ray.x / ray.z) - Arithmetic.arcTangent(right)
        let level = (ray.x * ray.x + ray.z * ray.z).squareRoot()
        let pitch = Arithmetic.arcTangent(ray.y / level) + Arithmetic.arcTangent(down)
        return ViewCamera(
            eye: eye, pitch: pitch, yaw: yaw, roll: roll, focalLength: focalLength, width: width, height: height)
    }

    private func dazzle(_ quad: Quad, on canvas: inout Canvas, random: inout SeededRandom) {
        let (a, b) = (quad.topLeft, quad.bottomRight)
        let size = abs(b.x - a.x)
        let centre = Point(
            x: a.x + (b.x - a.x) * random.number(0.25...0.75), y: a.y + (b.y - a.y) * random.number(0.1...0.6))
        let strength = Float(sensor.glare)
        canvas.glow(at: centre, radius: size * 0.45, colour: SIMD4(1.1, 1.05, 0.95, 0) * strength)
        canvas.glow(at: centre, radius: size * 1.4, colour: SIMD4(0.35, 0.34, 0.30, 0) * strength)
    }
}
