import Domain
import Imaging

/// Draws how a camera happens to see a vehicle.
public struct SceneDraw: Sendable {
    /// What is fixed; nil or zero leaves it to chance or to a good camera.
    public struct Options: Sendable {
        public var width = 1920
        public var height = 1080
        /// Plate width as a share of the picture's width.
        public var plateShare: ClosedRange<Double> = 0.06...0.13
        public var night = false
        /// Radians; the most by which vehicle and camera are turned.
        public var turn = 0.16
        public var blur = 0.0
        public var motion = 0.0
        public var noise = 0.0
        public var haze = 0.0
        public var dirt = 0.0
        public var glare = 0.0
        /// Factor on all light; 1 is right.
        public var exposure = 1.0
        /// 1...100; 0 draws 70...92.
        public var jpegQuality = 0
        /// Share of pictures with a second vehicle and plate, 0...1.
        public var neighbours = 0.0
        /// Written into the picture; see ``StreetScene/caption``.
        public var caption = ""

        public init() {}
    }

    private var random: SeededRandom

    public init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// A scene of the vehicle that `record` describes, in `colour` and seen from a random end.
    public mutating func scene(
        of record: RegisterRecord, colour: BodyColour, options: Options, end: VehicleView.End? = nil,
        neighbour: (record: RegisterRecord, colour: BodyColour)? = nil
    ) -> StreetScene {
        let kind = record.vehicle.kind ?? .car
        var plate = specimen(of: record)
        plate.dirt = options.dirt
        let view = VehicleView(
            kind: kind, end: end ?? (random.chance(0.55) ? .front : .rear), colour: colour, plate: plate,
            seed: random.next())
        var share = random.number(options.plateShare)
        // A bus must not fill the picture, a motorcycle's plate is small.
        if kind == .bus { share = min(share, 0.085) }
        if kind == .motorcycle { share = min(share, 0.10) }
        var scene = StreetScene(
            vehicle: view, width: options.width, height: options.height, plateShare: share,
            distance: random.number(20...32), lateral: random.number(-3.2...3.2),
            cameraHeight: random.number(1.9...3.3), yaw: random.number(-options.turn...options.turn),
            roll: random.number(-options.turn...options.turn) * 0.12,
            aim: Point(x: random.number(0.40...0.60), y: random.number(0.66...0.80)), night: options.night,
            caption: options.caption, seed: random.next())
        scene.sensor.blur = options.blur
        scene.sensor.motion = options.motion
        scene.sensor.noise = options.noise > 0 ? options.noise : random.number(0.004...0.011)
        scene.sensor.haze = options.haze
        scene.sensor.glare = options.glare
        scene.sensor.exposure = options.exposure * random.number(0.92...1.06)
        scene.sensor.jpegQuality = options.jpegQuality > 0 ? options.jpegQuality : random.integer(70...92)
        if let neighbour {
            let side: Double = scene.aim.x < 0.5 ? 1 : -1
            let beside = VehicleView(
                kind: neighbour.record.vehicle.kind ?? .car, end: view.end, colour: neighbour.colour,
                plate: specimen(of: neighbour.record), seed: random.next())
            scene.plateShare = min(scene.plateShare, 0.075)
            scene.aim.x = 0.5 - side * 0.14
            scene.neighbour = StreetScene.Neighbour(
                vehicle: beside, lateral: side * random.number(2.3...2.8), behind: random.number(0.5...3.5))
        }
        return scene
    }

    private mutating func specimen(of record: RegisterRecord) -> PlateSpecimen {
        guard let number = PlateNumber(record.vehicle.plate) else { preconditionFailure("Registers hold plates") }
        let old = record.vehicle.plateColour == .whiteOnBlack && random.chance(0.5)
        return PlateSpecimen(
            number: number, format: record.vehicle.kind == .motorcycle ? .motorcycle : .car,
            colour: record.vehicle.plateColour, typeface: old ? .old : .current,
            expiry: (record.stnkValidUntil.month, record.stnkValidUntil.year % 100), bolts: random.chance(0.6),
            border: random.chance(0.4), seed: random.next())
    }
}
