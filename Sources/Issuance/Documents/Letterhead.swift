import Domain
import Typesetting

/// The head of a first page: emblem, authority, unit, address, double rule. Ends above the envelope's window.
struct Letterhead {
    private let plan: PagePlan
    private let top: Double

    private static let emblem = Area(x: mm(22), y: mm(11), width: mm(19), height: mm(23))
    private static let ruleY = mm(38.5)

    /// - Throws: ``Typesetting/TypesettingError`` (`does-not-fit`) if name and address of the unit need more room even in the
    ///   smallest size.
    init(_ unit: Unit, texts: DocumentTexts, fonts: FontSet) throws {
        let room = Letterhead.ruleY - mm(9.5) - mm(1.5)
        for scale in [1, 0.9, 0.8, 0.7, 0.6] {
            let column = Column(x: mm(44), width: mm(122), scale: scale, fonts: fonts)
            var blocks = try column.paragraph(
                texts.styled(.letterheadAuthority, [:], TextStyle(size: 11, isBold: true, tracking: 0.6)),
                alignment: .centre)
            blocks += try column.paragraph(
                StyledText(printable(unit.name), TextStyle(size: 15, isBold: true)), alignment: .centre, spaceBefore: 1)
            for line in unit.address.split(separator: "\n") {
                blocks += try column.paragraph(
                    StyledText(printable(String(line)), TextStyle(size: 8.6)), alignment: .centre, spaceBefore: 1)
            }
            let plan = try PagePlan(stack: blocks)
            guard plan.bottom <= room else { continue }
            self.plan = plan
            top = mm(9.5) + (room - plan.bottom) / 2
            return
        }
        throw TypesettingError(
            code: .doesNotFit, message: "The letterhead of unit \(unit.id) is too high: shorten its name or address.")
    }

    func draw(on canvas: PDFCanvas) throws {
        try canvas.tagged("Sect") {
            try Emblem.draw(on: canvas, in: Letterhead.emblem)
            try plan.draw(on: canvas, offset: top)
        }
        for (offset, width) in [(0, 1.4), (2.4, 0.5)] {
            let y = Letterhead.ruleY + offset
            try canvas.rule(x: PageGrid.left, y: y, toX: PageGrid.right, toY: y, width: width)
        }
    }
}
