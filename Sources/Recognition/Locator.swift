import Imaging
import Inference

/// A place where a plate may be.
struct Detection: Sendable, Hashable {
    /// How sure the locator is, 0...1; not calibrated.
    var score: Double
    /// Corners in pixels of the picture, pixel centres at whole numbers (as
    /// ``Imaging/Plane/warped(by:width:height:supersampling:border:)`` counts).
    var quad: Quad
    /// Corners by the last look alone, if it found the same plate as the one before; then `quad` is the mean of both.
    var lastLook: Quad?

    /// Whether two looks agree on it.
    var isConfirmed: Bool { lastLook != nil }
}

/// Finds plates: a small fully convolutional network gives for each cell of a coarse grid how likely a plate's middle is
/// there, and where its corners are. It knows plates of some range of widths, so it looks at several scales, and then
/// closer at each place.
struct Locator {
    let model: RecognitionModel
    let workspace: Workspace

    /// Pictures are enlarged no more than this.
    private static let largestScale = 1.6
    /// The most places that are looked at closer.
    private static let maximumPlaces = 8
    /// Places less hot than this at the first look, and then at a closer one, are not.
    private static let leastHeat = (first: 0.4, closer: 0.3)
    /// Looks at one place until two agree: the first at the hollow around a plate leads to the plate itself.
    private static let maximumLooks = 3
    /// The overlap from which on two looks agree; the last one has no better to wait for.
    private static let agreement = (usual: 0.6, last: 0.35)

    /// What there is in one picture.
    struct Places {
        /// Surest first; no two overlap much.
        var plates: [Detection]
        /// Whether the picture was also looked at in twice the usual size.
        var isFine: Bool
    }

    /// Plates. Score and corners of a confirmed one are the mean of the two looks that agree; the score of any other is half of the
    /// first look's.
    ///
    /// In twice the usual size the picture is only looked at where the usual scales show nothing clear.
    func places(_ picture: Plane<UInt8>) throws -> Places {
        var found: [Detection] = []
        var smaller: Plane<Float>?
        for side in model.usualSides {
            let scale = Locator.scale(picture, side: side)
            let (width, height) = Locator.size(picture, scale: scale)
            // Each scale is made from the one before, which averages the same pixels.
            let small =
                smaller?.resampled(width: width, height: height)
                ?? Locator.shrunk(picture, width: width, height: height)
            smaller = small
            found += try look(small, scale: scale)
        }
        let isFine = !found.contains { $0.score >= 0.5 }
        if isFine { found += try lookFinely(picture) }
        let background = smaller?.statistics.mean ?? 0
        return Places(plates: try settled(found, in: picture, background: background), isFine: isFine)
    }

    /// Plates as twice the usual size shows them, for a picture whose ``places(_:)`` turned out to hold none.
    func finePlates(_ picture: Plane<UInt8>) throws -> [Detection] {
        try settled(lookFinely(picture), in: picture, background: Float(picture.statistics.mean))
    }

    private func lookFinely(_ picture: Plane<UInt8>) throws -> [Detection] {
        guard max(picture.width, picture.height) > model.usualSides[0] else { return [] }
        let scale = Locator.scale(picture, side: model.fineSide)
        let (width, height) = Locator.size(picture, scale: scale)
        return try look(Locator.shrunk(picture, width: width, height: height), scale: scale)
    }

    /// - Parameters:
    ///   - found: at any scale; what is the same plate is joined.
    ///   - background: mean of the picture, 0...255.
    private func settled(_ found: [Detection], in picture: Plane<UInt8>, background: Float) throws -> [Detection] {
        let first = Locator.distinct(found, apart: false).prefix(Locator.maximumPlaces)
        return Locator.distinct(try first.map { try settle(picture, $0, background: background) }, apart: true)
    }

    private static func scale(_ picture: Plane<UInt8>, side: Int) -> Double {
        min(largestScale, Double(side) / Double(max(picture.width, picture.height)))
    }

    private static func size(_ picture: Plane<UInt8>, scale: Double) -> (width: Int, height: Int) {
        (max(1, Int(Double(picture.width) * scale)), max(1, Int(Double(picture.height) * scale)))
    }

    /// The picture at another size. One that is four times as large and more is halved first, as often as that leaves twice
    /// the size: what the halves' rounding and the shares at areas' edges change is far below a picture's noise.
    private static func shrunk(_ picture: Plane<UInt8>, width: Int, height: Int) -> Plane<Float> {
        var picture = picture
        while picture.width >= 4 * width, picture.height >= 4 * height, picture.width % 2 == 0, picture.height % 2 == 0
        {
            picture = picture.halved()
        }
        return picture.resampled(width: width, height: height)
    }

    /// One look at one scale.
    private func look(_ small: Plane<Float>, scale: Double) throws -> [Detection] {
        let multiple = model.locator.description.input.multiple
        func roundedUp(_ size: Int) -> Int { (size + multiple - 1) / multiple * multiple }
        let field = try Field(
            small, height: roundedUp(small.height), width: roundedUp(small.width), model: model, workspace: workspace)
        return field.peaks(above: Locator.leastHeat.first).compactMap { column, row in
            let quad = field.corners(column: column, row: row)
            guard model.plateWidths.contains(quad.topLength) else { return nil }
            return Detection(
                score: field.heat(column, row), quad: quad.map { Point(x: $0.x / scale, y: $0.y / scale) })
        }
    }

    /// Keeps the best of those that overlap; best first.
    ///
    /// - Parameter apart: also of those of which one holds the other's middle.
    private static func distinct(_ detections: [Detection], apart: Bool) -> [Detection] {
        // Ties are broken by place, so that the order doesn't depend on how the sort works.
        let sorted = detections.sorted {
            ($0.score, -$0.quad.topLeft.y, -$0.quad.topLeft.x) > ($1.score, -$1.quad.topLeft.y, -$1.quad.topLeft.x)
        }
        var kept: [Detection] = []
        for detection in sorted {
            let bounds = detection.quad.bounds
            let isNew = kept.allSatisfy { other in
                let otherBounds = other.quad.bounds
                let isHeld = otherBounds.contains(detection.quad.centre) || bounds.contains(other.quad.centre)
                return bounds.overlap(otherBounds) < 0.3 && !(apart && isHeld)
            }
            if isNew { kept.append(detection) }
        }
        return kept
    }

    /// Looks closer until two looks agree.
    private func settle(_ picture: Plane<UInt8>, _ first: Detection, background: Float) throws -> Detection {
        var last = first
        for look in 1...Locator.maximumLooks {
            guard let closer = try lookCloser(picture, last.quad, background: background) else { break }
            let needed = look < Locator.maximumLooks ? Locator.agreement.usual : Locator.agreement.last
            if closer.quad.bounds.overlap(last.quad.bounds) > needed {
                return Detection(
                    score: (last.score + closer.score) / 2, quad: last.quad.mean(with: closer.quad),
                    lastLook: closer.quad)
            }
            last = closer
        }
        return Detection(score: first.score / 2, quad: first.quad)
    }

    /// Looks at a plate's surroundings with the plate ``RecognitionModel/closerWidth`` pixels wide, for more exact corners.
    ///
    /// - Returns: nil if nothing is seen there.
    private func lookCloser(_ picture: Plane<UInt8>, _ quad: Quad, background: Float) throws -> Detection? {
        let plateWidth = model.closerWidth
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
        guard let (column, row) = field.peakNearMiddle(), field.heat(column, row) >= Locator.leastHeat.closer else {
            return nil
        }
        let (scaleX, scaleY) = (
            Double(outWidth) / Double(surroundings.width), Double(outHeight) / Double(surroundings.height)
        )
        let found = field.corners(column: column, row: row).map {
            Point(x: $0.x / scaleX + Double(surroundings.x), y: $0.y / scaleY + Double(surroundings.y))
        }
        return Detection(score: field.heat(column, row), quad: found)
    }
}
