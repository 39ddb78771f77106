import Domain
import Imaging

/// What a camera is to see, complete: rendering it twice gives the same bytes.
public struct StreetScene: Sendable {
    /// Pixels.
    public var width: Int
    public var height: Int
    public var vehicle: VehicleView
    /// Width of the plate as a share of the picture's width, seen straight on: 0.05...0.2 for overviews, up to 0.8 for close-ups.
    public var plateShare: Double
    /// Metres from the camera to the vehicle along the road.
    public var distance: Double
    /// Metres from the camera's line to the vehicle's middle, to the right.
    public var lateral: Double
    /// Metres of the camera above the road.
    public var cameraHeight: Double
    /// Radians; the vehicle's turn against the road.
    public var yaw: Double
    /// Radians; the camera's tilt.
    public var roll: Double
    /// Where the middle of the plate falls, as a share of the picture's width and height.
    public var aim: Point
    /// A second vehicle in the next lane, further away by some metres; its plate is in the picture too.
    public var neighbour: Neighbour?
    public var night: Bool
    /// Small letters at the upper edge that cameras write in: capitals, digits, blanks, `-`, `.` and `:`; empty for none.
    public var caption: String
    public var sensor: SensorSettings
    /// Surroundings and weather follow from it.
    public var seed: UInt64

    /// A vehicle beside the one that is meant.
    public struct Neighbour: Sendable {
        public var vehicle: VehicleView
        /// Metres to the right of the vehicle that is meant (negative: to the left), middle to middle.
        public var lateral: Double
        /// Metres further away.
        public var behind: Double

        public init(vehicle: VehicleView, lateral: Double, behind: Double) {
            self.vehicle = vehicle
            self.lateral = lateral
            self.behind = behind
        }
    }

    public init(
        vehicle: VehicleView, width: Int = 1920, height: Int = 1080, plateShare: Double = 0.09, distance: Double = 20,
        lateral: Double = 0, cameraHeight: Double = 3.0, yaw: Double = 0, roll: Double = 0,
        aim: Point = Point(x: 0.5, y: 0.7), neighbour: Neighbour? = nil, night: Bool = false, caption: String = "",
        sensor: SensorSettings = SensorSettings(), seed: UInt64
    ) {
        self.vehicle = vehicle
        self.width = width
        self.height = height
        self.plateShare = plateShare
        self.distance = distance
        self.lateral = lateral
        self.cameraHeight = cameraHeight
        self.yaw = yaw
        self.roll = roll
        self.aim = aim
        self.neighbour = neighbour
        self.night = night
        self.caption = caption
        self.sensor = sensor
        self.seed = seed
    }

    /// The same moment seen through a long lens: the plate fills most of a small picture.
    public func closeUp(width: Int = 640, height: Int = 360, plateShare: Double = 0.62) -> StreetScene {
        var scene = self
        scene.width = width
        scene.height = height
        scene.plateShare = plateShare
        scene.aim = Point(x: 0.5, y: 0.5)
        scene.caption = ""
        return scene
    }
}

/// What lens and sensor do to the light. All zero is a good camera by day.
public struct SensorSettings: Sendable {
    /// Standard deviation in pixels, 0...8, on top of the lens's own softness.
    public var blur: Double = 0
    /// Pixels by which the vehicle moves across during the exposure, 0...60.
    public var motion: Double = 0
    /// Standard deviation of a pixel's noise as a share of full scale, 0...0.2.
    public var noise: Double = 0.008
    /// 0 (as it is) to 1 (uniformly grey).
    public var haze: Double = 0
    /// Strength of a light that blinds the lens near the plate, 0...1.
    public var glare: Double = 0
    /// Factor on all light.
    public var exposure: Double = 1
    /// libjpeg's scale, 1...100.
    public var jpegQuality: Int = 82

    public init() {}
}
