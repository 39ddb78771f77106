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
    /// - Throws: ``Typesetting/TypesettingError``, ``DocumentTextsError``; what the source throws and says may pass.
    public func batch(
        _ parts: [(part: BatchPart, texts: DocumentTexts)], title: String, author: String, created: String,
        from source: PictureSource
    ) throws -> RenderedBatch {
        let canvas = try PDFCanvas(
            metadata: PDFMetadata(
                title: printable(title), author: printable(author), subject: "", keywords: "", creator: "etle",
                created: created, language: "id-ID"))
        var pages: [Int] = []
        var problems: [[PictureProblem]] = []
        try withFonts { fonts in
            for (part, texts) in parts {
                var missing: [PictureProblem] = []
                let count = try draw(part, texts, on: canvas, fonts, source, &missing)
                if !count.isMultiple(of: 2) { try canvas.endPage() }
                pages.append(count)
                problems.append(missing)
            }
        }
        return RenderedBatch(pdf: try canvas.finish(), pages: pages, pictureProblems: problems)
    }

    private func draw(
        _ part: BatchPart, _ texts: DocumentTexts, on canvas: PDFCanvas, _ fonts: FontSet, _ source: PictureSource,
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
        case .cover(let list, let barcode):
            return try CoverPages(list, texts: texts, fonts: fonts).pages()
                .draw(on: canvas) { try CourierNumber(barcode, fonts).draw(on: canvas) }
        }
    }
}
