import Domain
import Typesetting

/// Puts a document together: head, text, annex, page numbers, metadata. What the text says comes from ``LetterPages`` and
/// ``TicketPages``.
struct DocumentMaker {
    let facts: CaseFacts
    let texts: DocumentTexts
    let fonts: FontSet

    /// Which texts name the document.
    struct Names {
        var title: TextKey
        var subject: TextKey
        var keywords: TextKey
    }

    struct Addressee {
        var name: String
        /// Empty ones are left out.
        var lines: [String]
    }

    func builder(scale: Double = 1) -> DocumentBuilder {
        let column = Column(x: PageGrid.left, width: PageGrid.width, scale: scale, fonts: fonts)
        return DocumentBuilder(texts: texts, column: column, common: facts.values)
    }

    /// The pages as a document of their own.
    func render(
        _ pages: DocumentPages, _ names: Names, to addressee: Addressee, problems: [PictureProblem]
    ) throws -> RenderedDocument {
        let (pdf, count) = try pages.render(metadata(names))
        return RenderedDocument(
            pdf: pdf, pages: count, pictureProblems: problems, unprintableCharacters: try unprintable(addressee))
    }

    /// - Parameters:
    ///   - subject: beside the address window.
    ///   - blocks: the text, and what of the address did not fit in the window.
    func pages(
        heading: TextKey, to addressee: Addressee, subject: [(TextKey, StyledText)], figures: [Figure],
        blocks: (DocumentBuilder, String) throws -> [Block]
    ) throws -> DocumentPages {
        let builder = self.builder()
        let unit = facts.unit
        let window = try AddressWindow(
            sender: printable("\(unit.name) · \(unit.city)"),
            heading: builder.text(.addressTo, [:], TextStyle(size: 9)),
            name: addressee.name, lines: addressee.lines, fonts: fonts)
        let first = try FirstPage(
            letterhead: Letterhead(unit, texts: texts, fonts: fonts), window: window,
            subject: SubjectBlock(heading, subject, builder)
        ) { try blocks(self.builder(scale: $0), window.rest) }
        let stamp = try builder.text(
            .pictureStamp, ["time": facts.moment(texts.dates), "place": facts.place, "camera": facts.cameraID],
            TextStyle(size: 7.4, isBold: true))
        let annex = Annex(builder: builder, stamp: stamp, unitName: unit.name)
        return DocumentPages(
            first: first, annex: try annex.blocks(figures, pictures: facts.pictures),
            frame: PageFrame(
                builder: builder, number: facts.number, reference: facts.reference, unit: unit.name))
    }

    private func unprintable(_ addressee: Addressee) throws -> Int {
        let vehicle = facts.vehicle
        let values =
            [addressee.name] + addressee.lines + [
                facts.place, facts.cameraID, facts.eventID, vehicle.make, vehicle.type, vehicle.model, vehicle.colour,
                vehicle.chassisNumber, vehicle.engineNumber,
            ]
        // The fonts have all of ASCII.
        let unusual = values.map(printable).filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
        guard !unusual.isEmpty else { return 0 }
        let text = StyledText(unusual.joined(separator: " "), DocumentStyles.body)
        return try TextLayout(text, width: PageGrid.width, fonts: fonts).unknownCharacters
    }

    private func metadata(_ names: Names) throws -> PDFMetadata {
        PDFMetadata(
            title: try texts.plain(names.title, facts.values), author: printable(facts.unit.name),
            subject: try texts.plain(names.subject), keywords: try texts.plain(names.keywords, facts.values),
            creator: "etle", created: pdfTime(facts.issuedAt, in: facts.unit.timeZone), language: "id-ID")
    }
}
