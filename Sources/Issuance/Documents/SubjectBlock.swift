import Typesetting

/// The document's title and its number, date and subject, beside the address window.
struct SubjectBlock {
    private let plan: PagePlan

    init(_ heading: TextKey, _ facts: [(TextKey, StyledText)], _ builder: DocumentBuilder) throws {
        let area = PageGrid.subject
        let part = builder.part(x: area.x, width: area.width)
        plan = try PagePlan(
            stack: part.column.paragraph(
                builder.text(heading, [:], DocumentStyles.title), tag: "H1")
                + [Block(height: mm(1.5)) { _, _ in }]
                + part.facts(facts, labelShare: 0.235))
    }

    /// Points from the page's top.
    var bottom: Double { PageGrid.subject.y + mm(2) + plan.bottom }

    func draw(on canvas: PDFCanvas) throws {
        try plan.draw(on: canvas, offset: PageGrid.subject.y + mm(2))
    }
}
