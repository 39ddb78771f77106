import Domain
import Typesetting

/// Text pages and annex, drawn one after the other with their page numbers.
struct DocumentPages {
    let first: FirstPage
    /// Begins on a page of its own; empty for none.
    let annex: [Block]
    let frame: PageFrame

    func render(_ metadata: PDFMetadata) throws -> (pdf: [UInt8], pages: Int) {
        let canvas = try PDFCanvas(metadata: metadata)
        let pages = try draw(on: canvas)
        return (try canvas.finish(), pages)
    }

    /// Draws all pages and returns how many there are.
    /// - Parameter overlay: drawn on the first page, above all else.
    func draw(on canvas: PDFCanvas, overlay: () throws -> Void = {}) throws -> Int {
        let annexPlan = try PagePlan(
            annex, firstTop: PageGrid.followingTop, top: PageGrid.followingTop, limit: PageGrid.bodyBottom)
        let textPages = first.plan.pages.count
        let pages = textPages + (annex.isEmpty ? 0 : annexPlan.pages.count)
        for page in 0..<pages {
            if page < textPages {
                try first.draw(page: page, on: canvas)
            } else {
                try annexPlan.draw(page: page - textPages, on: canvas)
            }
            if page == 0 { try overlay() }
            try frame.draw(page: page, of: pages, on: canvas)
            try canvas.endPage()
        }
        return pages
    }
}

/// An instant as PDF metadata takes it: whole seconds, `2026-04-23T10:00:00+07:00`.
func pdfTime(_ instant: Timestamp, in zone: LocalTimeZone) -> String {
    let text = instant.rfc3339(in: zone)
    return String(text.prefix(19) + text.suffix(6))
}
