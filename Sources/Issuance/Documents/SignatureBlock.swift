import Domain
import Typesetting

/// Office, role, room for seal and signature, name, rank and number.
struct SignatureBlock {
    private let top: PagePlan
    private let bottom: PagePlan
    private let seal: TextLayout
    private let note: TextLayout
    private let column: Column
    private let room: Double

    /// Points.
    var height: Double { top.bottom + room + bottom.bottom }

    init(_ unit: Unit, _ builder: DocumentBuilder) throws {
        let style = DocumentStyles.body
        column = builder.column
        room = mm(17) * column.scale
        top = try PagePlan(
            stack: column.paragraph(builder.value(unit.name, style.bold), alignment: .centre)
                + column.paragraph(builder.text(.signatoryRole), alignment: .centre))
        let officer = ["rank": unit.signatory.rank, "nrp": unit.signatory.nrp]
        let name = try column.layout(builder.value(unit.signatory.name, style.bold), alignment: .centre)
        let left = column.x
        let ruleWidth = min(name.usedWidth + 8, column.width)
        let nameBlock = Block(height: name.height + 1.5) { [column] canvas, y in
            try canvas.tagged("P") { try canvas.draw(name, x: left, y: y) }
            let from = column.x + (column.width - ruleWidth) / 2
            try canvas.rule(
                x: from, y: y + name.height + 0.3, toX: from + ruleWidth, toY: y + name.height + 0.3, width: 0.6)
        }
        bottom = try PagePlan(
            stack: [nameBlock] + column.paragraph(builder.text(.signatoryOfficer, officer), alignment: .centre))
        seal = try column.layout(builder.text(.seal, [:], DocumentStyles.tiny), width: room, alignment: .centre)
        note = try column.layout(
            builder.text(.signatureNote, [:], DocumentStyles.tiny), width: column.width - room - mm(3), alignment: .left
        )
    }

    func draw(on canvas: PDFCanvas, y: Double) throws {
        try top.draw(on: canvas, offset: y)
        let middle = y + top.bottom + room / 2
        let radius = room / 2 - mm(1)
        let centre = column.x + room / 2
        try canvas.circle(x: centre, y: middle, radius: radius, width: 0.5, grey: 0.6, dash: [2, 2])
        try canvas.tagged("P") { try canvas.draw(seal, x: column.x, y: middle - seal.height / 2, grey: 0.45) }
        try canvas.tagged("P") {
            try canvas.draw(note, x: column.x + room + mm(2), y: middle - note.height / 2, grey: 0.25)
        }
        try bottom.draw(on: canvas, offset: y + top.bottom + room)
    }
}
