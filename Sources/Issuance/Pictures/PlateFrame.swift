import Domain
import Imaging

extension NoticePicture {
    /// The box around the offender's plate; nil if it isn't marked in this picture.
    var targetBox: PixelRect? {
        guard targetCorners.count == 4, targetCorners.allSatisfy({ $0.count == 2 }) else { return nil }
        let xs = targetCorners.map { min(max($0[0], -1_000_000), 1_000_000) }
        let ys = targetCorners.map { min(max($0[1], -1_000_000), 1_000_000) }
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(), right > left,
            bottom > top
        else { return nil }
        return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// The boxes of other plates.
    var maskedBoxes: [PixelRect] {
        masked.compactMap { box in
            guard box.count == 4, box.allSatisfy({ abs($0) <= 1_000_000 }), box[2] > 0, box[3] > 0 else { return nil }
            return PixelRect(x: box[0], y: box[1], width: box[2], height: box[3])
        }
    }
}

/// What to cut out of a picture around a plate.
enum PlateFrame {
    /// The plate with a third of its width to the sides and half its height above and below.
    static func closeUp(_ plate: PixelRect) -> PixelRect {
        grown(
            plate, left: plate.width / 3, top: plate.height / 2 + 2, right: plate.width / 3,
            bottom: plate.height / 2 + 2)
    }

    /// The vehicle that carries the plate, by proportion: a car is about four plates wide and three high, its plate low in the
    /// middle. Widths count, as a plate's height changes most with the angle.
    static func vehicle(_ plate: PixelRect) -> PixelRect {
        grown(
            plate, left: plate.width * 2, top: plate.width * 5 / 2, right: plate.width * 2, bottom: plate.width * 3 / 4)
    }

    private static func grown(_ rect: PixelRect, left: Int, top: Int, right: Int, bottom: Int) -> PixelRect {
        PixelRect(
            x: rect.x - left, y: rect.y - top, width: rect.width + left + right, height: rect.height + top + bottom)
    }
}
