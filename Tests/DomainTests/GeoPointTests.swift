import Domain
import Testing

@Test(arguments: [
    // Monas to Gedung Sate, to Denpasar's Bajra Sandhi, and from Sabang to Merauke; kilometres by an independent geodesic.
    ((-6.1754, 106.8272), (-6.9025, 107.6187), 119.2), ((-6.1754, 106.8272), (-8.6718, 115.2339), 968.0),
    ((5.8933, 95.3214), (-8.4991, 140.4050), 5248.0), ((1.0, 2.0), (1.0, 2.0), 0.0),
])
func `distances are those of the map`(from: (Double, Double), to: (Double, Double), kilometres: Double) {
    let one = GeoPoint(latitude: from.0, longitude: from.1)
    let other = GeoPoint(latitude: to.0, longitude: to.1)
    #expect(abs(one.kilometres(to: other) - kilometres) <= 0.01 * kilometres)
    #expect(abs(one.kilometres(to: other) - other.kilometres(to: one)) < 1e-9)
}
