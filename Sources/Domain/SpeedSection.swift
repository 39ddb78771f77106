/// A stretch of road between two cameras, over which the average speed is measured.
public struct SpeedSection: Hashable, Codable, Sendable {
    /// The camera at its beginning.
    public var from: String
    /// The camera at its end.
    public var to: String
    /// Along the road, as surveyed.
    public var metres: Int
    public var limitKmh: Int

    public init(from: String, to: String, metres: Int, limitKmh: Int) {
        self.from = from
        self.to = to
        self.metres = metres
        self.limitKmh = limitKmh
    }

    enum CodingKeys: String, CodingKey {
        case from, to, metres
        case limitKmh = "limit_kmh"
    }

    /// The least average speed in km/h that two sightings prove, cut to a tenth; nil if the second isn't later.
    ///
    /// - Parameter clockError: seconds by which the cameras' clocks may be apart, counted in the driver's favour.
    public func averageKmh(entered: Timestamp, left: Timestamp, clockError: Double) -> Double? {
        let seconds = left.seconds(since: entered)
        guard seconds > 0 else { return nil }
        return (Double(metres) / (seconds + clockError) * 36).rounded(.down) / 10
    }

    /// Vehicles that took longer are of no interest: in so many seconds even 10 km/h is done.
    public var longestSeconds: Double { Double(metres) * 0.36 }
}
