import Imaging
import Inference

/// Reads the text of a plate whose corners are known.
struct CropReader {
    let model: ReaderModel
    let workspace: Workspace

    /// How a crop is cut around a plate.
    struct Margin: Sendable, Hashable {
        /// Added on each side, as shares of the plate's width and height.
        var across: Double
        var down: Double
        /// The left edge up and the right edge down, in plate heights.
        var turn = 0.0
        /// Black for white, to read light on dark like dark on light once more.
        var isInverted = false
    }

    /// The plate seen from the front, 0...255. Nil if the corners span no area.
    ///
    /// - Parameters:
    ///   - width: of the crop; that which the network takes for a number if not given.
    ///   - height: likewise.
    func rectify(_ picture: Plane<UInt8>, _ quad: Quad, width: Int? = nil, height: Int? = nil) -> Plane<Float>? {
        let (width, height) = (width ?? model.width, height ?? model.height)
        var (source, corners) = (picture, quad)
        // Four pixels and more for one of the crop: average whole squares first, so that the samples don't grow with them.
        let shrink = Int(CropReader.ratio(quad, width: width, height: height) / 2)
        if shrink >= 2 {
            let area = quad.bounds.pixelRect.clamped(toWidth: picture.width, height: picture.height)
            let (columns, rows) = (area.width / shrink, area.height / shrink)
            guard columns > 0, rows > 0 else { return nil }
            let whole = PixelRect(x: area.x, y: area.y, width: columns * shrink, height: rows * shrink)
            source = picture.cut(whole, filling: 0).resampled(width: columns, height: rows).bytes
            // Indices of pixels, not edges, are mapped: the middle of the first square is index 0 of the small picture.
            let (middle, scale) = (Double(shrink - 1) / 2, Double(shrink))
            corners = quad.map {
                Point(x: ($0.x - Double(area.x) - middle) / scale, y: ($0.y - Double(area.y) - middle) / scale)
            }
        }
        guard let map = Homography(fromWidth: Double(width), height: Double(height), to: corners) else { return nil }
        let ratio = CropReader.ratio(corners, width: width, height: height)
        let supersampling = min(8, max(1, Int((ratio - 0.25).rounded(.up))))
        return source.warped(by: map, width: width, height: height, supersampling: supersampling)
    }

    /// Pixels of the picture for one of the crop, in the worse direction.
    private static func ratio(_ quad: Quad, width: Int, height: Int) -> Double {
        let ratio = max(quad.topLength / Double(width), quad.leftLength / Double(height))
        return ratio.isFinite ? min(ratio, 1000) : 0
    }

    /// Runs the reader network over a rectified plate.
    func frames(_ crop: Plane<Float>, isInverted: Bool = false) throws -> CharacterFrames {
        let (mean, deviation) = crop.statistics
        let scale = (isInverted ? -1 : 1) / (deviation + model.floor * 255)
        return try workspace.run(
            model.network, height: crop.height, width: crop.width,
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
                return CharacterFrames(logits: answer.values)
            })
    }
}
