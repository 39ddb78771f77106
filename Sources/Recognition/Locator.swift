import Imaging
import Inference

/// A place where a plate may be.
struct Detection: Sendable, Hashable {
    /// How sure the locator is, 0...1; not calibrated.
    var score: Double
    /// Corners in pixels of the picture, pixel centres at whole numbers (as ``Imaging/Plane/warped(by:width:height:supersampling:border:)`` counts).
    var quad: Quad
}

/// Finds plates: a small fully convolutional network gives for each cell of a coarse grid how likely a plate's middle is
/// there, and where its corners are. It knows plates of about 14 to 230 pixels' width, so it looks at several scales.
struct Locator {
    let model: RecognitionModel
    let workspace: Workspace

    /// The narrowest and widest plate that one look can see, in pixels of the picture it looks at.
    private static let plateWidths = 14.0...230.0
    /// Pictures are enlarged no more than this.
    private static let largestScale = 1.6

    /// Longer sides, in pixels, at which a picture is looked at first, largest first: for plates of 5 to 60 % of its width.
    static let usualSides = [416, 208, 112]
    /// Looked at too if the picture is larger and little was found: for smaller plates.
    static let fineSide = 832

    /// What one picture shows at all scales.
    struct Survey {
        /// Best first.
        var detections: [Detection]
        /// Mean of the picture, 0...255.
        var mean: Float
    }

    /// Looks at all scales that are needed and joins what is the same plate.
    func survey(_ picture: Plane<UInt8>, threshold: Double) throws -> Survey {
        var found: [Detection] = []
        var smaller: Plane<Float>?
        for side in Locator.usualSides {
            let scale = Locator.scale(picture, side: side)
            let (width, height) = Locator.size(picture, scale: scale)
            // Each scale is made from the one before, which averages the same pixels.
            let small =
                smaller?.resampled(width: width, height: height) ?? picture.resampled(width: width, height: height)
            smaller = small
            found += try look(small, scale: scale, threshold: threshold)
        }
        let isClear = found.contains { $0.score >= 0.5 }
        if !isClear, max(picture.width, picture.height) > 500 {
            let scale = Locator.scale(picture, side: Locator.fineSide)
            let (width, height) = Locator.size(picture, scale: scale)
            found += try look(picture.resampled(width: width, height: height), scale: scale, threshold: threshold)
        }
        return Survey(detections: Locator.distinct(found, bothWays: true), mean: smaller?.statistics.mean ?? 0)
    }

    private static func scale(_ picture: Plane<UInt8>, side: Int) -> Double {
        min(largestScale, Double(side) / Double(max(picture.width, picture.height)))
    }

    private static func size(_ picture: Plane<UInt8>, scale: Double) -> (width: Int, height: Int) {
        (max(1, Int(Double(picture.width) * scale)), max(1, Int(Double(picture.height) * scale)))
    }

    /// One look at one scale.
    private func look(_ small: Plane<Float>, scale: Double, threshold: Double) throws -> [Detection] {
        let multiple = model.locator.description.input.multiple
        func roundedUp(_ size: Int) -> Int { (size + multiple - 1) / multiple * multiple }
        let field = try Field(
            small, height: roundedUp(small.height), width: roundedUp(small.width), model: model, workspace: workspace)
        var found: [Detection] = []
        for (column, row) in field.peaks(above: threshold * 0.8) {
            let quad = field.corners(column: column, row: row)
            guard Locator.plateWidths.contains(quad.topLength) else { continue }
            found.append(
                Detection(score: field.heat(column, row), quad: quad.map { Point(x: $0.x / scale, y: $0.y / scale) }))
        }
        return Locator.distinct(found, bothWays: false).compactMap { detection in
            // Very wide plates lose their ends at this scale; a smaller one sees them better.
            let width = detection.quad.topLength * scale
            var weighted = detection
            if width > 130 { weighted.score *= max(0.5, 1 - (width - 130) / 120) }
            return weighted.score >= threshold ? weighted : nil
        }
    }

    /// Keeps the best of those that overlap; best first.
    private static func distinct(_ detections: [Detection], bothWays: Bool) -> [Detection] {
        // Ties are broken by place, so that the order doesn't depend on how the sort works.
        let sorted = detections.sorted {
            ($0.score, -$0.quad.topLeft.y, -$0.quad.topLeft.x) > ($1.score, -$1.quad.topLeft.y, -$1.quad.topLeft.x)
        }
        var kept: [Detection] = []
        for detection in sorted {
            let bounds = detection.quad.bounds
            let isNew = kept.allSatisfy { other in
                let otherBounds = other.quad.bounds
                return bounds.overlap(otherBounds) < 0.3 && !otherBounds.contains(detection.quad.centre)
                    && !(bothWays && bounds.contains(other.quad.centre))
            }
            if isNew { kept.append(detection) }
        }
        return kept
    }

    /// Looks again at a plate's surroundings with the plate `plateWidth` pixels wide, for more exact corners.
    ///
    /// - Returns: nil if nothing is seen there.
    func refine(_ picture: Plane<UInt8>, _ quad: Quad, plateWidth: Double, background: Float) throws -> Detection? {
        let (centre, bounds) = (quad.centre, quad.bounds)
        let width = max(bounds.width, 8)
        let multiple = model.locator.description.input.multiple
        let scale = plateWidth / width
        let outWidth = max(1, Int(2.1 * plateWidth / Double(multiple) + 0.5)) * multiple
        let outHeight = max(1, Int(1.24 * plateWidth / Double(multiple) + 0.5)) * multiple
        let surroundings = Bounds(
            left: centre.x - Double(outWidth) / scale / 2, top: centre.y - Double(outHeight) / scale / 2,
            right: centre.x + Double(outWidth) / scale / 2, bottom: centre.y + Double(outHeight) / scale / 2
        ).pixelRect
        guard surroundings.width > 0, surroundings.height > 0,
            surroundings.clamped(toWidth: picture.width, height: picture.height).area > 0,
            surroundings.width <= 8 * picture.width, surroundings.height <= 8 * picture.height
        else { return nil }
        let cut = picture.cut(surroundings, filling: UInt8(min(max(background, 0), 255)))
            .resampled(width: outWidth, height: outHeight)
        let field = try Field(cut, height: outHeight, width: outWidth, model: model, workspace: workspace)
        guard let (column, row) = field.peakNearMiddle(), field.heat(column, row) >= 0.3 else { return nil }
        let (scaleX, scaleY) = (
            Double(outWidth) / Double(surroundings.width), Double(outHeight) / Double(surroundings.height)
        )
        let found = field.corners(column: column, row: row).map {
            Point(x: $0.x / scaleX + Double(surroundings.x), y: $0.y / scaleY + Double(surroundings.y))
        }
        return Detection(score: field.heat(column, row), quad: found)
    }
}
