import Domain
import Foundation
import Imaging

/// Tells a vehicle's colour from the paint around its plate: beside it and above it, where bumper, bonnet or tailgate are.
///
/// Says nothing wherever light could deceive: by night, under coloured lamps, on glossy dark paint that mirrors the sky, where
/// grille and shadow hide the paint. So of real traffic it names one vehicle in ten, red, yellow or white. The light is
/// measured on the plate itself, whose letters or ground are white. The limits were set on the first forty of the labelled
/// validation scenes (`docs/recognition.md`).
package struct VehicleColours {
    private let picture: YCbCrImage
    private let sampler: QuadSampler

    package init(picture: YCbCrImage, quad: Quad) {
        self.picture = picture
        sampler = QuadSampler(picture: picture, quad: quad)
    }

    /// A plate's white below this luminance is too dark to judge by.
    private static let leastWhite = 95.0
    /// Chroma relative to the luminance.
    private static let mostTint = 0.3
    /// Darker paint has no colour that could be told.
    private static let leastLit = 35.0
    /// From this chroma on, relative to the luminance, a pixel is coloured.
    private static let coloured = 0.25
    private static let stronglyColoured = 0.4

    /// Nil when in doubt.
    package func classify() -> BasicColour? {
        guard picture.chroma != nil, let light = light() else { return nil }
        let sides = [(-1.0)...(-0.06), 1.06...2.0].map {
            sampler.samples(across: $0, down: -0.8...0.9, columns: 24, rows: 14)
        }
        let above = sampler.samples(across: -0.8...1.8, down: -2.6...(-0.4), columns: 40, rows: 18)
        // A vehicle that the picture cuts off shows too little.
        guard sides.allSatisfy({ $0.count >= 250 }), above.count >= 600 else { return nil }
        let paint = Paint(samples: sides.flatMap(\.self) + above, light: light)
        return paint.hue.map(Self.colour) ?? neutral(paint, sides, above)
    }

    /// The colour of the light: how the plate's lightest part deviates from grey. Nil if it is too dark, or far from grey: the
    /// light of a lamp, or a plate without white.
    private func light() -> QuadSampler.Sample? {
        let plate = sampler.samples(across: 0.04...0.96, down: 0.1...0.68, columns: 64, rows: 16)
        guard plate.count > 500 else { return nil }
        let bar = plate.luminance(at: 0.85)
        guard let white = plate.filter({ $0.luminance >= bar }).mean, white.luminance >= Self.leastWhite,
            hypot(white.blue, white.red) <= Self.mostTint * white.luminance
        else { return nil }
        return white
    }

    /// The chroma of the paint, with most of the light's own taken off.
    private struct Paint {
        /// Share of all samples that are bright enough to have a colour.
        var litShare: Double
        /// Share of these that are coloured.
        var colouredShare: Double
        /// Degrees in the plane of blue (0) and red (90) differences, -180...180; nil if there is no one colour.
        var hue: Double?

        init(samples: [QuadSampler.Sample], light: QuadSampler.Sample) {
            let tint = (blue: light.blue / light.luminance, red: light.red / light.luminance)
            let lit = samples.filter { $0.luminance > VehicleColours.leastLit }
            let chroma = lit.map { sample in
                (
                    blue: sample.blue / sample.luminance - 0.7 * tint.blue,
                    red: sample.red / sample.luminance - 0.7 * tint.red
                )
            }
            let coloured = chroma.filter { hypot($0.blue, $0.red) > VehicleColours.coloured }
            let strong = chroma.count { hypot($0.blue, $0.red) > VehicleColours.stronglyColoured }
            litShare = Double(lit.count) / Double(max(samples.count, 1))
            colouredShare = Double(coloured.count) / Double(max(lit.count, 1))
            guard litShare > 0.55, colouredShare > 0.18, Double(strong) > 0.01 * Double(samples.count) else { return }
            let sum = coloured.reduce((blue: 0.0, red: 0.0)) { ($0.blue + $1.blue, $0.red + $1.red) }
            let mean = atan2(sum.red, sum.blue) * 180 / .pi
            let near = coloured.count { sample in
                let apart = abs(atan2(sample.red, sample.blue) * 180 / .pi - mean)
                return min(apart, 360 - apart) < 25
            }
            if Double(near) > 0.9 * Double(coloured.count) { hue = mean }
        }
    }

    /// Nil between the colours, and for those that lamps and mirrored sky or trees can feign as well.
    private static func colour(hue: Double) -> BasicColour? {
        switch hue {
        case 88..<122: .red
        case 150..<178: .yellow
        default: nil
        }
    }

    private func neutral(
        _ paint: Paint, _ sides: [[QuadSampler.Sample]], _ above: [QuadSampler.Sample]
    ) -> BasicColour? {
        guard paint.colouredShare < 0.05 else { return nil }
        let bright = sides.map { $0.luminance(at: 0.85) }
        // Glossy black bonnets mirror the sky, at most this far.
        if paint.litShare > 0.8, above.luminance(at: 0.5) >= 195, above.luminance(at: 0.85) >= 225,
            bright.allSatisfy({ $0 >= 120 })
        {
            return .white
        }
        return nil
    }
}
