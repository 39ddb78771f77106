import Imaging

/// A small picture to be put onto a surface. Red, green, blue 0...1 (as displayed, not linear light) and coverage in `w`.
struct Texture: Sendable {
    let width: Int
    let height: Int
    var pixels: [SIMD4<Float>]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = Array(repeating: .zero, count: width * height)
    }
}

extension Canvas {
    /// Puts `texture` between the corners of `quad`, each pixel as the mean of `samples` x `samples` positions.
    mutating func draw(_ texture: Texture, in quad: Quad, light: SIMD4<Float>, samples: Int = 3) {
        guard let map = Homography(fromWidth: Double(texture.width), height: Double(texture.height), to: quad)?.inverse
        else { return }
        let xs = quad.corners.map(\.x)
        let ys = quad.corners.map(\.y)
        let columns = Canvas.pixels(from: (xs.min() ?? 0) - 1, to: (xs.max() ?? 0) + 1, limit: width)
        let rows = Canvas.pixels(from: (ys.min() ?? 0) - 1, to: (ys.max() ?? 0) + 1, limit: height)
        let m = map.coefficients
        let (textureWidth, textureHeight) = (texture.width, texture.height)
        let step = 1 / Double(samples)
        texture.pixels.withUnsafeBufferPointer { source in
            for y in rows {
                for x in columns {
                    var sum = SIMD4<Float>.zero
                    for sample in 0..<samples * samples {
                        let px = Double(x) + (Double(sample % samples) + 0.5) * step
                        let py = Double(y) + (Double(sample / samples) + 0.5) * step
                        let w = 1 / (m[6] * px + m[7] * py + m[8])
                        let u = (m[0] * px + m[1] * py + m[2]) * w - 0.5
                        let v = (m[3] * px + m[4] * py + m[5]) * w - 0.5
                        guard u > -0.5, v > -0.5, u < Double(textureWidth) - 0.5, v < Double(textureHeight) - 0.5
                        else { continue }
                        let (iu, iv) = (max(0, Int(u)), max(0, Int(v)))
                        let (ju, jv) = (min(iu + 1, textureWidth - 1), min(iv + 1, textureHeight - 1))
                        let fu = Float(max(0, u - Double(iu)))
                        let fv = Float(max(0, v - Double(iv)))
                        let (a, b) = (source[iv * textureWidth + iu], source[iv * textureWidth + ju])
                        let (c, d) = (source[jv * textureWidth + iu], source[jv * textureWidth + ju])
                        let colour = (a + (b - a) * fu) * (1 - fv) + (c + (d - c) * fu) * fv
                        let alpha = colour.w
                        var premultiplied = colour * alpha
                        premultiplied.w = alpha
                        sum += premultiplied
                    }
                    sum *= Float(step * step)
                    let index = y * width + x
                    pixels[index] = pixels[index] * (1 - sum.w) + sum * light
                }
            }
        }
    }
}
