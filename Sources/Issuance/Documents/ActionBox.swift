import Typesetting

/// The framed part of a first page that asks something of the reader: what to do on the left with codes and amounts in fields
/// below, the QR code on the right.
struct ActionBox {
    struct Field {
        var label: TextKey
        var text: StyledText
        /// Share of the left part's width.
        var share: Double
    }

    private static let qrSide = mm(28)

    /// One block; the box stays on one page.
    static func block(
        _ builder: DocumentBuilder, heading: TextKey, content: (DocumentBuilder) throws -> [Block], fields: [Field],
        qr: QRSymbol, caption: TextKey, spaceBefore: Double
    ) throws -> Block {
        let column = builder.column
        let padding = mm(2.8) * column.scale
        let leftWidth = column.width - 2 * padding - qrSide - mm(2)
        let left = builder.part(x: column.x + padding, width: leftWidth)
        let text = try PagePlan(stack: left.heading(heading, spaceBefore: 0) + content(left))
        let captionLayout = try column.layout(
            builder.text(caption, [:], DocumentStyles.tiny), width: qrSide, alignment: .centre)
        let fieldRow = try FieldRow(fields, left)
        let gap = mm(2) * column.scale
        // The code's own light border is within its side, so the caption keeps clear of it, however fine its modules are.
        let qrHeight = qrSide + captionLayout.height
        let height = max(text.bottom + gap + fieldRow.height, qrHeight) + 2 * padding
        return Block(height: height, spaceBefore: spaceBefore * column.scale) { canvas, y in
            try canvas.frame(Area(x: column.x, y: y, width: column.width, height: height), width: 1.3)
            try text.draw(on: canvas, offset: y + padding)
            let qrX = column.x + column.width - padding - qrSide + mm(1.5)
            let qrY = y + (height - qrHeight) / 2
            try canvas.figure(captionLayout.text.plain) {
                try canvas.draw(qr, in: Area(x: qrX, y: qrY, width: qrSide, height: qrSide))
            }
            try canvas.tagged("Caption") {
                try canvas.draw(captionLayout, x: qrX, y: qrY + qrSide)
            }
            try fieldRow.draw(on: canvas, y: y + height - padding - fieldRow.height)
        }
    }
}

/// Codes and amounts side by side, each in a frame under its label.
private struct FieldRow {
    private let fields: [(label: TextLayout, text: TextLayout, x: Double, width: Double)]
    private let column: Column
    private let textHeight: Double
    private let labelHeight: Double
    private let padding: Double

    init(_ fields: [ActionBox.Field], _ builder: DocumentBuilder) throws {
        column = builder.column
        padding = mm(1.6) * column.scale
        let gap = mm(2.5)
        let width = column.width - gap * Double(fields.count - 1)
        var x = column.x
        var placed: [(label: TextLayout, text: TextLayout, x: Double, width: Double)] = []
        for field in fields {
            let own = width * field.share
            let label = try column.layout(builder.text(field.label, [:], DocumentStyles.small), width: own)
            let text = try column.layout(field.text, width: own - 2 * padding, alignment: .centre)
            placed.append((label, text, x, own))
            x += own + gap
        }
        self.fields = placed
        labelHeight = placed.map(\.label.height).max() ?? 0
        textHeight = placed.map(\.text.height).max() ?? 0
    }

    var height: Double { labelHeight + 1.5 + textHeight + 2 * padding }

    func draw(on canvas: PDFCanvas, y: Double) throws {
        let top = y + labelHeight + 1.5
        for field in fields {
            try canvas.fill(Area(x: field.x, y: top, width: field.width, height: textHeight + 2 * padding), grey: 0.93)
            try canvas.tagged("P") { try canvas.draw(field.label, x: field.x, y: y + labelHeight - field.label.height) }
            try canvas.frame(
                Area(x: field.x, y: top, width: field.width, height: textHeight + 2 * padding), width: 0.7)
            try canvas.tagged("P") {
                try canvas.draw(
                    field.text, x: field.x + padding, y: top + padding + (textHeight - field.text.height) / 2)
            }
        }
    }
}
