import ImageCodecs
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

    func located(_ detections: [Detection]) { self.detections += detections }

    func read(
        _ reading: PlateReading, picture: YCbCrImage, quad: Quad, crop: Plane<Float>, frames: CharacterFrames,
        symbols: [Int], crops: Int
    ) {
        plates.append(Plate(reading: reading, quad: quad, crop: crop, frames: frames, symbols: symbols, crops: crops))
    }
}

extension PlateReader {
    /// A picture of what one step saw.
    public struct ExplanationPicture: Sendable {
        /// `located`, or `plate-1` and so on, in the order in which places were read.
        public var name: String
        public var image: RGBImage
    }

    /// Reads a picture like ``read(encoded:)`` and shows what each step saw: where plates may be, and for each plate the
    /// rectified crop, the probability of each character along it, the way chosen and the other texts.
    ///
    /// - Throws: `ImageError` if the bytes aren't a picture that can be decoded.
    public func explain(encoded bytes: [UInt8]) throws -> (reading: PictureReading, pictures: [ExplanationPicture]) {
        let picture = try decodeYCbCr(bytes, limits: options.limits)
        let explanation = Explanation()
        let reading = try read(picture, explaining: explanation)
        let drawn = ExplanationPictures(picture: picture, explanation: explanation)
        var pictures = [ExplanationPicture(name: "located", image: drawn.located())]
        for (index, plate) in explanation.plates.enumerated() {
            pictures.append(
                ExplanationPicture(name: "plate-\(index + 1)", image: drawn.read(plate, alphabet: model.alphabet)))
        }
        return (reading, pictures)
    }
}
