import Typesetting

/// A document's text: fixed head, then blocks, on as few pages and as large as they fit.
struct FirstPage {
    let letterhead: Letterhead
    let window: AddressWindow
    let subject: SubjectBlock
    let plan: PagePlan

    /// - Parameter blocks: makes the blocks for a scale.
    init(
        letterhead: Letterhead, window: AddressWindow, subject: SubjectBlock, blocks: (Double) throws -> [Block]
    ) throws {
        self.letterhead = letterhead
        self.window = window
        self.subject = subject
        let top = max(PageGrid.bodyTop, subject.bottom + mm(4))
        let room = PageGrid.bodyBottom - top
        var flowing: PagePlan?
        var chosen: PagePlan?
        var last: (scale: Double, height: Double)?
        for scale in DocumentStyles.scales {
            // Text becomes shorter at most with the square of its size: a scale that cannot do is not tried.
            if let last, last.height * (scale / last.scale) * (scale / last.scale) > room { continue }
            let blocks = try blocks(scale)
            let plan = try PagePlan(blocks, firstTop: top, top: PageGrid.followingTop, limit: PageGrid.bodyBottom)
            if plan.pages.count == 1 {
                chosen = plan
                break
            }
            if scale == DocumentStyles.flowing { flowing = plan }
            last = (scale, try PagePlan(stack: blocks).bottom)
        }
        plan =
            try chosen ?? flowing
            ?? PagePlan(
                blocks(DocumentStyles.flowing), firstTop: top, top: PageGrid.followingTop, limit: PageGrid.bodyBottom)
    }

    func draw(page: Int, on canvas: PDFCanvas) throws {
        if page == 0 {
            try letterhead.draw(on: canvas)
            try subject.draw(on: canvas)
            try window.draw(on: canvas)
            try FoldMarks.draw(on: canvas)
        }
        try plan.draw(page: page, on: canvas)
    }
}

/// Where the sheet is folded for its envelope: ``EnvelopeWindow``.
enum FoldMarks {
    static func draw(on canvas: PDFCanvas) throws {
        for y in EnvelopeWindow.folds {
            try canvas.rule(x: mm(4), y: y, toX: mm(8), toY: y, width: 0.4, grey: 0.6)
        }
    }
}
