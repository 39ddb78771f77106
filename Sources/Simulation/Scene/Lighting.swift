/// The light of a street scene.
struct Lighting: Sendable {
    let night: Bool
    let sky: SIMD4<Float>
    let horizon: SIMD4<Float>
    private let ambient: SIMD4<Float>
    private let sun: SIMD4<Float>
    private let sunDirection: Position
    private let flash: Float

    /// Daylight of some hour, or street lamps with the camera's own flash.
    init(night: Bool, random: inout SeededRandom) {
        self.night = night
        let side = random.number(-0.8...0.8)
        sunDirection = Position(side, random.number(0.7...1.1), -0.7).unit
        if night {
            sky = SIMD4(0.02, 0.025, 0.05, 1)
            horizon = SIMD4(0.09, 0.08, 0.09, 1)
            ambient = SIMD4(0.13, 0.12, 0.13, 1)
            sun = SIMD4(0.05, 0.045, 0.03, 0)
            flash = 0.5
        } else {
            let overcast = Float(random.number(0...1))
            sky = SIMD4(0.44, 0.62, 0.86, 1) * (1 - overcast) + SIMD4(0.76, 0.79, 0.82, 1) * overcast
            horizon = SIMD4(0.80, 0.86, 0.91, 1) * (1 - overcast) + SIMD4(0.86, 0.87, 0.88, 1) * overcast
            ambient = SIMD4(0.58, 0.60, 0.64, 1) + SIMD4(0.26, 0.25, 0.22, 0) * overcast
            sun = SIMD4(0.62, 0.59, 0.51, 0) * (1 - 0.75 * overcast)
            flash = 0
        }
    }

    /// A surface's colour as the camera sees it.
    ///
    /// - Parameters:
    ///   - normal: unit vector; turned towards the camera where it isn't.
    ///   - view: unit vector to the camera.
    ///   - gloss: 0 (cloth) to 1 (new paint, glass): how much of the surroundings it mirrors.
    func shade(_ base: SIMD4<Float>, normal: Position, view: Position, gloss: Float) -> SIMD4<Float> {
        let facing = normal.dot(view)
        let n = facing < 0 ? normal * -1 : normal
        let cosine = abs(facing)
        let diffuse = Float(max(0, n.dot(sunDirection)))
        var light = ambient * Float(0.75 + 0.25 * n.y) + sun * diffuse
        light += SIMD4(repeating: flash * Float(cosine))
        var colour = base * light
        if gloss > 0 {
            let mirrored = n * (2 * cosine) - view
            let surroundings = mirrored.y > 0.05 ? (sky + horizon) * 0.5 : ambient * SIMD4(0.55, 0.54, 0.52, 1)
            let grazing = Float((1 - cosine) * (1 - cosine) * (1 - cosine))
            colour += (surroundings - colour) * (gloss * (0.07 + 0.55 * grazing))
            let spark = Float(max(0, mirrored.dot(sunDirection)))
            let spark4 = spark * spark * spark * spark
            colour += sun * (gloss * 0.7 * spark4 * spark4)
        }
        colour.w = base.w
        return colour
    }

    /// Flat ground and what stands around it.
    func ground(_ base: SIMD4<Float>, distance: Double) -> SIMD4<Float> {
        var light = ambient + sun * 0.75
        if night { light += SIMD4(repeating: flash * Float(min(1, 10 / max(distance, 4)) * 0.7)) }
        var colour = base * light
        let haze = night ? 0 : Float(min(0.6, distance / 260))
        colour += (horizon - colour) * haze
        colour.w = base.w
        return colour
    }
}
