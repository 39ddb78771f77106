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

    /// Scales to look at, as the longer side in pixels.
    static func scales(forLongerSide side: Int) -> [Int] { side <= 500 ? [112, 208, 416] : [112, 208, 416, 832] }

    /// Looks at all scales and joins what is the same plate; best first.
    func detect(_ picture: Plane<UInt8>, scales: [Int], threshold: Double) throws -> [Detection] {
        var found: [Detection] = []
        let longer = Double(max(picture.width, picture.height))
        for side in scales {
            let scale = min(Locator.largestScale, Double(side) / longer)
            for var detection in try look(picture, scale: scale, threshold: threshold * 0.8) {
                // Very wide plates lose their ends at this scale; a smaller one sees them better.
                let width = detection.quad.topLength * scale
                if width > 130 { detection.score *= max(0.5, 1 - (width - 130) / 120) }
                if detection.score >= threshold { found.append(detection) }
            }
        }
        return Locator.distinct(found, bothWays: true)
    }

    /// One look at one scale.
    private func look(_ picture: Plane<UInt8>, scale: Double, threshold: Double) throws -> [Detection] {
        let multiple = max(model.locator.description.input.multiple, model.locatorStride)
        func roundedUp(_ size: Double) -> Int { Int((size / Double(multiple)).rounded(.up)) * multiple }
        let (height, width) = (roundedUp(Double(picture.height) * scale), roundedUp(Double(picture.width) * scale))
        let small = picture.resampled(
            width: max(1, Int(Double(picture.width) * scale)), height: max(1, Int(Double(picture.height) * scale)))
        let field = try Field(small, height: height, width: width, model: model, workspace: workspace)
        var found: [Detection] = []
        for (column, row) in field.peaks(above: threshold) {
            let quad = field.corners(column: column, row: row)
            guard Locator.plateWidths.contains(quad.topLength) else { continue }
            found.append(
                Detection(
                    score: field.heat(column, row),
                    quad: quad.map { Point(x: $0.x / scale, y: $0.y / scale) }))
        }
        return Locator.distinct(found, bothWays: false)
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
        let scale = plateWidth / width
        let (left, top) = (centre.x - 1.05 * width, centre.y - 0.62 * width)
        let (spanX, spanY) = (2.1 * width, 1.24 * width)
        let multiple = Double(model.locator.description.input.multiple)
        let outWidth = Int(spanX * scale / multiple + 0.5) * Int(multiple)
        let outHeight = Int(spanY * scale / multiple + 0.5) * Int(multiple)
        let (scaleX, scaleY) = (Double(outWidth) / spanX, Double(outHeight) / spanY)
        let supersampling = min(8, max(1, Int((1 / scaleX).rounded())))
        let map = Homography(coefficients: [1 / scaleX, 0, left, 0, 1 / scaleY, top, 0, 0, 1])
        let cut = picture.warped(
            by: map, width: outWidth, height: outHeight, supersampling: supersampling, border: .constant(background))
        let field = try Field(cut, height: outHeight, width: outWidth, model: model, workspace: workspace)
        guard let (column, row) = field.peakNearMiddle(), field.heat(column, row) >= 0.3 else { return nil }
        let found = field.corners(column: column, row: row)
            .map { Point(x: $0.x / scaleX + left, y: $0.y / scaleY + top) }
        return Detection(score: field.heat(column, row), quad: found)
    }
}
