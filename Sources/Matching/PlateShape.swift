import Domain

/// The shape of the plate in the picture, width to height.
///
/// Plates of cars, buses and lorries are 430 x 135 mm (also 395 x 135 and 460 x 137): 2.9 to 3.4. Those of motorcycles are
/// 275 x 110 mm (also 250 x 105): 2.4 to 2.5. A view from the side makes a plate narrower and one from above lower, so that only
/// shapes count that the other size doesn't take until it is seen 38 degrees from above, or 50 from the side.
struct PlateShape: CustomStringConvertible {
    enum Size { case motorcycle, other }

    let ratio: Double

    /// Of the largest sighting; nil if there is none.
    init?(_ reading: EventReading) {
        let ratios = reading.sightings.filter(\.isTarget).compactMap { sighting -> (area: Double, ratio: Double)? in
            let corners = sighting.corners
            guard corners.count == 4, corners.allSatisfy({ $0.count == 2 }) else { return nil }
            func length(_ one: Int, _ other: Int) -> Double {
                let (x, y) = (corners[one][0] - corners[other][0], corners[one][1] - corners[other][1])
                return Double(x * x + y * y).squareRoot()
            }
            let (width, height) = (length(0, 1) + length(3, 2), length(0, 3) + length(1, 2))
            return height > 0 ? (width * height, width / height) : nil
        }
        guard let largest = ratios.max(by: { $0.area < $1.area }) else { return nil }
        ratio = largest.ratio
    }

    /// Nil if it may be either.
    var size: Size? { ratio >= 3.2 ? .other : ratio <= 2 ? .motorcycle : nil }

    var description: String { "\((ratio * 100).rounded() / 100) times as wide as high" }
}
