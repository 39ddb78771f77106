import Domain
import Typesetting

extension DocumentRenderer {
    /// All parts in one PDF, for printing on both sides: each begins on a sheet of its own. The letters look as they were signed, with
    /// the courier's number in the window; what counts as the original is the signed PDF of each.
    ///
    /// - Parameters:
    ///   - parts: each with the texts that it was signed with.
    ///   - title: the file's title.
    ///   - created: ISO 8601 with zone.
    public func batch(
        _ parts: [(part: BatchPart, texts: DocumentTexts)], title: String, author: String, created: String,
        from source: PictureSource
    ) throws -> RenderedBatch {
        let canvas = try PDFCanvas(
            metadata: PDFMetadata(
                title: printable(title), author: printable(author), subject: "", keywords: "", creator: "etle",
                created: created, language: "id-ID"))
        var pages: [Int] = []
        try withFonts { fonts in
            for (part, texts) in parts {
                let count = try DocumentRenderer.draw(part, texts, on: canvas, fonts, source)
                if !count.isMultiple(of: 2) { try canvas.endPage() }
                pages.append(count)
            }
        }
        return RenderedBatch(pdf: try canvas.finish(), pages: pages)
    }

    private static func draw(
        _ part: BatchPart, _ texts: DocumentTexts, on canvas: PDFCanvas, _ fonts: FontSet, _ source: PictureSource
    ) throws -> Int {
        switch part {
        case .letter(let content, let barcode):
            let (figures, _) = source.figures(of: content.pictures, annex: content.annex)
            return try LetterPages(content, texts: texts, fonts: fonts).pages(figures)
                .draw(on: canvas) { try CourierNumber(barcode, fonts).draw(on: canvas) }
        case .ticket(let content, let barcode):
            let (figures, _) = source.figures(of: content.pictures, annex: content.annex)
            return try TicketPages(content, texts: texts, fonts: fonts).pages(figures)
                .draw(on: canvas) { if let barcode { try CourierNumber(barcode, fonts).draw(on: canvas) } }
        case .cover(let list): return try CoverPages(list, texts: texts, fonts: fonts).draw(on: canvas)
        }
    }
}
