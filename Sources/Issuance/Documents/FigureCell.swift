import Imaging
import Typesetting

/// A figure at its place: frame with the picture, under it a band with time and place, under that the caption.
///
/// The band hides nothing of the evidence: it is fixed to the picture's lower edge, not laid on it.
struct FigureCell {
    private let figure: Figure
    private let x: Double
    private let width: Double
    private let stamp: TextLayout
    private let caption: TextLayout
    private let note: TextLayout
    /// Points, the frame without the band.
    let pictureHeight: Double

    private static let bandPadding = 2.2
    private static let captionSpace = 2.0

    /// Points, band and caption.
    var textHeight: Double {
        stamp.height + 2 * FigureCell.bandPadding + FigureCell.captionSpace + caption.height
    }

    init(
        _ figure: Figure, number: Int, annex: Annex, x: Double, width: Double, maximumHeight: Double
    ) throws {
        self.figure = figure
        self.x = x
        self.width = width
        let builder = annex.builder
        stamp = try builder.column.layout(annex.stamp, width: width - 8, alignment: .left)
        let values = ["n": String(number), "file": figure.file]
        caption = try builder.column.layout(
            builder.text(FigureCell.caption(figure.kind), values, DocumentStyles.small.bold), width: width)
        note = try builder.column.layout(
            builder.text(
                FigureCell.note(figure), ["file": figure.file, "unit_name": annex.unitName], DocumentStyles.body),
            width: width * 0.8, alignment: .centre)
        switch figure.content {
        case .picture(let picture, _):
            pictureHeight = min(width * picture.shown.height / picture.shown.width, maximumHeight)
        case .unavailable, .withheld:
            pictureHeight = max(mm(28), note.height + mm(8))
        }
    }

    /// What stands in the place of a picture.
    private static func note(_ figure: Figure) -> TextKey {
        if case .withheld = figure.content { .pictureWithheld } else { .pictureMissing }
    }

    private static func caption(_ kind: Figure.Kind) -> TextKey {
        switch kind {
        case .overview: .pictureOverview
        case .vehicle: .pictureVehicle
        case .vehicleCut: .pictureVehicleCut
        case .plate: .picturePlate
        case .plateCut: .picturePlateCut
        }
    }

    /// - Parameter pictureHeight: of the row; at least the cell's own.
    func draw(on canvas: PDFCanvas, y: Double, pictureHeight: Double) throws {
        let frame = Area(x: x, y: y, width: width, height: pictureHeight)
        switch figure.content {
        case .picture(let picture, let mark):
            try canvas.fill(frame, grey: 0.92)
            let factor = min(width / picture.shown.width, pictureHeight / picture.shown.height)
            let size = (picture.shown.width * factor, picture.shown.height * factor)
            let area = Area(
                x: x + (width - size.0) / 2, y: y + (pictureHeight - size.1) / 2, width: size.0, height: size.1)
            try canvas.figure("\(caption.text.plain): \(stamp.text.plain)") { try canvas.draw(picture, in: area) }
            if let mark { try draw(mark, factor: factor, in: area, on: canvas) }
            try canvas.frame(frame, width: 0.8)
        case .unavailable, .withheld:
            try canvas.frame(frame, width: 0.8, dash: [4, 3])
            try canvas.tagged("P") {
                try canvas.draw(note, x: x + width * 0.1, y: y + (pictureHeight - note.height) / 2)
            }
        }
        let band = Area(x: x, y: frame.bottom, width: width, height: stamp.height + 2 * FigureCell.bandPadding)
        try canvas.fill(band, grey: 0.08)
        try canvas.tagged("P") { try canvas.draw(stamp, x: x + 4, y: band.y + FigureCell.bandPadding, grey: 1) }
        try canvas.tagged("Caption") { try canvas.draw(caption, x: x, y: band.bottom + FigureCell.captionSpace) }
    }

    /// A double line around the offender's plate at a distance, so that it is seen on light and dark ground.
    private func draw(_ mark: PixelRect, factor: Double, in area: Area, on canvas: PDFCanvas) throws {
        let distance = 4.0
        let left = max(area.x + 1.5, area.x + Double(mark.x) * factor - distance)
        let top = max(area.y + 1.5, area.y + Double(mark.y) * factor - distance)
        let right = min(area.right - 1.5, area.x + Double(mark.x + mark.width) * factor + distance)
        let bottom = min(area.bottom - 1.5, area.y + Double(mark.y + mark.height) * factor + distance)
        guard right > left, bottom > top else { return }
        let box = Area(x: left, y: top, width: right - left, height: bottom - top)
        try canvas.frame(box, width: 2.4, grey: 0)
        try canvas.frame(box, width: 1.1, grey: 1)
    }
}
