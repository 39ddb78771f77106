import Imaging

extension Canvas {
    /// Lens, sensor and the camera's own processing: from light to eight bits a channel.
    consuming func exposed(_ sensor: SensorSettings, night: Bool, random: inout SeededRandom) -> RGBImage {
        if sensor.blur > 0 { blur(sigma: sensor.blur) }
        if sensor.motion >= 1 { smear(pixels: Int(sensor.motion.rounded())) }
        return quantised(sensor, noise: sensor.noise * (night ? 2.5 : 1), seed: random.next())
    }

    /// Softens by the lens's own 1-2-1 spread, adds haze, vignetting and noise, and rounds: one pass over the rows.
    private func quantised(_ sensor: SensorSettings, noise: Double, seed: UInt64) -> RGBImage {
        let (width, height) = (self.width, self.height)
        let haze = Float(sensor.haze)
        let gain = Float(sensor.exposure) * (1 - haze) * 255
        let veil = haze * 0.62 * 255
        // Four uniform 16-bit numbers summed have a standard deviation of 65536 / sqrt(3).
        let noiseScale = Float(noise) * 255 * 1.7320508 / 65536
        let falloff = 0.16 / Float(width * width + height * height) * 4
        var noiseState = seed
        let bytes = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { bytes, count in
            count = 3 * width * height
            withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: width + 2) { row in
                pixels.withUnsafeBufferPointer { pixels in
                    for y in 0..<height {
                        let above = max(y - 1, 0) * width
                        let here = y * width
                        let below = min(y + 1, height - 1) * width
                        for x in 0..<width {
                            row[x + 1] = pixels[above + x] + pixels[below + x] + pixels[here + x] * 2
                        }
                        row[0] = row[1]
                        row[width + 1] = row[width]
                        let dy = Float(y - height / 2)
                        for x in 0..<width {
                            let dx = Float(x - width / 2)
                            let edge = 1 - (dx * dx + dy * dy) * falloff
                            noiseState &+= 0x9E37_79B9_7F4A_7C15
                            var z = noiseState
                            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
                            z ^= z >> 27
                            z = z &* 0x94D0_49BB_1331_11EB
                            let sum =
                                Int32(z & 0xFFFF) + Int32(z >> 16 & 0xFFFF) + Int32(z >> 32 & 0xFFFF) + Int32(z >> 48)
                            let grain = Float(sum - 131_070) * noiseScale
                            let tint = Float(Int32(z >> 20 & 0xFFFF) - 32_768) * noiseScale
                            let soft = row[x] + row[x + 2] + row[x + 1] * 2
                            let value = soft * (gain * edge / 16) + SIMD4(repeating: veil + grain)
                            let index = 3 * (here + x)
                            bytes[index] = Canvas.byte(value.x + tint)
                            bytes[index + 1] = Canvas.byte(value.y)
                            bytes[index + 2] = Canvas.byte(value.z - tint)
                        }
                    }
                }
            }
        }
        return RGBImage(width: width, height: height, bytes: bytes)
    }

    @inline(__always)
    private static func byte(_ value: Float) -> UInt8 {
        // Adding 2^23 rounds to a whole number and leaves it in the lowest bits.
        UInt8(truncatingIfNeeded: (min(max(value, 0), 255) + 0x1p23).bitPattern)
    }

    /// Three box filters, which come near a Gaussian of the given standard deviation.
    mutating func blur(sigma: Double) {
        // A box of 2r + 1 has variance r(r + 1) / 3; the fraction of r is made up by weighting its two ends.
        let radius = ((1 + 4 * sigma * sigma).squareRoot() - 1) / 2
        for _ in 0..<3 {
            box(radius: radius, count: width, stride: 1, lines: height, lineStride: width)
            box(radius: radius, count: height, stride: width, lines: width, lineStride: 1)
        }
    }

    /// Movement to the side during the exposure.
    mutating func smear(pixels length: Int) {
        box(radius: Double(length - 1) / 2, count: width, stride: 1, lines: height, lineStride: width)
    }

    private mutating func box(radius: Double, count: Int, stride: Int, lines: Int, lineStride: Int) {
        let whole = Int(radius)
        let part = Float(radius - Double(whole))
        let scale = 1 / (Float(2 * whole + 1) + 2 * part)
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: count) { line in
            pixels.withUnsafeMutableBufferPointer { pixels in
                for number in 0..<lines {
                    let start = number * lineStride
                    for index in 0..<count { line[index] = pixels[start + index * stride] }
                    var sum = line[0] * Float(whole)
                    for index in 0...whole { sum += line[min(index, count - 1)] }
                    for index in 0..<count {
                        let before = line[max(index - whole - 1, 0)]
                        let after = line[min(index + whole + 1, count - 1)]
                        pixels[start + index * stride] = (sum + (before + after) * part) * scale
                        sum += after - line[max(index - whole, 0)]
                    }
                }
            }
        }
    }
}
