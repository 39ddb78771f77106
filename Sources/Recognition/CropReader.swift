import Imaging
import Inference

/// Reads the text of a plate whose corners are known.
struct CropReader {
    let model: RecognitionModel
    let workspace: Workspace

    /// How a crop is cut around a plate.
    struct Margin: Sendable, Hashable {
        /// Added on each side, as shares of the plate's width and height.
        var across: Double
        var down: Double
        /// Black for white, to read light on dark like dark on light once more.
        var isInverted = false
    }

    /// The plate seen from the front, `readerWidth` x `readerHeight`, 0...255. Nil if the corners span no area.
    func rectify(_ picture: Plane<UInt8>, _ quad: Quad) -> Plane<Float>? {
        let (width, height) = (model.readerWidth, model.readerHeight)
        guard let map = Homography(fromWidth: Double(width), height: Double(height), to: quad) else { return nil }
        let ratio = max(quad.topLength / Double(width), quad.leftLength / Double(height))
        let supersampling = min(8, max(1, Int((ratio - 0.25).rounded(.up))))
        return picture.warped(by: map, width: width, height: height, supersampling: supersampling)
    }

    /// Runs the reader network over a rectified plate.
    func frames(_ crop: Plane<Float>, isInverted: Bool = false) throws -> CharacterFrames {
        let (mean, deviation) = crop.statistics
        let scale = (isInverted ? -1 : 1) / (deviation + model.readerFloor * 255)
        return try workspace.run(
            model.reader, height: model.readerHeight, width: model.readerWidth,
            fill: { base, stride in
                for y in 0..<crop.height {
                    for x in 0..<crop.width { base[y * stride + x] = (crop[x, y] - mean) * scale }
                }
            },
            take: { outputs in
                let answer = outputs[0]
                guard answer.height == 1, answer.channels == CharacterFrames.classes else {
                    throw ModelError.invalid("the reader doesn't give one row of 37 classes")
                }
                var logits: [Float] = []
                logits.reserveCapacity(answer.width * CharacterFrames.classes)
                for frame in 0..<answer.width {
                    for symbol in 0..<CharacterFrames.classes { logits.append(answer[frame, 0, symbol]) }
                }
                return CharacterFrames(logits: logits)
            })
    }
}
