import Typesetting

/// Sender's line and addressee where the envelope's window shows them.
struct AddressWindow {
    private let sender: TextLayout
    private let address: PagePlan
    /// What did not fit in the window even in the smallest size; printed in the letter's text instead.
    let rest: String

    private static let text = Area(
        x: PageGrid.window.x + mm(5), y: PageGrid.window.y + mm(4), width: PageGrid.window.width - mm(9),
        height: PageGrid.window.height - mm(6))

    /// - Parameters:
    ///   - sender: one line, where letters come back to.
    ///   - heading: over the name.
    ///   - lines: empty ones are left out.
    init(sender: String, heading: StyledText, name: String, lines: [String], fonts: FontSet) throws {
        let area = AddressWindow.text
        let (size, senderColumn) = (6.6, Column(x: area.x, width: area.width, scale: 1, fonts: fonts))
        self.sender = try senderColumn.layout(StyledText(sender, TextStyle(size: size)))
            .pieces(noHigherThan: size * 1.5)[0]
        let room = area.bottom - (area.y + self.sender.height + mm(2.5))
        let lines = lines.map(printable).filter { !$0.isEmpty }
        for scale in [1, 0.9, 0.8, 0.72] {
            let column = Column(x: area.x, width: area.width, scale: scale, fonts: fonts)
            let style = TextStyle(size: 10.4)
            var blocks = try column.paragraph(heading.scaled(1))
            blocks += try column.paragraph(StyledText(printable(name), style.bold))
            for line in lines { blocks += try column.paragraph(StyledText(line, style)) }
            let plan = try PagePlan(stack: blocks)
            if plan.bottom <= room {
                address = plan
                rest = ""
                return
            }
        }
        let column = Column(x: area.x, width: area.width, scale: 0.72, fonts: fonts)
        let all = StyledText(
            [.init(printable(name), TextStyle(size: 10.4, isBold: true))]
                + lines.map { .init("\n\($0)", TextStyle(size: 10.4)) })
        let head = try column.layout(heading)
        let pieces = try column.layout(all).pieces(noHigherThan: room - head.height)
        let shown = pieces[0]
        address = try PagePlan(
            stack: [head, shown].map { layout in
                Block(height: layout.height) { canvas, y in
                    try canvas.tagged("P") { try canvas.draw(layout, x: area.x, y: y) }
                }
            })
        rest = pieces.dropFirst().map { printable($0.text.plain) }.joined(separator: " ")
    }

    func draw(on canvas: PDFCanvas) throws {
        let area = AddressWindow.text
        try drawCorners(on: canvas)
        try canvas.tagged("P") { try canvas.draw(sender, x: area.x, y: area.y, grey: 0.3) }
        let under = area.y + sender.height + 1
        try canvas.rule(x: area.x, y: under, toX: area.x + sender.usedWidth, toY: under, width: 0.3, grey: 0.5)
        try address.draw(on: canvas, offset: area.y + sender.height + mm(2.5))
    }

    /// Marks the window's corners, so that whoever folds the sheet sees where it must come to lie.
    private func drawCorners(on canvas: PDFCanvas) throws {
        let window = PageGrid.window
        let arm = mm(2.5)
        for (x, towards) in [(window.x, arm), (window.right, -arm)] {
            for (y, down) in [(window.y, arm), (window.bottom, -arm)] {
                try canvas.rule(x: x, y: y, toX: x + towards, toY: y, width: 0.4, grey: 0.7)
                try canvas.rule(x: x, y: y, toX: x, toY: y + down, width: 0.4, grey: 0.7)
            }
        }
    }
}
