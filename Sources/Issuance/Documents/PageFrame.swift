import Typesetting

/// What stands on every page: what it is and its number below, and above from the second page on.
struct PageFrame {
    let builder: DocumentBuilder
    let head: TextKey
    let foot: TextKey
    /// For both, besides those of the builder.
    var values: [String: String] = [:]

    func draw(page: Int, of pages: Int, on canvas: PDFCanvas) throws {
        let column = builder.column.part(x: PageGrid.left, width: PageGrid.width)
        let numbered = values.merging(["page": String(page + 1), "pages": String(pages)]) { $1 }
        let footer = try column.layout(builder.text(foot, numbered, DocumentStyles.tiny), alignment: .centre)
        try canvas.rule(
            x: PageGrid.left, y: PageGrid.footer - 3, toX: PageGrid.right, toY: PageGrid.footer - 3, width: 0.3,
            grey: 0.6)
        try canvas.tagged("P") { try canvas.draw(footer, x: PageGrid.left, y: PageGrid.footer, grey: 0.25) }
        guard page > 0 else { return }
        let head = try column.layout(builder.text(head, values, DocumentStyles.tiny))
        let y = mm(14.5) - head.height
        try canvas.tagged("P") { try canvas.draw(head, x: PageGrid.left, y: y, grey: 0.25) }
        try canvas.rule(x: PageGrid.left, y: mm(15.5), toX: PageGrid.right, toY: mm(15.5), width: 0.3, grey: 0.6)
    }
}
