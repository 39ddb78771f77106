import Foundation

/// A place on the Earth, in degrees (WGS 84); north and east are positive.
public struct GeoPoint: Hashable, Codable, Sendable {
    public static let latitudes = -90.0...90.0
    public static let longitudes = -180.0...180.0

    public var latitude: Double
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The Earth's mean radius.
    private static let radius = 6371.0088

    /// As the crow flies, on a sphere (haversine formula; up to half a percent off the ellipsoid).
    public func kilometres(to other: GeoPoint) -> Double {
        func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
        let north = sin(radians(other.latitude - latitude) / 2)
        let east = sin(radians(other.longitude - longitude) / 2)
        let chord = north * north + cos(radians(latitude)) * cos(radians(other.latitude)) * east * east
        return 2 * GeoPoint.radius * asin(min(1, chord.squareRoot()))
    }
}
