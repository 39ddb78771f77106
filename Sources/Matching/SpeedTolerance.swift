/// By how much a speed device may err to the driver's disadvantage.
public struct SpeedTolerance: Hashable, Codable, Sendable {
    /// Up to and including 100 km/h.
    public var kmh: Double
    /// Above 100 km/h, as a share of the measured speed.
    public var shareAbove100: Double

    public init(kmh: Double = 3, shareAbove100: Double = 0.03) {
        self.kmh = kmh
        self.shareAbove100 = shareAbove100
    }

    /// What the driver did at least, in km/h.
    public func certainSpeed(measured: Double) -> Double {
        measured - (measured > 100 ? measured * shareAbove100 : kmh)
    }

    /// Whether the limit was exceeded even if the device erred as much as it may.
    public func isExceeded(limit: Double, measured: Double) -> Bool {
        certainSpeed(measured: measured) > limit
    }
}
