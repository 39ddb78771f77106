import Domain

/// Draws a plate face-on.
enum PlateArtwork {
    /// - Parameter scale: pixels a millimetre; the texture is the plate's size times this.
    static func draw(_ plate: PlateSpecimen, scale: Double) -> Texture {
        let width = Int((plate.format.width * scale).rounded())
        let height = Int((plate.format.height * scale).rounded())
        let distances = distanceMap(plate, scale: scale, width: width, height: height)
        let (ground, ink) = colours(plate.colour)
        let letters = ink + (ground - ink) * Float(plate.fading)
        var texture = Texture(width: width, height: height)
        let slope = Float(max(1.2, 2.6 * scale))
        for y in 0..<height {
            let sheen = 1.02 - 0.07 * Float(y) / Float(height)
            for x in 0..<width {
                let d = distances[y * width + x]
                let coverage = min(max(0.5 - d, 0), 1)
                var colour = ground * sheen + (letters - ground * sheen) * coverage
                if d > -0.4 * slope, d < slope {
                    // The pressed slope around a letter: lit from above, so dark below, bright at its upper side.
                    let above = distances[max(y - 1, 0) * width + x]
                    let below = distances[min(y + 1, height - 1) * width + x]
                    let tilt = min(max((below - above) / 2, -1), 1) * (1 - abs(d) / slope)
                    colour *= 1 + 0.16 * tilt
                    colour += SIMD4(repeating: 0.05 * max(tilt, 0))
                }
                colour.w = 1
                texture.pixels[y * width + x] = colour
            }
        }
        drawRim(plate, scale: scale, ink: letters, on: &texture)
        drawBolts(plate, scale: scale, on: &texture)
        if plate.dirt > 0 { soil(&texture, amount: Float(plate.dirt), seed: plate.seed) }
        return texture
    }

    /// Ground and letters as retro-reflective sheeting and paint look in daylight.
    private static func colours(_ colour: PlateColour) -> (ground: SIMD4<Float>, ink: SIMD4<Float>) {
        switch colour {
        case .blackOnWhite, .unknown: (SIMD4(0.88, 0.89, 0.90, 1), SIMD4(0.07, 0.07, 0.08, 1))
        case .whiteOnBlack: (SIMD4(0.075, 0.08, 0.09, 1), SIMD4(0.87, 0.88, 0.88, 1))
        case .blackOnYellow: (SIMD4(0.90, 0.71, 0.10, 1), SIMD4(0.08, 0.07, 0.06, 1))
        case .whiteOnRed: (SIMD4(0.70, 0.08, 0.10, 1), SIMD4(0.92, 0.91, 0.90, 1))
        case .blackOnGreen: (SIMD4(0.22, 0.62, 0.36, 1), SIMD4(0.06, 0.07, 0.06, 1))
        }
    }

    /// Distances to ink in pixels, row-major; 1e6 where no ink is near.
    private static func distanceMap(_ plate: PlateSpecimen, scale: Double, width: Int, height: Int) -> [Float] {
        let layout = PlateLayout(plate)
        var map = [Float](repeating: 1e6, count: width * height)
        func visit(
            _ left: Double, _ top: Double, _ right: Double, _ bottom: Double, _ distance: (Double, Double) -> Double
        ) {
            let margin = 5.0
            let columns = max(0, Int((left - margin) * scale))..<min(width, Int((right + margin) * scale) + 1)
            let rows = max(0, Int((top - margin) * scale))..<min(height, Int((bottom + margin) * scale) + 1)
            for y in rows {
                for x in columns {
                    let d = distance((Double(x) + 0.5) / scale, (Double(y) + 0.5) / scale) * scale
                    map[y * width + x] = min(map[y * width + x], Float(d))
                }
            }
        }
        for glyph in layout.glyphs {
            let field = GlyphField(
                glyph.shape, left: glyph.left, top: glyph.top, height: glyph.height, weight: glyph.weight)
            visit(field.left, field.top, field.left + field.width, field.top + field.height) {
                field.distance(x: $0, y: $1)
            }
        }
        for dot in layout.dots {
            visit(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) { x, y in
                ((x - dot.x) * (x - dot.x) + (y - dot.y) * (y - dot.y)).squareRoot() - dot.radius
            }
        }
        return map
    }

    /// Rounded corners, the raised edge, and the painted line inside it.
    private static func drawRim(_ plate: PlateSpecimen, scale: Double, ink: SIMD4<Float>, on texture: inout Texture) {
        let (w, h) = (plate.format.width, plate.format.height)
        let radius = 9.0
        for y in 0..<texture.height {
            let py = (Double(y) + 0.5) / scale
            for x in 0..<texture.width {
                let px = (Double(x) + 0.5) / scale
                guard px < 16 || py < 16 || px > w - 16 || py > h - 16 else { continue }
                let qx = max(abs(px - w / 2) - w / 2 + radius, 0)
                let qy = max(abs(py - h / 2) - h / 2 + radius, 0)
                let inside = radius - (qx * qx + qy * qy).squareRoot()
                let edge = min(inside, px, py, w - px, h - py)
                let index = y * texture.width + x
                if plate.border {
                    let line = Float(min(max((1.3 - abs(edge - 4.5)) * scale + 0.5, 0), 1))
                    texture.pixels[index] += (ink - texture.pixels[index]) * line
                }
                if edge < 3 {
                    let shade: Float = py < 3 || px < 3 ? 1.06 : 0.86
                    texture.pixels[index] *= SIMD4(shade, shade, shade, 1)
                }
                texture.pixels[index].w = Float(min(max(inside * scale + 0.5, 0), 1))
            }
        }
    }

    private static func drawBolts(_ plate: PlateSpecimen, scale: Double, on texture: inout Texture) {
        for bolt in PlateLayout(plate).bolts {
            let reach = bolt.radius * 1.3
            for y in Int((bolt.y - reach) * scale)..<min(texture.height, Int((bolt.y + reach) * scale) + 1) {
                for x in Int((bolt.x - reach) * scale)..<min(texture.width, Int((bolt.x + reach) * scale) + 1) {
                    let (dx, dy) = ((Double(x) + 0.5) / scale - bolt.x, (Double(y) + 0.5) / scale - bolt.y)
                    let d = (dx * dx + dy * dy).squareRoot() - bolt.radius
                    let coverage = Float(min(max(0.5 - d * scale, 0), 1))
                    let metal = Float(0.62 - 0.18 * dy / bolt.radius)
                    let index = y * texture.width + x
                    let colour = SIMD4(metal, metal, metal * 1.02, 1)
                    texture.pixels[index] += (colour - texture.pixels[index]) * coverage * 0.85
                }
            }
        }
    }

    /// Mud: thicker towards the bottom, in blotches.
    private static func soil(_ texture: inout Texture, amount: Float, seed: UInt64) {
        let noise = ValueNoise(seed: seed)
        let unit = Double(texture.height) / 5
        for y in 0..<texture.height {
            for x in 0..<texture.width {
                let (u, v) = (Double(x) / unit, Double(y) / unit)
                let blotch = Float(noise.value(u, v) * 0.65 + noise.value(u * 3.1, v * 3.1) * 0.35)
                let low = 0.75 + 0.5 * Float(y) / Float(texture.height)
                let cover = min(max((blotch * low - (1 - amount)) * 3, 0), 0.96) + 0.25 * amount * blotch
                let index = y * texture.width + x
                var mud = SIMD4<Float>(0.36, 0.30, 0.23, 1) * (0.75 + 0.4 * blotch)
                mud.w = texture.pixels[index].w
                texture.pixels[index] += (mud - texture.pixels[index]) * min(cover, 0.97)
            }
        }
    }
}
