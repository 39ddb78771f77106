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
        var plans: [PagePlan] = []
        for scale in DocumentStyles.scales {
            let plan = try PagePlan(
                blocks(scale), firstTop: top, top: PageGrid.followingTop, limit: PageGrid.bodyBottom)
            plans.append(plan)
            if plan.pages.count == 1 { break }
        }
        plan = plans.last.flatMap { $0.pages.count == 1 ? $0 : nil } ?? plans[plans.count / 2]
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

/// Where the sheet is folded for a DL envelope: into three parts.
enum FoldMarks {
    static func draw(on canvas: PDFCanvas) throws {
        for y in [mm(99), mm(198)] {
            try canvas.rule(x: mm(4), y: y, toX: mm(8), toY: y, width: 0.4, grey: 0.6)
        }
    }
}
