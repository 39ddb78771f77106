import Domain
import ImageCodecs
import Storage

/// How uploads are taken in.
public struct IngestSettings: Sendable {
    /// Seconds without a change after which a file counts as whole.
    public var settle: Double
    /// Seconds that a damaged upload is given to be sent again.
    public var retry: Double
    /// Seconds that a manifest waits for its pictures, and a picture for its manifest.
    public var frameWait: Double
    public var maximumManifestBytes: Int
    public var maximumFrames: Int
    public var imageLimits: ImageLimits
    /// Seconds that a camera's clock may be ahead.
    public var clockAhead: Double
    /// Seconds that an event may be old when it arrives.
    public var clockBehind: Double

    public init(
        settle: Double = 2, retry: Double = 30, frameWait: Double = 300, maximumManifestBytes: Int = 1 << 20,
        maximumFrames: Int = 16, imageLimits: ImageLimits = .standard, clockAhead: Double = 300,
        clockBehind: Double = 30 * 86400
    ) {
        self.settle = settle
        self.retry = retry
        self.frameWait = frameWait
        self.maximumManifestBytes = maximumManifestBytes
        self.maximumFrames = maximumFrames
        self.imageLimits = imageLimits
        self.clockAhead = clockAhead
        self.clockBehind = clockBehind
    }

    /// Pictures of one upload are held in memory together until they are stored; more than this is refused.
    static let maximumUploadBytes = 96 << 20
}

/// A camera that may upload.
public struct CameraAccount: Hashable, Sendable {
    public let id: String
    public let unitID: String
    public let format: CameraFormat

    public init(id: String, unitID: String, format: CameraFormat = CameraFormat()) {
        self.id = id
        self.unitID = unitID
        self.format = format
    }
}

/// The two clocks of the program, as parameters.
public struct Clock: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Timestamp
    /// Seconds of any origin, never running back.
    public let uptime: @Sendable () -> Double

    public init(now: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> Double) {
        self.now = now
        self.uptime = uptime
    }
}
