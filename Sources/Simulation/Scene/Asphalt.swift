import Imaging

extension StreetPainter {
    /// Roughens what is painted so far between two lines along the road, with stones near by and blotches far off.
    mutating func grain(left: Double, right: Double, seed: UInt64) {
        // Three positions on the road and where they are seen give the map from the picture to the road.
        let corners = [Position(left, 0, 8), Position(right, 0, 8), Position(right, 0, 60), Position(left, 0, 60)]
        let seen = corners.map(camera.project)
        let quad = Quad(topLeft: seen[3], topRight: seen[2], bottomRight: seen[1], bottomLeft: seen[0])
        guard let map = Homography(fromWidth: right - left, height: 52, to: quad)?.inverse else { return }
        let size = 128
        var random = SeededRandom(seed: seed)
        let tile = (0..<size * size).map { _ in Float(random.number(-1...1)) }
        let m = map.coefficients
        let horizon = camera.project(Position(0, 0, 3000)).y + 2
        let (width, height) = (canvas.width, canvas.height)
        let contrast: Float = lighting.night ? 0.5 : 1
        let span = right - left
        tile.withUnsafeBufferPointer { tile in
            canvas.pixels.withUnsafeMutableBufferPointer { pixels in
                for y in stride(from: min(height, max(0, Int(horizon))), to: height - 1, by: 2) {
                    for x in stride(from: 0, to: width - 1, by: 2) {
                        let (px, py) = (Double(x), Double(y))
                        let w = 1 / (m[6] * px + m[7] * py + m[8])
                        let across = (m[0] * px + m[1] * py + m[2]) * w
                        let along = (m[3] * px + m[4] * py + m[5]) * w
                        guard across > -4, across < span + 4, along > -400, along < 60 else { continue }
                        let fine = tile[(Int(along * 9 + 8192) & 127) * size + (Int(across * 28 + 8192) & 127)]
                        let coarse = tile[(Int(along * 0.9 + 8192) & 127) * size + (Int(across * 3.1 + 8192) & 127)]
                        let factor = 1 + contrast * (0.05 * fine + 0.022 * coarse)
                        let index = y * width + x
                        pixels[index] *= factor
                        pixels[index + 1] *= factor
                        pixels[index + width] *= factor
                        pixels[index + width + 1] *= factor
                    }
                }
            }
        }
    }
}
