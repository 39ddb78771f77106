import Domain
import Imaging
import Typesetting

/// The annex: what the cameras recorded, as figures, and the digests of the original files.
struct Annex {
    let builder: DocumentBuilder
    /// Printed under every picture: time, place, camera.
    let stamp: StyledText
    let unitName: String

    private static let fullHeight = mm(96)
    private static let halfHeight = mm(60)
    private static let gap = mm(4)

    func blocks(_ figures: [Figure], pictures: [NoticePicture]) throws -> [Block] {
        var blocks = try builder.heading(.annexHeading, tag: "H1", spaceBefore: 0)
        blocks += try introduction(isMarked: figures.contains(where: \.isMarked))
        var number = 0
        var rest = figures[...]
        if let first = rest.first, first.kind == .overview {
            rest = rest.dropFirst()
            number += 1
            let cell = try FigureCell(
                first, number: number, annex: self, x: PageGrid.left, width: PageGrid.width,
                maximumHeight: Annex.fullHeight)
            blocks.append(row([cell], spaceBefore: mm(3)))
        }
        let half = (PageGrid.width - Annex.gap) / 2
        while !rest.isEmpty {
            let pair = try rest.prefix(2).enumerated().map { index, figure in
                number += 1
                return try FigureCell(
                    figure, number: number, annex: self, x: PageGrid.left + Double(index) * (half + Annex.gap),
                    width: half, maximumHeight: Annex.halfHeight)
            }
            blocks.append(row(pair, spaceBefore: mm(4)))
            rest = rest.dropFirst(2)
        }
        let isAllWithheld = !pictures.isEmpty && pictures.allSatisfy { $0.withheld != nil }
        if !isAllWithheld, !figures.contains(where: { $0.isMarked || $0.kind == .plate || $0.kind == .plateCut }) {
            blocks += try builder.paragraph(.pictureNoPlate, ["file": "", "unit_name": unitName], spaceBefore: 6)
        }
        return try blocks + digests(pictures, isComplete: figures.allSatisfy(\.isShown))
    }

    /// - Parameter isMarked: whether a picture has a box around the plate.
    private func introduction(isMarked: Bool) throws -> [Block] {
        let small = DocumentStyles.small
        var text = try builder.text(.annexIntro, [:], small)
        if isMarked { text = try text + StyledText(" ", small) + builder.text(.annexMark, [:], small) }
        return try builder.column.paragraph(text, spaceBefore: 2)
    }

    private func row(_ cells: [FigureCell], spaceBefore: Double) -> Block {
        let pictureHeight = cells.map(\.pictureHeight).max() ?? 0
        let height = pictureHeight + (cells.map(\.textHeight).max() ?? 0)
        return Block(height: height, spaceBefore: spaceBefore) { canvas, y in
            for cell in cells { try cell.draw(on: canvas, y: y, pictureHeight: pictureHeight) }
        }
    }

    /// - Parameter isComplete: whether every picture that is to be shown is: then its file is in the store.
    private func digests(_ pictures: [NoticePicture], isComplete: Bool) throws -> [Block] {
        guard !pictures.isEmpty else { return [] }
        let small = DocumentStyles.small
        var blocks = try builder.heading(.digestsHeading, spaceBefore: 9)
        blocks += try builder.paragraph(
            isComplete ? .digestsIntro : .digestsIntroMissing, [:], small, spaceBefore: 1, keepsWithNext: true)
        let rows = try pictures.map {
            [try builder.value($0.file, small), StyledText(printable($0.sha256), DocumentStyles.digest)]
        }
        let header = try [TextKey.digestsColumnFile, .digestsColumnDigest].map { try builder.text($0, [:], small.bold) }
        let fields = [TableStyle.Field(share: 0.4), TableStyle.Field(share: 0.6)]
        return try blocks
            + builder.column.table(
                TableStyle(fields: fields, padding: 1.6, isRuled: true), header: header, rows: rows, spaceBefore: 3)
    }
}
