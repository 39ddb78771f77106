import Domain
import Foundation
import Imaging

/// Tells a plate's colours from its pixels: which of ground and letters is lighter, and the ground's hue against that of
/// the plate's surroundings, since coloured light tints both.
package struct PlateColours {
    private typealias Sample = QuadSampler.Sample

    private let picture: YCbCrImage
    private let sampler: QuadSampler

    package init(picture: YCbCrImage, quad: Quad) {
        self.picture = picture
        sampler = QuadSampler(picture: picture, quad: quad)
    }

    package func classify() -> PlateColour {
        let rows = sampler.samples(across: 0.04...0.96, down: 0.12...0.68, columns: 64, rows: 16)
        guard rows.count > 500, let threshold = PlateColours.threshold(rows.histogram) else { return .unknown }
        let light = rows.filter { $0.luminance > threshold }
        let dark = rows.filter { $0.luminance <= threshold }
        guard let lightMean = light.mean, let darkMean = dark.mean,
            lightMean.luminance - darkMean.luminance > 12
        else { return .unknown }
        // Letters cover less than half of the number row.
        let lightShare = Double(light.count) / Double(rows.count)
        let isGroundLight = lightShare > 0.5
        let ground = isGroundLight ? lightMean : darkMean
        let letters = isGroundLight ? darkMean : lightMean
        if picture.chroma != nil, let colour = coloured(ground: ground, letters: letters, isGroundLight: isGroundLight)
        {
            return colour
        }
        // Near the middle the share says little.
        if abs(lightShare - 0.5) < 0.02 { return .unknown }
        return isGroundLight ? .blackOnWhite : .whiteOnBlack
    }

    private static let neutral = Sample(luminance: 128, blue: 0, red: 0)

    /// Nil if the ground has no colour of its own.
    private func coloured(ground: Sample, letters: Sample, isGroundLight: Bool) -> PlateColour? {
        let surroundings = self.surroundings()
        // Where the picture ends at the plate there is nothing to compare with: the light is taken to be white.
        let around =
            surroundings.count >= 100
            ? surroundings.mean ?? PlateColours.neutral : PlateColours.neutral
        // Chroma relative to the luminance, less what the light gives to everything around. The own chroma must speak for
        // the colour as well: a red car makes a white plate look green by comparison.
        func tint(_ sample: Sample) -> (blue: Double, red: Double) {
            (sample.blue / max(sample.luminance, 24), sample.red / max(sample.luminance, 24))
        }
        let (own, light) = (tint(ground), tint(around))
        let (blue, red) = (own.blue - 0.7 * light.blue, own.red - 0.7 * light.red)
        if blue < -0.15, own.blue < -0.12, abs(red) < -blue, isGroundLight { return .blackOnYellow }
        if red > 0.45, own.red > 0.4, red > abs(blue), !isGroundLight {
            // White letters: they must have far less of the red.
            return tint(letters).red < 0.5 * own.red ? .whiteOnRed : .unknown
        }
        if red < -0.25, own.red < -0.15, own.blue < 0.1, isGroundLight || ground.luminance > 40 { return .blackOnGreen }
        return nil
    }

    /// A band around the plate.
    private func surroundings() -> [Sample] {
        [(-0.25...1.25, -0.7...(-0.25)), (-0.25...1.25, 1.3...1.8)].flatMap { across, down in
            sampler.samples(across: across, down: down, columns: 24, rows: 6)
        }
    }

    /// The threshold that parts values into two groups most unlike each other (Otsu 1979); nil if all are equal.
    ///
    /// - Parameter histogram: how many there are of each.
    static func threshold(_ histogram: [Int]) -> Double? {
        let total = Double(histogram.reduce(0, +))
        let sum = Double(histogram.indices.reduce(0) { $0 + $1 * histogram[$1] })
        var (below, sumBelow, best) = (0.0, 0.0, 0.0)
        var threshold: Double?
        for level in 0..<255 {
            below += Double(histogram[level])
            sumBelow += Double(level * histogram[level])
            guard below > 0, below < total else { continue }
            let distance = sumBelow / below - (sum - sumBelow) / (total - below)
            let between = below * (total - below) * distance * distance
            if between > best { (best, threshold) = (between, Double(level) + 0.5) }
        }
        return threshold
    }
}
