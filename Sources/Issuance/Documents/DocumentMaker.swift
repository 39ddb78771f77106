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
            sender: builder.text(.senderLine, [:], AddressWindow.senderStyle),
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
            frame: PageFrame(builder: builder, head: .runningHead, foot: .footer))
    }

    private func unprintable(_ addressee: Addressee) throws -> Int {
        let vehicle = facts.vehicle
        let values =
            [addressee.name] + addressee.lines + [
                facts.place, facts.cameraID, facts.eventID, vehicle.make, vehicle.type, vehicle.model, vehicle.colour,
                vehicle.chassisNumber, vehicle.engineNumber,
            ]
        let unusual = printableNonASCII(values)
        return unusual.isEmpty ? 0 : try unknownCharacters(in: unusual, fonts)
    }

    private func metadata(_ names: Names) throws -> PDFMetadata {
        PDFMetadata(
            title: try texts.plain(names.title, facts.values), author: printable(facts.unit.name),
            subject: try texts.plain(names.subject), keywords: try texts.plain(names.keywords, facts.values),
            creator: "etle", created: pdfTime(facts.issuedAt, in: facts.unit.timeZone), language: "id-ID")
    }
}

/// Those of `values`, as they are printed, that may hold characters which the fonts lack: they have all of ASCII.
func printableNonASCII(_ values: [String]) -> [String] {
    values.map(printable).filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
}

/// How many characters of `values` the fonts don't have.
func unknownCharacters(in values: [String], _ fonts: FontSet) throws -> Int {
    let text = StyledText(values.joined(separator: " "), DocumentStyles.body)
    return try TextLayout(text, width: PageGrid.width, fonts: fonts).unknownCharacters
}
