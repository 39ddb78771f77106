import Typesetting

/// A plain shield with a road, drawn where the letterhead has its emblem. The police's own emblem is protected and not part of
/// this project.
enum Emblem {
    static func draw(on canvas: PDFCanvas, in area: Area) throws {
        try canvas.draw(shield(area), grey: 0.1)
        try canvas.draw(shield(area.inset(1.6)), grey: 1)
        try canvas.draw(shield(area.inset(2.6)), grey: 0.1)
        let (x, width) = (area.x, area.width)
        func y(_ share: Double) -> Double { area.y + area.height * share }
        // The road narrows towards the horizon; dashes in its middle.
        try canvas.draw(
            [
                .move(x + width * 0.44, y(0.3)), .line(x + width * 0.56, y(0.3)), .line(x + width * 0.68, y(0.78)),
                .line(x + width * 0.5, y(0.9)), .line(x + width * 0.32, y(0.78)), .close,
            ], grey: 1)
        for (from, to, half) in [(0.36, 0.43, 0.008), (0.5, 0.59, 0.013), (0.67, 0.8, 0.019)] {
            try canvas.fill(
                Area(
                    x: x + width * (0.5 - half), y: y(from), width: width * 2 * half, height: area.height * (to - from)),
                grey: 0.1)
        }
        try canvas.fill(Area(x: x + width * 0.2, y: y(0.17), width: width * 0.6, height: area.height * 0.05), grey: 1)
    }

    private static func shield(_ area: Area) -> [PathStep] {
        let (left, right, top, bottom) = (area.x, area.right, area.y, area.bottom)
        let middle = (left + right) / 2
        let shoulder = top + area.height * 0.5
        return [
            .move(left, top), .line(right, top), .line(right, shoulder),
            .curve(
                right, top + area.height * 0.78, middle + area.width * 0.2, bottom - area.height * 0.06, middle, bottom),
            .curve(
                middle - area.width * 0.2, bottom - area.height * 0.06, left, top + area.height * 0.78, left, shoulder),
            .close,
        ]
    }
}
