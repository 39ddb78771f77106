import Domain
import Typesetting

extension DocumentRenderer {
    /// All parts in one PDF, for printing on both sides: each begins on a sheet of its own. The letters look as they were signed, with
    /// the courier's number in the window; what counts as the original is the signed PDF of each.
    ///
    /// - Parameters:
    ///   - title: the file's title.
    ///   - created: ISO 8601 with zone.
    /// - Throws: ``Typesetting/TypesettingError``, ``DocumentTextsError``; what the source throws and says may pass.
    public func batch(
        _ parts: [BatchPart], title: String, author: String, created: String, from source: PictureSource
    ) throws -> RenderedBatch {
        let canvas = try PDFCanvas(
            metadata: PDFMetadata(
                title: printable(title), author: printable(author), subject: "", keywords: "", creator: "etle",
                created: created, language: "id-ID"))
        var pages: [Int] = []
        var problems: [PictureProblem] = []
        try withFonts { fonts in
            for part in parts {
                let count = try draw(part, on: canvas, fonts, source, &problems)
                if !count.isMultiple(of: 2) { try canvas.endPage() }
                pages.append(count)
            }
        }
        return RenderedBatch(pdf: try canvas.finish(), pages: pages, pictureProblems: problems)
    }

    private func draw(
        _ part: BatchPart, on canvas: PDFCanvas, _ fonts: FontSet, _ source: PictureSource,
        _ problems: inout [PictureProblem]
    ) throws -> Int {
        /// Notes what is missing of the pictures and gives what there is.
        func figures(_ pictures: [NoticePicture], _ annex: String?) throws -> [Figure] {
            let (figures, missing) = try self.figures(of: pictures, annex: annex, from: source)
            problems += missing
            return figures
        }
        switch part {
        case .letter(let content, let barcode):
            return try LetterPages(content, texts: texts, fonts: fonts).pages(figures(content.pictures, content.annex))
                .draw(on: canvas) { try CourierNumber(barcode, fonts).draw(on: canvas) }
        case .ticket(let content, let barcode):
            return try TicketPages(content, texts: texts, fonts: fonts).pages(figures(content.pictures, content.annex))
                .draw(on: canvas) { if let barcode { try CourierNumber(barcode, fonts).draw(on: canvas) } }
        case .cover(let list): return try CoverPages(list, texts: texts, fonts: fonts).draw(on: canvas)
        }
    }
}

/// The courier's number in the lower right corner of the envelope's window.
private struct CourierNumber {
    private let layout: TextLayout

    init(_ barcode: Barcode, _ fonts: FontSet) throws {
        let column = Column(x: PageGrid.window.x, width: mm(40), scale: 1, fonts: fonts)
        layout = try column.layout(StyledText(barcode.description, DocumentStyles.digest), alignment: .right)
    }

    func draw(on canvas: PDFCanvas) throws {
        let window = PageGrid.window
        try canvas.tagged("P") {
            try canvas.draw(layout, x: window.right - mm(43), y: window.bottom - mm(1.5) - layout.height)
        }
    }
}
