import Domain
import Imaging

/// A vehicle in the street, with its plate.
public struct VehicleView: Sendable {
    /// The end that the camera sees.
    public enum End: String, Sendable, CaseIterable {
        case front, rear
    }

    public var kind: VehicleKind
    public var end: End
    public var colour: BodyColour
    public var plate: PlateSpecimen?
    /// Small differences between vehicles of one kind follow from it.
    public var seed: UInt64

    public init(kind: VehicleKind, end: End, colour: BodyColour, plate: PlateSpecimen?, seed: UInt64) {
        self.kind = kind
        self.end = end
        self.colour = colour
        self.plate = plate
        self.seed = seed
    }

    /// Paints it and says where in the picture its plate is.
    @discardableResult
    func paint(at pose: Pose, on painter: inout StreetPainter) -> Quad? {
        var random = SeededRandom(seed: seed)
        paintShadow(at: pose, on: &painter)
        switch kind {
        case .car, .special: paintCar(at: pose, random: &random, on: &painter)
        case .bus: paintBus(at: pose, random: &random, on: &painter)
        case .goods: paintLorry(at: pose, random: &random, on: &painter)
        case .motorcycle: paintMotorcycle(at: pose, random: &random, on: &painter)
        }
        guard let plate else { return nil }
        return paintPlate(plate, at: pose, on: &painter)
    }

    /// Middle of the plate in the vehicle's own coordinates.
    var platePosition: Position {
        switch (kind, end) {
        case (.car, .front), (.special, .front): Position(0, 0.46, -0.03)
        case (.car, .rear), (.special, .rear): Position(0, 0.80, 0.0)
        case (.bus, _): Position(0, 0.52, -0.04)
        case (.goods, .front): Position(0, 0.50, -0.04)
        case (.goods, .rear): Position(0, 0.62, -0.04)
        case (.motorcycle, .front): Position(0, 0.86, 0.02)
        case (.motorcycle, .rear): Position(0, 0.62, -0.05)
        }
    }

    /// Half of the vehicle's width, metres.
    var halfWidth: Double {
        switch kind {
        case .car, .special: 0.86
        case .bus: 1.22
        case .goods: 0.98
        case .motorcycle: 0.36
        }
    }

    private var shadowLength: Double {
        switch kind {
        case .car, .special: 4.2
        case .bus: 9
        case .goods: 5.5
        case .motorcycle: 1.8
        }
    }

    private func paintShadow(at pose: Pose, on painter: inout StreetPainter) {
        for step in 0..<12 {
            let margin = 0.36 - 0.04 * Double(step)
            let (w, l) = (halfWidth + margin, shadowLength + margin)
            let outline = [(-w + 0.2, -margin), (w - 0.2, -margin), (w, 0.2), (w, l), (-w, l), (-w, 0.2)]
            painter.flat(
                outline.map { pose.place(Position($0.0, 0, $0.1)) }, SIMD4(0.03, 0.03, 0.035, 0.12))
        }
    }

    private func paintPlate(_ plate: PlateSpecimen, at pose: Pose, on painter: inout StreetPainter) -> Quad {
        let middle = platePosition
        let (w, h) = (plate.format.width / 2000, plate.format.height / 2000)
        // Held upright, the upper edge a little back.
        let back = 0.08 * h
        func corner(_ x: Double, _ y: Double, _ margin: Double = 0) -> Position {
            pose.place(middle + Position(x * (w + margin), y * (h + margin), y * back))
        }
        func seen(_ x: Double, _ y: Double) -> Point { painter.camera.project(corner(x, y)) }
        painter.flat(
            [corner(-1, 1, 0.006), corner(1, 1, 0.006), corner(1, -1, 0.006), corner(-1, -1, 0.006)],
            SIMD4(0.04, 0.04, 0.045, 1))
        let quad = Quad(
            topLeft: seen(-1, 1), topRight: seen(1, 1), bottomRight: seen(1, -1), bottomLeft: seen(-1, -1))
        let pixels = abs(quad.topRight.x - quad.topLeft.x)
        let scale = min(max(pixels * 1.6 / plate.format.width, 0.7), 3)
        let toCamera = painter.camera.direction(from: pose.place(middle))
        let normal = (pose.place(Position(0, 0, -1)) - pose.place(.zero)).unit
        var light = painter.lighting.shade(.one, normal: normal, view: toCamera, gloss: 0)
        if painter.lighting.night { light *= 1.25 }  // retro-reflective sheeting sends the flash back
        light = light.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 1.05))
        light.w = 1
        painter.canvas.draw(
            PlateArtwork.draw(plate, scale: scale), in: quad, light: light, samples: pixels > 500 ? 2 : 3)
        return quad
    }
}
